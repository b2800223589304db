import { type Instant, instant } from '../../domain/time/instant.ts';
import { systemTimers } from '../../jobs/ticker.ts';
import type { World } from '../../world.ts';

/** A time that stands still until it is moved, and everything that waits in it. */
export interface StoryTime {
  readonly world: World;
  /** Goes to an instant at once, as a machine does that wakes from sleep, and starts what has fallen due by then, in order. */
  readonly goTo: (at: Instant) => void;
  /** Resolves when nothing that has fallen due is left or under way. */
  readonly idle: () => Promise<void>;
}

interface Waiting {
  readonly callback: () => void;
  readonly at: number;
}

/** A wait shorter than this is not waited for in the story: it stands for "right away", or for a second try. */
const SHORT_MS = 1000;

/**
 * Timers belong to tickers: each sets its next one, with the same callback, when its round has ended. So a callback that
 * was called and has not been set again is a round under way.
 */
export function createStoryTime(start: Instant): StoryTime {
  let now = start;
  const timers = new Set<Waiting>();
  const calls = new Set<Waiting>();
  const short = new Set<unknown>();
  const rounds = new Set<() => void>();
  let watchers: (() => void)[] = [];

  const isIdle = () => rounds.size === 0 && short.size === 0;
  const look = () => {
    if (!isIdle()) return;
    const told = watchers;
    watchers = [];
    for (const tell of told) tell();
  };
  const begin = (callback: () => void) => {
    rounds.add(callback);
    callback();
  };
  const setShort = (callback: () => void, delayMs: number) => {
    const handle = systemTimers.set(() => {
      short.delete(handle);
      begin(callback);
    }, delayMs);
    short.add(handle);
    return handle;
  };
  const set = (callback: () => void, delayMs: number): unknown => {
    rounds.delete(callback);
    if (delayMs < SHORT_MS) return setShort(callback, delayMs);
    const waiting = { callback, at: now + delayMs };
    timers.add(waiting);
    look();
    return waiting;
  };
  const clear = (handle: unknown) => {
    timers.delete(handle as Waiting);
    if (short.delete(handle)) systemTimers.clear(handle);
    look();
  };
  const takeDue = (from: Set<Waiting>): Waiting[] => {
    const due = [...from].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
    for (const each of due) from.delete(each);
    return due;
  };

  return {
    world: {
      clock: () => now,
      timers: { set, clear },
      callAt: (at, callback) => {
        const waiting = { callback, at };
        calls.add(waiting);
        return () => void calls.delete(waiting);
      },
    },
    goTo: (at) => {
      if (at < now) throw new Error(`it is ${new Date(now).toISOString()} already; time does not go back`);
      now = instant(at);
      for (const { callback } of takeDue(calls)) callback();
      for (const { callback } of takeDue(timers)) begin(callback);
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => watchers.push(resolve))),
  };
}
