import { type Clock, MINUTE_MS } from '../domain/time/instant.ts';

/** Says that something failed. `repeats`: how often it failed since it was last said, this time included. */
export type SayFailure = (error: unknown, repeats: number) => void;

/**
 * Says the first failure at once and the following ones once a minute, counted: an outage of the database fails every
 * round of every ticker, and a log full of that hides the rest.
 */
export function createFailureLog(clock: Clock, say: SayFailure): (error: unknown) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  let repeats = 0;
  return (error) => {
    repeats += 1;
    const now = clock();
    if (now - saidAt < MINUTE_MS) return;
    say(error, repeats);
    saidAt = now;
    repeats = 0;
  };
}
