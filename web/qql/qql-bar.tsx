import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconTerminal2, IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useSlashFocus } from '../ui/filter/use-slash-focus.ts';
import { formatNumber } from '../ui/time/format-duration.ts';
import type { QqlAnswer, QqlProblem, QqlSuggestion } from './qql-answer.ts';
import { optionId, QqlCompletion } from './qql-completion.tsx';
import { QqlMirror } from './qql-mirror.tsx';
import { useQqlField } from './use-qql-field.ts';
import './qql.css';

interface QqlBarProps {
  /** Names the field: "Search images". */
  readonly label: string;
  /** What is searched, in the plural: "images". */
  readonly things: string;
  /** The query that the list shows. */
  readonly query: string;
  readonly onRun: (query: string) => void;
  /** What is typed. */
  readonly text: string;
  readonly onText: (text: string, caret: number) => void;
  /** Of what is typed, as far as the server has answered. */
  readonly answer: QqlAnswer | undefined;
  readonly suggestions: readonly QqlSuggestion[];
  /** Icon buttons: history, saved, CSV. */
  readonly actions?: ReactNode;
}

/** A query: coloured as it is typed, checked and counted by the server, completed at the caret. Enter runs it. */
export function QqlBar({ label, things, query, onRun, text, onText, answer, suggestions, actions }: QqlBarProps) {
  const [listId, problemId] = [useId(), useId()];
  const { field, shown, active, type, complete, run, close, onKeyDown } = useQqlField({ query, suggestions, text, onText, onRun });
  useSlashFocus(() => field.current?.focus());
  const current = answer?.query === text ? answer : undefined;
  const problems = current?.problems ?? [];
  // While it is still typed, that it is not whole yet is no news.
  const told = shown ? problems.filter(({ unfinished }) => !unfinished) : problems;
  const from = suggestions[0]?.from ?? text.length;
  const anchor = useAnchor(shown, from);
  const clear = () => {
    type('', 0);
    close();
    onRun('');
    field.current?.focus();
  };
  return (
    <div className="qql">
      <div className="qql-line">
        <div className="qql-box" data-wrong={problems.some(({ unfinished }) => !unfinished) || undefined}>
          <IconTerminal2 size={16} stroke={1.7} aria-hidden />
          <div className="qql-stack" ref={anchor.stack}>
            <QqlMirror query={text} problems={problems} anchor={from} anchorRef={anchor.place} />
            <textarea
              ref={field}
              className="qql-field"
              role="combobox"
              aria-label={label}
              aria-autocomplete="list"
              aria-expanded={shown}
              aria-controls={shown ? listId : undefined}
              aria-activedescendant={shown ? optionId(listId, active) : undefined}
              aria-invalid={told.length > 0 || undefined}
              aria-describedby={told.length > 0 ? problemId : undefined}
              rows={1}
              maxLength={2000}
              placeholder="All. Narrow by a token, such as vulnerabilities.severity:5"
              spellCheck={false}
              autoComplete="off"
              autoCapitalize="off"
              value={text}
              onChange={({ target }) => type(target.value.replaceAll(/\s*\n\s*/g, ' '), target.selectionEnd)}
              onSelect={({ currentTarget }) => onText(currentTarget.value, currentTarget.selectionEnd)}
              onKeyDown={onKeyDown}
              onBlur={close}
            />
            {shown && (
              <QqlCompletion
                id={listId}
                suggestions={suggestions}
                typed={text.slice(from, suggestions[0]?.to)}
                active={active}
                left={anchor.left}
                onChoose={complete}
              />
            )}
          </div>
          <div className="qql-run">
            <output className="qql-outcome">
              <Outcome problem={problems[0]} count={current?.count} things={things} />
            </output>
            {text !== '' && (
              <button type="button" className="qql-clear" aria-label="Drop the query" onClick={clear}>
                <IconX size={14} stroke={1.8} aria-hidden />
              </button>
            )}
            <Button size="compact-sm" onClick={run}>
              Run
            </Button>
          </div>
        </div>
        {actions}
      </div>
      {told.length > 0 && <Problems id={problemId} problems={told} onTake={(problem, insert) => complete({ ...problem, insert })} />}
    </div>
  );
}

/** Where the completion hangs: below the word that it completes. */
function useAnchor(shown: boolean, from: number) {
  const stack = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLSpanElement>(null);
  const [left, setLeft] = useState(0);
  useLayoutEffect(() => {
    if (!shown || stack.current === null || place.current === null || from < 0) return;
    setLeft(Math.max(0, Math.min(place.current.offsetLeft - 14, stack.current.clientWidth - 340)));
  }, [shown, from]);
  return { stack, place, left };
}

interface OutcomeProps {
  readonly problem: QqlProblem | undefined;
  readonly count: QqlAnswer['count'];
  readonly things: string;
}

/** In the box, beside what is typed: whether it is whole, and how many it selects. */
function Outcome({ problem, count, things }: OutcomeProps) {
  if (problem !== undefined) {
    const Sign = problem.unfinished ? IconInfoCircle : IconAlertTriangle;
    return (
      <span className="tone-text qql-problem" data-tone={problem.unfinished ? 'warn' : 'bad'}>
        <Sign size={14} stroke={1.8} aria-hidden /> {problem.unfinished ? 'unfinished' : 'not valid'}
      </span>
    );
  }
  if (count === undefined) return null;
  return (
    <span className="text-2 tabular">
      {count.exact ? '' : 'over '}
      <b>{formatNumber(count.count)}</b> {count.count === 1 && count.exact ? things.replace(/s$/, '') : things}
    </span>
  );
}

interface ProblemsProps {
  readonly id: string;
  readonly problems: readonly QqlProblem[];
  readonly onTake: (problem: QqlProblem, insert: string) => void;
}

/** All that is wrong, each with its place, and the nearest token to take instead. */
function Problems({ id, problems, onTake }: ProblemsProps) {
  return (
    <ul className="qql-problems" id={id} aria-label="What is wrong with the query">
      {problems.map((problem) => (
        <li key={`${problem.from} ${problem.message}`} className="tone-text" data-tone={problem.unfinished ? 'warn' : 'bad'}>
          Character {formatNumber(problem.from + 1)}: {problem.message}
          {problem.nearest !== undefined && (
            <button type="button" className="qql-nearest" onClick={() => onTake(problem, problem.nearest ?? '')}>
              Take <span className="mono">{problem.nearest}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
