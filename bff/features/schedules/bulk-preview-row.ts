import type { BulkPreviewRow } from '../../contract/schedule-bulk.ts';
import { diffLaunches } from '../../domain/schedules/diff-launches.ts';
import { samePlan } from '../../domain/schedules/same-plan.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import type { SettledSchedule } from '../../domain/schedules/schedule-status.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { BulkOutcome } from './bulk-outcome.ts';
import { presentOccurrence } from './present.ts';
import { countChanges, plannedOf } from './preview.ts';
import { type ScheduleRow, toSchedule } from './store.ts';

/** Exclusive at both ends. */
interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

const NOTHING = { added: 0, moved: 0, lost: 0 };

/** The line of one schedule in a preview, with what the change does to its launches. */
export function previewRow(id: string, row: ScheduleRow | undefined, outcome: BulkOutcome, period: Period): BulkPreviewRow {
  if (row === undefined) return { id, outcome: 'refused', message: messageOf(outcome), ...NOTHING };
  const schedule = toSchedule(row);
  const { title, revision, timeZone, next } = schedule;
  const known = { id, title, revision, timeZone, nextLaunchBefore: next && presentOccurrence(next, undefined) };
  if (outcome.kind === 'refused' || outcome.kind === 'unchanged')
    return { ...known, outcome: outcome.kind, message: messageOf(outcome), ...NOTHING };
  const after = outcome.kind === 'write' ? outcome.after : outcome.kind === 'launch' ? schedule : { ...schedule, ...GONE };
  return {
    ...known,
    outcome: 'will-change',
    ...launchesChanged(schedule, after, period),
    timeZoneAfter: after.timeZone,
    nextLaunchAfter: after.next && presentOccurrence(after.next, undefined),
  };
}

const GONE = { active: false, next: undefined };

const messageOf = (outcome: BulkOutcome): string => ('message' in outcome ? outcome.message : '');

function launchesChanged(before: Schedule, after: SettledSchedule, { from, to }: Period) {
  const same = samePlan(before, after) && before.active === after.active && before.next?.at === after.next?.at;
  return same ? NOTHING : countChanges(diffLaunches(plannedOf(before, from, to), plannedOf(after, from, to)));
}
