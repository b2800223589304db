import { hashOf } from '../stable-hash.ts';
import { type Instant, SECOND_MS } from '../time/instant.ts';

/** A phase nearer than this part of the interval is left to the next round: the appliance was only a little early. */
const TOO_SOON = 0.1;

/**
 * How long an appliance waits until its next poll, ms: until its own phase of the interval comes round, so that the
 * polls of a fleet are spread evenly over the interval, also after all came back at once. From 0.1 up to 1.1 intervals;
 * exactly one interval for an appliance that keeps its phase.
 */
export function nextPollDelayMs(applianceId: string, pollIntervalSeconds: number, now: Instant): number {
  const intervalMs = pollIntervalSeconds * SECOND_MS;
  const phaseMs = Math.floor((hashOf(applianceId) / 2 ** 32) * intervalMs);
  const delay = (((phaseMs - now) % intervalMs) + intervalMs) % intervalMs;
  return delay < intervalMs * TOO_SOON ? delay + intervalMs : delay;
}
