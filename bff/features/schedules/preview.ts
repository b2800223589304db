import type { z } from 'zod';
import { schedules as contract } from '../../contract/schedules.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { checkDuration } from '../../domain/schedules/check-duration.ts';
import { describeSchedule } from '../../domain/schedules/describe-schedule.ts';
import { diffLaunches, type LaunchChange } from '../../domain/schedules/diff-launches.ts';
import { occurrences } from '../../domain/schedules/occurrences.ts';
import type { LaunchPlan, Occurrence } from '../../domain/schedules/recurrence.ts';
import { occurrencesLeft, samePlan } from '../../domain/schedules/same-plan.ts';
import type { Schedule } from '../../domain/schedules/schedule.ts';
import { clockChanges } from '../../domain/time/clock-changes.ts';
import { type Clock, DAY_MS, type Instant, instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { checkPlanParts } from './check-input.ts';
import { requirePermission } from './permission.ts';
import { presentOccurrence } from './present.ts';
import { settledZone } from './saving.ts';
import { readSchedule, toSchedule } from './store.ts';

type PreviewInput = z.output<NonNullable<(typeof contract.preview)['~orpc']['inputSchema']>>;
type PreviewAnswer = z.input<NonNullable<(typeof contract.preview)['~orpc']['outputSchema']>>;
type DiffInput = z.output<NonNullable<(typeof contract.diff)['~orpc']['inputSchema']>>;
type DiffAnswer = z.input<NonNullable<(typeof contract.diff)['~orpc']['outputSchema']>>;

/** Before every start. */
const BEGINNING = instant(0);
export const DIFF_DAYS = 90;
const CLOCK_CHANGES = 2;

/** All that is wrong with a preview's input besides its schema; it is unread JSON. */
export function checkPreview(input: unknown, now: Instant): Issue[] {
  const raw = typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {};
  const duration = contract.create['~orpc'].inputSchema?.shape.duration.safeParse(raw.duration);
  // A past start may be previewed: the launches that would have been are part of the answer.
  const issues = checkPlanParts(raw, now, true);
  return duration?.success && duration.data !== undefined ? [...issues, ...checkDuration(duration.data, startOf(raw))] : issues;
}

const startOf = (raw: Record<string, unknown>): string | undefined => (typeof raw.start === 'string' ? raw.start : undefined);

/** The launches of a plan, by the engine that launches. `from`: inclusive; without it from the start on, past launches too. */
export function preview(input: PreviewInput, now: Instant): PreviewAnswer {
  const issues = checkPreview(input, now);
  if (issues.length > 0) throw refuse.invalid(issues);
  const { from, count, duration, ...rest } = input;
  const plan: LaunchPlan = { ...rest, ...settledZone(rest) };
  const listed = occurrences(plan, { from: from === undefined ? BEGINNING : instant(Date.parse(from)), count: count + 1 });
  const shown = listed.slice(0, count);
  // The change in the night of the first launch comes before it, and is the one that people ask about.
  const eve = plus(shown[0]?.at ?? now, -DAY_MS);
  return {
    launches: shown.map((occurrence) => presentOccurrence(occurrence, duration)),
    ...describeSchedule(plan, now),
    clockChanges: plan.observeDst ? changesFrom(plan, eve > now ? eve : now) : [],
    more: listed.length > count,
  };
}

const changesFrom = (plan: LaunchPlan, from: Instant) =>
  clockChanges(plan.timeZone, from, CLOCK_CHANGES).map((change) => ({ ...change, at: toIso(change.at) }));

export interface PreviewDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** What an unsaved edit changes in the next 90 days: the launches before and after, by the engine that launches. */
export function createDiff({ db, clock }: PreviewDeps) {
  return async (actor: Actor, { id, active, ...input }: DiffInput): Promise<DiffAnswer> => {
    const before = toSchedule(requirePermission(actor, 'schedules.read', await readSchedule(db, id)));
    const from = clock();
    const issues = checkPlanParts(input, from, !active);
    if (issues.length > 0) throw refuse.invalid(issues);
    const plan: LaunchPlan = { ...input, ...settledZone(input) };
    const to = plus(from, DIFF_DAYS * DAY_MS);
    const counted = samePlan(before, plan) ? before.occurrencesCounted : 0;
    const changes = diffLaunches(
      plannedOf(before, from, to),
      active ? occurrences(plan, { ...between(from, to), limit: occurrencesLeft(plan, counted) }) : [],
    );
    return {
      from: toIso(from),
      to: toIso(to),
      ...countChanges(changes),
      changes: changes.map((change) => ({
        kind: change.kind,
        ...('before' in change ? { before: presentOccurrence(change.before, undefined) } : {}),
        ...('after' in change ? { after: presentOccurrence(change.after, undefined) } : {}),
      })),
    };
  };
}

/** How many launches are added, moved and lost. */
export function countChanges(changes: readonly LaunchChange[]) {
  const counts = { added: 0, moved: 0, lost: 0 };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
}

// What is due this very moment is the launcher's: an edit cannot lose it any more.
const between = (from: Instant, to: Instant) => ({ from: instant(from + 1), to });

/** What decides which launches a schedule has planned. */
type Planned = LaunchPlan & Pick<Schedule, 'active' | 'next' | 'occurrencesCounted'>;

/** The launches that a schedule has planned, `from` exclusive, `to` exclusive. */
export function plannedOf(schedule: Planned, from: Instant, to: Instant): Occurrence[] {
  if (!schedule.active || schedule.next === undefined) return [];
  const limit = occurrencesLeft(schedule, schedule.occurrencesCounted);
  return occurrences(schedule, { ...between(from, to), limit, countFrom: schedule.next.at });
}
