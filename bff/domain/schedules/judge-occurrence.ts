import { MINUTE_MS, SECOND_MS } from '../time/instant.ts';
import type { LatenessCause, LaunchReason } from './launch.ts';
import type { LaunchSituation, LedgerRow } from './launch-decision.ts';
import type { Occurrence } from './recurrence.ts';

/** A launch is in time within this of its nominal time (design 03 §3.3). */
export const IN_TIME_MS = MINUTE_MS;

/** The occurrence in question and what has happened to it so far. */
export interface JudgedOccurrence {
  readonly occurrence: Occurrence;
  readonly limitMs: number;
  /** Why it has been waiting, if it has. */
  readonly waitedFor?: LaunchReason | undefined;
  /** The manager who released it from being held. */
  readonly releasedBy?: string | undefined;
}

/** The verdict on one due occurrence. The order of the questions is the policy. */
export function judgeOccurrence(judged: JudgedOccurrence, situation: LaunchSituation): LedgerRow {
  const { occurrence, limitMs } = judged;
  const row = { occurrence, decidedAt: situation.now };
  const lateMs = situation.now - occurrence.at;
  if (lateMs > limitMs) return { ...row, verdict: 'missed', reason: latenessReason(judged, situation) };
  const { unfinishedScan } = situation;
  if (situation.setup.preventOverlap && unfinishedScan !== undefined) {
    return { ...row, verdict: 'skipped', reason: { code: 'overlap', scanId: unfinishedScan.id, scanState: unfinishedScan.state } };
  }
  const blocked = whatBlocks(judged, situation);
  if (blocked !== undefined) return { ...row, verdict: 'waiting', reason: blocked };
  if (judged.waitedFor === undefined && lateMs <= IN_TIME_MS) return { ...row, verdict: 'launched' };
  return { ...row, verdict: 'late', lateBySeconds: Math.floor(lateMs / SECOND_MS), reason: lateReason(judged, situation) };
}

/** Why it cannot launch at this moment, though it may a moment later. */
function whatBlocks(judged: JudgedOccurrence, situation: LaunchSituation): LaunchReason | undefined {
  const { setup, activeScans, heldAt, noCapacity, nothingToScan, now } = situation;
  if (judged.releasedBy === undefined) {
    // Once held it stays held until a manager releases it, also when the outage is long over.
    if (judged.waitedFor?.code === 'held') return judged.waitedFor;
    if (heldAt !== undefined && now - judged.occurrence.at > IN_TIME_MS) return { code: 'held', heldAt };
  }
  // An empty scan would end at once and be followed by the next, minute after minute.
  if (nothingToScan !== undefined) return { code: 'nothing-to-scan', why: nothingToScan };
  if (activeScans >= setup.maxConcurrentScans) {
    return { code: 'concurrency-limit', active: activeScans, limit: setup.maxConcurrentScans };
  }
  return noCapacity && { code: 'no-capacity', ...noCapacity };
}

function lateReason(judged: JudgedOccurrence, situation: LaunchSituation): LaunchReason {
  if (judged.releasedBy !== undefined) return { code: 'released', by: judged.releasedBy };
  return judged.waitedFor ?? platformDown(judged.occurrence, situation);
}

/** `since` only when the last sign of life came before the occurrence: later it says nothing about this one. */
function platformDown(occurrence: Occurrence, { lastAliveAt }: LaunchSituation): LaunchReason {
  return lastAliveAt !== undefined && lastAliveAt <= occurrence.at
    ? { code: 'platform-down', since: lastAliveAt }
    : { code: 'platform-down' };
}

function latenessReason(judged: JudgedOccurrence, situation: LaunchSituation): LaunchReason {
  // A released launch that still found no slot was missed for want of the slot.
  const code =
    judged.waitedFor?.code === 'held' && judged.releasedBy !== undefined ? whatBlocks(judged, situation)?.code : judged.waitedFor?.code;
  return { code: 'lateness-limit', limitSeconds: Math.floor(judged.limitMs / SECOND_MS), because: causeOf(code) };
}

const causeOf = (code: LaunchReason['code'] | undefined): LatenessCause =>
  code === 'concurrency-limit' || code === 'no-capacity' || code === 'held' ? code : 'platform-down';
