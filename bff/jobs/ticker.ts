import type { Clock, Instant } from '../domain/time/instant.ts';

/** The timers of the runtime; tests pass their own and step them by hand. */
export interface Timers {
  readonly set: (callback: () => void, delayMs: number) => unknown;
  readonly clear: (handle: unknown) => void;
}

export const systemTimers: Timers = {
  set: (callback, delayMs) => setTimeout(callback, delayMs),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

export interface TickerOptions {
  /** One round of work. Answers when there is something to do again; nothing: nothing is known to be due. */
  readonly run: () => Promise<Instant | undefined>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** The longest sleep: the safety net for whatever failed to wake it. */
  readonly maxSleepMs: number;
  /** Told of every failed round; the next one follows after a back-off that ends at `maxSleepMs`. */
  readonly onError: (error: unknown) => void;
  /** Told, as a round begins, how long after its time that is, in milliseconds. */
  readonly onRound?: ((lagMs: number) => void) | undefined;
}

export interface Ticker {
  readonly start: () => void;
  /** Something changed: look again at once, or right after the round that is under way. */
  readonly wake: () => void;
  /** No round begins after this; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
}

const FIRST_RETRY_MS = 100;

/** Runs rounds of work one after another, never two at once, and sleeps in between until the next is due. */
export function createTicker(options: TickerOptions): Ticker {
  const { clock, timers, maxSleepMs } = options;
  let state: 'new' | 'going' | 'stopped' = 'new';
  let timer: unknown;
  let plannedAt: number = clock();
  let round: Promise<void> | undefined;
  let wakeAgain = false;
  let failures = 0;

  const sleep = (delayMs: number): void => {
    if (state !== 'going') return;
    plannedAt = clock() + delayMs;
    timer = timers.set(begin, delayMs);
  };

  const runOnce = async (): Promise<number> => {
    try {
      const dueAt = await options.run();
      failures = 0;
      return dueAt === undefined ? maxSleepMs : Math.min(Math.max(dueAt - clock(), 0), maxSleepMs);
    } catch (error) {
      failures += 1;
      options.onError(error);
      return Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 16), maxSleepMs);
    }
  };

  const begin = (): void => {
    timer = undefined;
    wakeAgain = false;
    options.onRound?.(Math.max(0, clock() - plannedAt));
    round = runOnce().then((delayMs) => {
      round = undefined;
      // A wake-up does not cut a back-off short: a broken database would be asked without pause.
      sleep(wakeAgain && failures === 0 ? 0 : delayMs);
    });
  };

  return {
    start: () => {
      if (state !== 'new') throw new Error('a ticker starts once');
      state = 'going';
      plannedAt = clock();
      begin();
    },
    wake: () => {
      wakeAgain = true;
      if (state !== 'going' || round !== undefined || failures > 0) return;
      timers.clear(timer);
      sleep(0);
    },
    stop: async () => {
      state = 'stopped';
      timers.clear(timer);
      await round;
    },
  };
}
