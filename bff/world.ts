import { type Clock, type Instant, instant } from './domain/time/instant.ts';
import type { CallAt } from './features/appliances/held-polls.ts';
import { systemTimers, type Timers } from './jobs/ticker.ts';

/** All that the server knows of time: what o'clock it is, and being called when some of it has passed. */
export interface World {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly callAt: CallAt;
}

const clock: Clock = () => instant(Date.now());

/** The time of the machine. */
export const systemWorld: World = {
  clock,
  timers: systemTimers,
  // Timers sleep at most 2^31 − 1 ms; a poll interval is far below it.
  callAt: (at: Instant, callback: () => void) => {
    const timer = setTimeout(callback, Math.max(0, at - clock()));
    return () => clearTimeout(timer);
  },
};
