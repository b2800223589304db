import { type Instant, SECOND_MS } from '../time/instant.ts';
import { IN_TIME_MS, judgeOccurrence } from './judge-occurrence.ts';
import { latenessLimitMs } from './lateness-limit.ts';
import type { LaunchReason } from './launch.ts';
import type { DueSchedule, LaunchDecision, LaunchSetup, LaunchSituation, LedgerRow } from './launch-decision.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { occurrences } from './occurrences.ts';
import type { LaunchPlan, Occurrence } from './recurrence.ts';
import type { InactiveReason } from './schedule.ts';

/** Of a very long outage the newest occurrences get a row each; the older ones share one, which counts them. */
const MOST_MISSED_ROWS = 100;

/**
 * Decides on everything that is due of one schedule (design 03 §3.3): the rows to write, whether the newest due occurrence starts a scan,
 * and how the schedule goes on. All older ones are missed. Nothing due: nothing to write.
 */
export function decideLaunch(schedule: DueSchedule, situation: LaunchSituation): LaunchDecision {
  const { plan, next } = schedule;
  if (next === undefined || next.at > situation.now) return { rows: [], next, occurrencesCounted: schedule.occurrencesCounted };
  const due = dueOccurrences(plan, next, situation.now);
  const newest = due.at(-1)!;
  const following = nextOccurrence(plan, situation.now);
  const limitMs = latenessLimitMs(plan, newest, following, situation.setup.maxLatenessMinutes);
  const row = judgeOccurrence({ occurrence: newest, limitMs }, situation);
  const rows = [...missedRows(plan, due, row, situation), row];
  return settle({ plan, next: following, occurrencesCounted: schedule.occurrencesCounted }, rows);
}

/** A ledger row whose verdict is `waiting`, and its schedule. */
export interface WaitingLaunch extends DueSchedule {
  readonly occurrence: Occurrence;
  readonly reason: LaunchReason;
  /** The manager who released it from being held. */
  readonly releasedBy?: string | undefined;
}

/**
 * Decides again on a waiting launch: it becomes late or missed (or skipped, should a scan of its schedule have been started by hand).
 * No rows: it goes on waiting, for the same reason as before.
 */
export function decideWaiting(waiting: WaitingLaunch, situation: LaunchSituation): LaunchDecision {
  const { plan, occurrence, reason } = waiting;
  const limitMs = latenessLimitMs(plan, occurrence, nextOccurrence(plan, occurrence.at), situation.setup.maxLatenessMinutes);
  const row = judgeOccurrence({ occurrence, limitMs, waitedFor: reason, releasedBy: waiting.releasedBy }, situation);
  const unchanged = row.verdict === 'waiting' && row.reason !== undefined && isSame(row.reason, reason);
  return settle(waiting, unchanged ? [] : [row]);
}

/** Numbers within a reason may change while it stays the same; the tags that have no asset are the reason itself. */
const isSame = (a: LaunchReason, b: LaunchReason): boolean =>
  a.code === b.code && (a.code !== 'nothing-to-scan' || b.code !== 'nothing-to-scan' || a.why === b.why);

/** All that is due by `now`, oldest first. A relaunch of a continuous schedule lies on no calendar: it is the only one. */
function dueOccurrences(plan: LaunchPlan, next: Occurrence, now: Instant): readonly Occurrence[] {
  if (plan.recurrence.kind === 'continuous') return [next];
  const last = occurrences({ ...plan, endsAfter: undefined }, { from: next.at, to: (now + 1) as Instant });
  // A plan may have been changed under the stored occurrence by a new tz release: what was promised stays due.
  return last[0]?.at === next.at ? last : [next, ...last];
}

/** Rows for all but the newest due occurrence. */
function missedRows(plan: LaunchPlan, due: readonly Occurrence[], newest: LedgerRow, { now, setup }: LaunchSituation): LedgerRow[] {
  const launched = newest.verdict === 'launched' || newest.verdict === 'late';
  const rows = due.slice(0, -1).map((occurrence, i): LedgerRow => {
    const limitMs = latenessLimitMs(plan, occurrence, due[i + 1], setup.maxLatenessMinutes);
    const reason: LaunchReason = launched
      ? { code: 'superseded', by: newest.occurrence.at }
      : { code: 'lateness-limit', limitSeconds: Math.floor(limitMs / SECOND_MS), because: 'platform-down' };
    return { occurrence, verdict: 'missed', reason, decidedAt: now };
  });
  if (rows.length <= MOST_MISSED_ROWS) return rows;
  const older = rows.slice(0, -MOST_MISSED_ROWS);
  const [first] = older;
  const last = older.at(-1)!;
  return [{ ...first!, reason: { code: 'many-missed', count: older.length, last: last.occurrence.at } }, ...rows.slice(-MOST_MISSED_ROWS)];
}

const COUNTED = ['launched', 'late', 'skipped'];

/** How the schedule goes on after the last row: launched and overlap-skipped occurrences count toward its end (seed S3, S8). */
function settle(schedule: DueSchedule, rows: readonly LedgerRow[]): LaunchDecision {
  const last = rows.at(-1);
  const { plan, next } = schedule;
  if (last === undefined || last.verdict === 'waiting') return { rows, next, occurrencesCounted: schedule.occurrencesCounted };
  const occurrencesCounted = schedule.occurrencesCounted + (COUNTED.includes(last.verdict) ? 1 : 0);
  const inactive = whyOver(plan, next, occurrencesCounted);
  return {
    rows,
    ...(last.verdict === 'launched' || last.verdict === 'late' ? { launches: last.occurrence } : {}),
    ...(inactive === undefined ? { next } : { inactive }),
    occurrencesCounted,
  };
}

function whyOver(plan: LaunchPlan, next: Occurrence | undefined, counted: number): InactiveReason | undefined {
  if (plan.recurrence.kind === 'once') return 'once-done';
  if (plan.endsAfter !== undefined && counted >= plan.endsAfter) return 'occurrences-exhausted';
  // Without a next occurrence a calendar rule is at its end; a continuous schedule waits for its scan to end.
  return next === undefined && plan.recurrence.kind !== 'continuous' ? 'occurrences-exhausted' : undefined;
}

/**
 * Whether the launches that an outage has delayed are held for a manager, and since when: more of them than Setup allows would fire at once.
 * `lateLaunches`: schedules due for more than a minute that could still launch.
 */
export function decideHold(lateLaunches: number, now: Instant, lastAliveAt: Instant | undefined, setup: LaunchSetup): Instant | undefined {
  const outage = lastAliveAt === undefined || now - lastAliveAt > IN_TIME_MS;
  return outage && lateLaunches > setup.holdAfterOutage ? now : undefined;
}
