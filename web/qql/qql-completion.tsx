import type { QqlSuggestion } from './qql-answer.ts';
import '../ui/filter/filter.css';

interface QqlCompletionProps {
  readonly id: string;
  readonly suggestions: readonly QqlSuggestion[];
  /** What is typed of it already. */
  readonly typed: string;
  readonly active: number;
  readonly left: number;
  readonly onChoose: (suggestion: QqlSuggestion) => void;
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** What may stand at the caret, below it. The focus stays in the field: its arrows move here. */
export function QqlCompletion({ id, suggestions, typed, active, left, onChoose }: QqlCompletionProps) {
  return (
    <div className="qql-completion" style={{ '--qql-left': `${left}px` } as object}>
      <div role="listbox" id={id} aria-label="What may stand here" className="qql-options">
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.insert}
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            className="qql-option"
            ref={index === active ? intoView : undefined}
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(suggestion);
            }}
          >
            <Insert text={suggestion.insert} typed={typed} />
            {suggestion.hint !== undefined && (
              <span className="meta" title={suggestion.hint}>
                {suggestion.hint}
              </span>
            )}
          </div>
        ))}
      </div>
      <p className="qql-keys meta" aria-hidden>
        <span>
          <kbd className="key">↑</kbd> <kbd className="key">↓</kbd> choose
        </span>
        <span>
          <kbd className="key">Tab</kbd> complete
        </span>
        <span>
          <kbd className="key">Ctrl Enter</kbd> run
        </span>
      </p>
    </div>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' });

/** The typed beginning stands out. */
function Insert({ text, typed }: { readonly text: string; readonly typed: string }) {
  const length = text.toLowerCase().startsWith(typed.toLowerCase()) ? typed.length : 0;
  return (
    <span className="mono truncate">
      <b className="qql-typed">{text.slice(0, length)}</b>
      {text.slice(length)}
    </span>
  );
}
