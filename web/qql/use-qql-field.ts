import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type QqlSuggestion, replaced } from './qql-answer.ts';

interface QqlFieldOptions {
  /** The query that runs; what is typed starts from it. */
  readonly query: string;
  readonly suggestions: readonly QqlSuggestion[];
  readonly text: string;
  readonly onText: (text: string, caret: number) => void;
  readonly onRun: (query: string) => void;
}

/** Caret, completion and keys of the field of a query. */
export function useQqlField({ query, suggestions, text, onText, onRun }: QqlFieldOptions) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  /** The arrows chose: Enter then completes instead of running. */
  const [chosen, setChosen] = useState(false);
  const caret = useRef<number>(undefined);
  const tell = useRef(onText);
  tell.current = onText;
  // Another query runs (a link, the back button): it is what is typed now.
  useEffect(() => {
    tell.current(query, query.length);
  }, [query]);
  useLayoutEffect(() => {
    if (caret.current === undefined || field.current?.value !== text) return;
    field.current.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [text]);
  const shown = open && suggestions.length > 0;
  const at = Math.min(active, suggestions.length - 1);
  const close = () => {
    setOpen(false);
    setChosen(false);
  };
  const type = (next: string, position: number) => {
    setOpen(true);
    setActive(0);
    setChosen(false);
    onText(next, position);
  };
  const complete = (suggestion: QqlSuggestion) => {
    const next = replaced(text, suggestion);
    caret.current = next.caret;
    type(next.query, next.caret);
    field.current?.focus();
  };
  const run = () => {
    close();
    onRun(text.replaceAll(/\s+/g, ' ').trim());
  };
  const move = (by: number) => {
    if (!shown) return setOpen(true);
    setChosen(true);
    setActive((at + by + suggestions.length) % suggestions.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const suggestion = shown ? suggestions[at] : undefined;
    const withControl = event.ctrlKey || event.metaKey;
    const act: Record<string, (() => void) | undefined> = {
      ArrowDown: () => move(1),
      ArrowUp: shown ? () => move(-1) : undefined,
      Tab: suggestion && !event.shiftKey ? () => complete(suggestion) : undefined,
      Enter: suggestion !== undefined && chosen && !withControl ? () => complete(suggestion) : run,
      Escape: shown ? close : undefined,
    };
    const action = act[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  return { field, shown, active: at, type, complete, run, close, onKeyDown };
}
