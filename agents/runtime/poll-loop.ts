import type { PollRequest, PollResponse } from '../protocol/poll.ts';
import type { AgentConfiguration } from '../protocol/registration.ts';
import { type BackOffLimits, backOffMs } from './back-off.ts';
import type { Clock, Random, Wait } from './clock.ts';
import { isBan } from './delivery-loop.ts';
import { describeError, type Log } from './log.ts';
import { createNudge, type Nudge } from './nudge.ts';
import { type ExchangeLimits, PLAIN_TIMEOUT_MS, Refused } from './platform-client.ts';

export interface PollLoopParts {
  readonly poll: (request: PollRequest, limits: ExchangeLimits) => Promise<PollResponse>;
  readonly composeRequest: (wait: boolean) => Promise<PollRequest>;
  readonly configuration: () => AgentConfiguration;
  /** Configuration first, then control, then slices. */
  readonly onAnswer: (answer: PollResponse) => Promise<void>;
  readonly onBanned: (refusal: Refused) => void;
  /** Pushed when there is something to tell: a held poll or a wait is given up for it. */
  readonly nudge?: Nudge;
  /** The way to the platform is in doubt: polls are not held, time out soon, and are tried again soon. */
  readonly isUrgent?: () => boolean;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly random: Random;
  readonly log: Log;
}

/** A held poll is given this much longer than the interval before its connection counts as dead. */
const HOLD_GRACE_MS = 30_000;
/** Shortest time between the starts of two polls, whatever the platform says. */
const MIN_SPACING_MS = 250;
const MAX_NEXT_POLL_MS = 3_600_000;
const URGENT_TIMEOUT_MS = 5000;
const URGENT_RETRY_MS = 1000;

/** Of the interval: a fleet whose last tries failed just before the platform came back is back within one interval, answers included. */
const LONGEST_BACK_OFF = 0.9;

const backOffLimits = ({ pollIntervalSeconds }: AgentConfiguration): BackOffLimits => ({
  minMs: 1000,
  baseMs: 2000,
  maxMs: Math.max(2000, Math.min(pollIntervalSeconds * 1000 * LONGEST_BACK_OFF, 300_000)),
});

/** Polls until the signal aborts: at the time that the platform names, and after a failure with back-off. */
export const runPollLoop = async (parts: PollLoopParts, ending: AbortSignal): Promise<void> => {
  const { configuration, clock, wait, random, log, nudge = createNudge(), isUrgent = () => false } = parts;
  let failures = 0;
  let lostAt = 0;
  let startedAt = 0;

  const pollOnce = async (signal: AbortSignal): Promise<number> => {
    const { promptDelivery, pollIntervalSeconds } = configuration();
    const held = promptDelivery && !isUrgent();
    const timeoutMs = held ? pollIntervalSeconds * 1000 + HOLD_GRACE_MS : isUrgent() ? URGENT_TIMEOUT_MS : PLAIN_TIMEOUT_MS;
    startedAt = clock();
    const answer = await parts.poll(await parts.composeRequest(held), { timeoutMs, held, signal });
    if (failures > 0) {
      const durationSeconds = Math.max(0, Math.round((clock() - lostAt) / 1000));
      log('info', 'The platform answers again.', { event: 'platform-back', failures, durationSeconds });
    }
    failures = 0;
    await parts.onAnswer(answer);
    return Math.max(spacingMs(), Math.min(answer.nextPollInMs, MAX_NEXT_POLL_MS));
  };

  const spacingMs = () => Math.max(0, MIN_SPACING_MS - Math.max(0, clock() - startedAt));

  const delayAfter = (error: unknown): number => {
    failures += 1;
    if (failures === 1) lostAt = clock();
    const retryAfterMs = error instanceof Refused ? Math.min(error.retryAfterMs ?? 0, MAX_NEXT_POLL_MS) : 0;
    const backedOffMs = Math.max(backOffMs(failures, backOffLimits(configuration()), random), retryAfterMs);
    const delayMs = isUrgent() ? URGENT_RETRY_MS : backedOffMs;
    const event = failures === 1 ? ('platform-lost' as const) : undefined;
    log('warn', 'The platform could not be polled.', { event, reason: describeError(error), failures, delayMs });
    return delayMs;
  };

  while (!ending.aborted) {
    const news = nudge.renew();
    const either = AbortSignal.any([ending, news]);
    let delayMs = 0;
    try {
      delayMs = await pollOnce(either);
    } catch (error) {
      if (ending.aborted) return;
      if (isBan(error)) return parts.onBanned(error);
      if (!news.aborted) delayMs = delayAfter(error);
    }
    await wait(delayMs, either);
    if (news.aborted) await wait(spacingMs(), ending);
  }
};
