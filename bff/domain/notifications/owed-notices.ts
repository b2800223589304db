import type { LaunchReason, Verdict } from '../schedules/launch.ts';
import type { InactiveReason } from '../schedules/schedule.ts';
import { type Instant, toIso } from '../time/instant.ts';
import type { NoticeFacts, NoticeSchedule, OwedNotice } from './notice.ts';

/** One decision of the launcher, with the occurrence it is about. */
export interface DecidedLaunch {
  readonly at: Instant;
  readonly verdict: Verdict;
  readonly reason?: LaunchReason | undefined;
  readonly lateBySeconds?: number | undefined;
}

/** What the launcher decided on one schedule. */
export interface DecidedLaunches {
  /** Oldest first; what a waiting launch became is a row too. */
  readonly rows: readonly DecidedLaunch[];
  readonly next?: Instant | undefined;
  readonly inactive?: InactiveReason | undefined;
  readonly problem?: string | undefined;
  readonly now: Instant;
}

/** Reasons that are a schedule's natural end, or a person's doing: nobody is told of them as a deactivation by the service. */
const NOT_BY_SERVICE: readonly InactiveReason[] = ['by-user', 'once-done'];

/** Somebody else took away what the schedule needs: its owner is told, asked for or not. */
const TOLD_UNASKED: readonly InactiveReason[] = ['appliance-retired'];

/** Whom the launcher owes what (seed S6). Nothing that the schedule's people did not ask for. */
export function owedByLaunches(of: NoticeSchedule, { rows, next, inactive, problem, now }: DecidedLaunches): OwedNotice[] {
  const { delayed, skipped } = of.notifications;
  const late = delayed === undefined ? [] : rows.flatMap((row) => delayedBy(row, next) ?? []);
  const lost = skipped === undefined ? [] : skippedBy(rows, next);
  const about = rows.at(-1)?.at ?? now;
  const owed = [...late, ...lost].map((facts): OwedNotice => ({ of, facts, key: toIso(facts.at), owedAt: now }));
  return [...owed, ...owedByDeactivation(of, { because: inactive, problem, at: now, key: toIso(about) })];
}

type Timed<E extends NoticeFacts['event']> = Extract<NoticeFacts, { event: E }>;

function delayedBy({ at, verdict, reason, lateBySeconds }: DecidedLaunch, next: Instant | undefined): Timed<'delayed'> | undefined {
  if (verdict !== 'late' && verdict !== 'waiting') return undefined;
  return { event: 'delayed', at, verdict, reason, lateBySeconds, next };
}

/** Launches missed one after another in the same outage are told of in one mail, by the last of them; a hundred mails help nobody. */
function skippedBy(rows: readonly DecidedLaunch[], next: Instant | undefined): Timed<'skipped'>[] {
  const of = (row: DecidedLaunch, verdict: 'skipped' | 'missed') =>
    ({ event: 'skipped', at: row.at, verdict, reason: row.reason, next }) as const;
  const skipped = rows.flatMap((row) => (row.verdict === 'skipped' ? [of(row, 'skipped')] : []));
  const missed = rows.filter((row) => row.verdict === 'missed');
  const [first] = missed;
  const last = missed.at(-1);
  if (first === undefined || last === undefined) return skipped;
  const count = missed.reduce((sum, { reason }) => sum + (reason?.code === 'many-missed' ? reason.count : 1), 0);
  const several = count > 1 ? { missed: count, missedSince: first.at } : {};
  return [{ ...of(last, 'missed'), ...several }, ...skipped];
}

/** A deactivation, if the service itself did it. `key` tells it from an earlier one of the same schedule. */
export interface Deactivation {
  readonly because: InactiveReason | undefined;
  readonly at: Instant;
  readonly key: string;
  readonly problem?: string | undefined;
  readonly scanId?: string | undefined;
}

export function owedByDeactivation(of: NoticeSchedule, { because, at, key, problem, scanId }: Deactivation): OwedNotice[] {
  if (because === undefined || NOT_BY_SERVICE.includes(because)) return [];
  if (of.notifications.deactivated === undefined && !TOLD_UNASKED.includes(because)) return [];
  return [{ of, facts: { event: 'deactivated', at, because, problem, scanId }, key, owedAt: at }];
}

/** The end of a scan that the schedule started, well or not. */
export interface EndedScan {
  readonly scanId: string;
  readonly state: 'finished' | 'error' | 'canceled';
  readonly canceledBy?: 'person' | 'duration' | undefined;
  readonly next?: Instant | undefined;
  readonly inactive?: InactiveReason | undefined;
  readonly at: Instant;
}

/** Whom the end of a scan owes what: its completion, and the deactivation that may follow from it. */
export function owedByScanEnd(of: NoticeSchedule, { inactive, at, ...scan }: EndedScan): OwedNotice[] {
  const { scanId } = scan;
  const completed: OwedNotice[] =
    of.notifications.completed === undefined ? [] : [{ of, facts: { event: 'completed', ...scan }, key: scanId, owedAt: at }];
  return [...completed, ...owedByDeactivation(of, { because: inactive, at, key: scanId, scanId })];
}
