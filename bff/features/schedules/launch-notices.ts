import type { OwedNotice } from '../../domain/notifications/notice.ts';
import { type DecidedLaunch, owedByLaunches } from '../../domain/notifications/owed-notices.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import type { Ruling } from './launch-ruling.ts';
import type { NewLaunch, Redecision } from './launch-store.ts';
import type { ScheduleProgress } from './store.ts';

/** What is written on one schedule. */
interface Outcome {
  readonly launches: readonly NewLaunch[];
  readonly moved?: ScheduleProgress;
  /** What becomes of the launch that waited. */
  readonly redecision?: Omit<Redecision, 'id'>;
  readonly problem?: string | undefined;
}

/** Whom the decisions on one schedule owe a mail (seed S6). */
export function launchNotices(
  { schedule, waiting }: Ruling,
  { launches, moved, redecision, problem }: Outcome,
  now: Instant,
): OwedNotice[] {
  const rows: DecidedLaunch[] = launches.map((launch) => ({ ...launch, at: launch.nominalAt }));
  if (waiting !== undefined && redecision !== undefined) rows.push({ ...redecision, at: instant(waiting.nominalAt.getTime()) });
  return owedByLaunches(schedule, { rows, next: moved?.next?.at, inactive: moved?.inactiveReason, problem, now });
}
