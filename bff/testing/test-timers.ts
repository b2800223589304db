import type { Timers } from '../jobs/ticker.ts';

/** Timers that fire only when a test says so. */
export interface TestTimers extends Timers {
  /** The delay of the timer that is set, in ms; undefined: none. */
  readonly pendingMs: () => number | undefined;
  /** Fires the timer that is set, and lets what follows run. */
  readonly fire: () => Promise<void>;
}

/** Enough turns of the event loop for promises that wait for nothing outside. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

export function testTimers(): TestTimers {
  let pending: { callback: () => void; delayMs: number } | undefined;
  return {
    set: (callback, delayMs) => {
      pending = { callback, delayMs };
      return pending;
    },
    clear: (handle) => {
      if (handle === pending) pending = undefined;
    },
    pendingMs: () => pending?.delayMs,
    fire: async () => {
      const due = pending;
      pending = undefined;
      due?.callback();
      await settle();
    },
  };
}
