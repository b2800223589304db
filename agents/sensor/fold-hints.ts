import type { Clock } from '../runtime/clock.ts';
import type { Hint } from './hint.ts';

/** One action of a burst, however often it came. */
export interface FoldedAction {
  readonly action: string;
  /** The last time. */
  readonly at: number;
  readonly count: number;
  readonly reference?: string;
}

/** All that was heard of one image or container in one burst, in the order of the first time. */
export interface FoldedHints {
  readonly subject: 'image' | 'container';
  readonly id?: string;
  /** Absent together with the id: only a listing can say what it was about. */
  readonly reference?: string;
  readonly actions: readonly FoldedAction[];
}

export interface FoldLimits {
  /** A burst is over when nothing was heard of its subject for this long. */
  readonly quietMs: number;
  /** It is looked at after this long, over or not. */
  readonly longestMs: number;
}

export interface HintFold {
  add(hint: Hint): void;
  /** The bursts that are over, oldest first. */
  takeSettled(): FoldedHints[];
  /** Until the next one is; undefined: none is under way. */
  nextInMs(): number | undefined;
  /** True once after more was heard of than is held: only a listing tells what there is. */
  takeOverflow(): boolean;
}

/** An import tells `tag` first and `import` within a few milliseconds; a build's containers come and go within tenths of a second. */
const LIMITS: FoldLimits = { quietMs: 300, longestMs: 2000 };
const MAX_SUBJECTS = 20_000;

interface Burst extends Omit<FoldedHints, 'actions'> {
  readonly since: number;
  last: number;
  readonly actions: Map<string, FoldedAction>;
}

const keyOf = ({ subject, id, reference }: Hint): string => `${subject} ${id ?? `name ${reference ?? ''}`}`;

const burstOf = ({ subject, id, reference }: Hint, now: number): Burst => ({
  ...{ subject, since: now, last: now, actions: new Map() },
  ...(id === undefined ? {} : { id }),
  ...(reference === undefined ? {} : { reference }),
});

/** Gathers what the stream brings: ten thousand events of one container are one look at it. */
export const createHintFold = (clock: Clock, { quietMs, longestMs }: FoldLimits = LIMITS): HintFold => {
  const bursts = new Map<string, Burst>();
  let overflowed = false;
  const dueAt = ({ since, last }: Burst): number => Math.min(last + quietMs, since + longestMs);
  return {
    add: (hint) => {
      const key = keyOf(hint);
      if (!bursts.has(key) && bursts.size >= MAX_SUBJECTS) {
        overflowed = true;
        return;
      }
      const burst = bursts.get(key) ?? burstOf(hint, clock());
      bursts.set(key, burst);
      burst.last = clock();
      const { action, at, reference } = hint;
      const count = (burst.actions.get(action)?.count ?? 0) + 1;
      burst.actions.set(action, { action, at, count, ...(reference === undefined ? {} : { reference }) });
    },
    takeSettled: () => {
      const now = clock();
      const settled = [...bursts].filter(([, burst]) => dueAt(burst) <= now);
      for (const [key] of settled) bursts.delete(key);
      return settled.map(([, { since: _, last: __, actions, ...about }]) => ({ ...about, actions: [...actions.values()] }));
    },
    nextInMs: () => {
      if (bursts.size === 0) return undefined;
      let next = Number.POSITIVE_INFINITY;
      for (const burst of bursts.values()) next = Math.min(next, dueAt(burst));
      return Math.max(0, next - clock());
    },
    takeOverflow: () => {
      const was = overflowed;
      overflowed = false;
      return was;
    },
  };
};
