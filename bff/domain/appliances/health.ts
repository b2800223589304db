import { DAY_MS, type Instant, instant, MINUTE_MS, plus, SECOND_MS, toIso } from '../time/instant.ts';
import type { Appliance, ApplianceState, ApplianceUpdate } from './appliance.ts';

/** A poll that comes this much after it was due still counts as in time: the way and the back-off of a retry. */
export const POLL_GRACE_MS = 15 * SECOND_MS;
/** This many missed polls make it offline; one makes it late. */
export const OFFLINE_AFTER_POLLS = 3;
/** Not heard of for this long: missing. */
export const MISSING_AFTER_MS = 30 * DAY_MS;

/** An update that it told of is believed to go on for so long: more than a download and the tests of a version may take. */
export const UPDATING_FOR_MS = 20 * MINUTE_MS;

/** What the state of an appliance is derived from. `runningSlices`: leased to it now. */
export interface HealthFacts
  extends Pick<
    Appliance,
    'createdAt' | 'registeredAt' | 'retiredAt' | 'lastPollAt' | 'nextPollAt' | 'onlineSince' | 'pollIntervalSeconds' | 'updates'
  > {
  readonly runningSlices: number;
}

export interface ApplianceHealth {
  readonly state: ApplianceState;
  /** The rule by which it is in this state, for people. */
  readonly reason: string;
  /** Since when the rule holds. */
  readonly since: Instant;
  /** Polls that were due, grace included, and did not come. */
  readonly missedPolls: number;
}

/** How many due polls did not come: the first is missed when the grace after its due time is over. */
export function missedPolls(facts: Pick<HealthFacts, 'nextPollAt' | 'pollIntervalSeconds'>, now: Instant): number {
  if (facts.nextPollAt === undefined) return 0;
  const overdueMs = now - facts.nextPollAt - POLL_GRACE_MS;
  return Math.max(0, Math.ceil(overdueMs / (facts.pollIntervalSeconds * SECOND_MS)));
}

/** The `n`th poll in a row (from 1) is missed after this instant. */
export const missedAt = (nextPollAt: Instant, pollIntervalSeconds: number, n: number): Instant =>
  plus(nextPollAt, (n - 1) * pollIntervalSeconds * SECOND_MS + POLL_GRACE_MS);

/** The state by its printed rules (N6), the first that holds. */
export function applianceState(facts: HealthFacts, now: Instant): ApplianceHealth {
  const missed = missedPolls(facts, now);
  if (facts.retiredAt !== undefined) {
    return { state: 'retired', reason: `Retired ${utc(facts.retiredAt)}: its key is refused`, since: facts.retiredAt, missedPolls: 0 };
  }
  if (facts.lastPollAt === undefined || facts.nextPollAt === undefined) return neverConnected(facts);
  const missingSince = plus(facts.lastPollAt, MISSING_AFTER_MS);
  if (now >= missingSince) {
    return {
      state: 'missing',
      reason: `Not heard of for 30 days; last poll ${utc(facts.lastPollAt)}`,
      since: missingSince,
      missedPolls: missed,
    };
  }
  if (missed > 0) return overdue(facts.nextPollAt, facts, missed);
  const since = facts.onlineSince ?? facts.lastPollAt;
  const slices = facts.runningSlices === 1 ? '1 slice' : `${facts.runningSlices} slices`;
  const update = updateUnderWay(facts, now);
  if (update !== undefined) {
    const begun = instant(update.at);
    const besides = facts.runningSlices === 0 ? '' : `, works on ${slices}`;
    return { state: 'updating', reason: `Updates ${updateInWords(update)} since ${utc(begun)}${besides}`, since: begun, missedPolls: 0 };
  }
  if (facts.runningSlices === 0) return { state: 'online', reason: `No poll missed since ${utc(since)}`, since, missedPolls: 0 };
  return { state: 'busy', reason: `Online since ${utc(since)}, works on ${slices}`, since, missedPolls: 0 };
}

/** The update that it is at, by its own word. */
export function updateUnderWay({ updates }: Pick<Appliance, 'updates'>, now: Instant): ApplianceUpdate | undefined {
  const isUnderWay = ({ state, at }: ApplianceUpdate) => (state === 'downloading' || state === 'installing') && at > now - UPDATING_FOR_MS;
  return updates?.find(isUnderWay);
}

/** `scand to 1.2.0`. */
export const updateInWords = ({ package: name = 'its packages', to }: ApplianceUpdate): string =>
  to === undefined ? name : `${name} to ${to}`;

function neverConnected(facts: HealthFacts): ApplianceHealth {
  const since = facts.registeredAt ?? facts.createdAt;
  const reason =
    facts.registeredAt === undefined
      ? `Waiting for first contact since ${utc(since)}: register it with its personalization code`
      : `Registered ${utc(since)}, has not polled yet`;
  return { state: 'never-connected', reason, since, missedPolls: 0 };
}

function overdue(nextPollAt: Instant, facts: HealthFacts, missed: number): ApplianceHealth {
  const polls = missed === 1 ? '1 poll' : `${missed} polls`;
  const offline = missed >= OFFLINE_AFTER_POLLS;
  const since = missedAt(nextPollAt, facts.pollIntervalSeconds, offline ? OFFLINE_AFTER_POLLS : 1);
  return {
    state: offline ? 'offline' : 'late',
    reason: `Missed ${polls}; the first was due ${utc(nextPollAt)}`,
    since,
    missedPolls: missed,
  };
}

/** `2026-03-08 10:30 UTC`. */
export const utc = (at: Instant): string => `${toIso(at).slice(0, 16).replace('T', ' ')} UTC`;
