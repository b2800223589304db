import { Tooltip } from '@mantine/core';
import { IconCheck, IconPlayerPlayFilled, IconX } from '@tabler/icons-react';
import './progress.css';

export type SliceState = 'done' | 'running' | 'lost' | 'queued';

export interface SliceSquare {
  readonly key: string;
  readonly state: SliceState;
  /** On hover: "Slice 21, 9 of 16 hosts". */
  readonly title: string;
}

const WORDS: Record<SliceState, string> = { done: 'done', running: 'running', lost: 'lease lost', queued: 'queued' };

const picture = (state: SliceState) => (
  <span className="slice" data-slice={state}>
    {state === 'done' && <IconCheck size={11} stroke={2} aria-hidden />}
    {state === 'running' && <IconPlayerPlayFilled size={9} aria-hidden />}
    {state === 'lost' && <IconX size={11} stroke={2} aria-hidden />}
  </span>
);

/** One square a slice. */
export function SliceSquares({ slices }: { readonly slices: readonly SliceSquare[] }) {
  const counts = (Object.keys(WORDS) as SliceState[])
    .map((state) => [slices.filter((slice) => slice.state === state).length, WORDS[state]] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  return (
    <span className="slices" role="img" aria-label={`Slices: ${counts.join(', ')}`}>
      {slices.map(({ key, state, title }) => (
        <Tooltip key={key} label={title}>
          {picture(state)}
        </Tooltip>
      ))}
    </span>
  );
}

/** What the squares mean. */
export function SliceLegend() {
  return (
    <span className="slice-legend">
      {(Object.keys(WORDS) as SliceState[]).map((state) => (
        <span key={state}>
          {picture(state)} {WORDS[state]}
        </span>
      ))}
    </span>
  );
}
