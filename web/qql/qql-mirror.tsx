import type { Ref } from 'react';
import type { QqlProblem } from './qql-answer.ts';
import { cutAt, wordsOf } from './qql-words.ts';

interface QqlMirrorProps {
  readonly query: string;
  readonly problems: readonly QqlProblem[];
  /** Where the completion is drawn below. */
  readonly anchor: number;
  readonly anchorRef: Ref<HTMLSpanElement>;
}

/** The query in colours, behind the field that is typed in; what is wrong is underlined. Nobody reads it aloud: the field says the same. */
export function QqlMirror({ query, problems, anchor, anchorRef }: QqlMirrorProps) {
  const ends = [...problems.flatMap(({ from, to }) => [from, to]), anchor];
  const words = cutAt(wordsOf(query), ends);
  const atEnd = words.every(({ from }) => from !== anchor);
  const wrongAt = (place: number) => {
    const problem = problems.find(({ from, to }) => place >= from && place < Math.max(to, from + 1));
    return problem && (problem.unfinished ? 'unfinished' : 'wrong');
  };
  return (
    <div className="qql-mirror" aria-hidden>
      {words.map(({ kind, text, from }) => (
        <span key={from} {...(from === anchor && { ref: anchorRef })} data-kind={kind} data-wrong={wrongAt(from)}>
          {text}
        </span>
      ))}
      {atEnd && <span ref={anchorRef} />}
      {/* The place of what is missing at the end; also gives a last empty line its height. */}
      <span data-wrong={wrongAt(query.length)}>{'\u00a0'}</span>
    </div>
  );
}
