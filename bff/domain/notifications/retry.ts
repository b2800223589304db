import { HOUR_MS, type Instant, instant, MINUTE_MS, plus } from '../time/instant.ts';

/** A mail that could not be handed over within this time is of no use any more. */
export const GIVE_UP_AFTER_MS = 24 * HOUR_MS;
/** A mail kept for want of a mail server is sent when one is set up within this time. */
export const KEPT_FOR_MS = 24 * HOUR_MS;

const LONGEST_WAIT_MS = 4 * HOUR_MS;

/** What a mail server, or the lack of one, made of an attempt. */
export type SendResult =
  | { readonly kind: 'accepted'; readonly response: string }
  /** Not now: the server said so, or could not be reached (`unreachable`: then no other mail would get through either). */
  | { readonly kind: 'later'; readonly unreachable: boolean; readonly problem: string; readonly response?: string | undefined }
  | { readonly kind: 'refused'; readonly problem: string; readonly response?: string | undefined };

/** When a mail is tried again after its `attempts`th attempt: 1, 2, 4 … minutes, at most four hours, never after `giveUpAt`. */
export function nextAttempt(attempts: number, now: Instant, giveUpAt: Instant): Instant | undefined {
  const wait = Math.min(MINUTE_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS);
  const last = instant(Math.min(plus(now, wait), giveUpAt));
  return last > now ? last : undefined;
}
