import { and, eq, isNotNull, lt, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import type { LaunchPlan, Recurrence } from '../../domain/schedules/recurrence.ts';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Database, type Executor, tables } from '../../storage/database.ts';
import { scheduleConditions } from '../../storage/schedule-filter.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import type { CalendarFilter } from './read-request.ts';

const { schedule } = tables;

/** What it takes to work out when a schedule launches again; nothing more, there may be many. */
export interface PlannedSchedule extends LaunchPlan {
  readonly id: string;
  readonly occurrencesCounted: number;
  readonly nextLaunchAt: Instant;
  readonly nextLaunchLocal: string | null;
}

/** Many schedules share a rule: each text is read once a request, and the rest of a row is taken as the text it is. */
const asText = { getTypeParser: () => (value: string) => value };
type RawRow = readonly [
  string,
  string,
  string,
  string,
  'shift' | 'skip',
  'first' | 'second',
  string,
  string | null,
  string,
  string,
  string | null,
];

/** The active schedules that a person may see, that fit the filter and launch again before `to`. */
export async function plannedSchedules(
  db: Database,
  { actor, filter, now, to }: { readonly actor: Actor; readonly filter: CalendarFilter; readonly now: Instant; readonly to: Instant },
): Promise<PlannedSchedule[]> {
  const wanted = db
    .select({
      id: schedule.id,
      start: schedule.startLocal,
      timeZone: schedule.timeZone,
      observeDst: schedule.observeDst,
      gap: schedule.gap,
      fold: schedule.fold,
      recurrence: sql`${schedule.recurrence}::text`,
      endsAfter: schedule.endsAfter,
      occurrencesCounted: schedule.occurrencesCounted,
      nextLaunchAt: sql`(extract(epoch from ${schedule.nextLaunchAt}) * 1000)::int8`,
      nextLaunchLocal: schedule.nextLaunchLocal,
    })
    .from(schedule)
    .where(
      and(
        visibleTo(actor, 'schedules.read', schedule),
        ...scheduleConditions(filter, { userId: actor.userId, now }),
        eq(schedule.active, true),
        isNotNull(schedule.nextLaunchAt),
        lt(schedule.nextLaunchAt, new Date(to)),
      ),
    )
    .toSQL();
  const { rows } = await db.$client.query<RawRow & unknown[]>({ text: wanted.sql, values: wanted.params, rowMode: 'array', types: asText });
  const rules = new Map<string, Recurrence>();
  return rows.map((row) => toPlanned(row, rules));
}

function toPlanned(row: RawRow, rules: Map<string, Recurrence>): PlannedSchedule {
  const [id, start, timeZone, observeDst, gap, fold, rule, endsAfter, counted, nextLaunchAt, nextLaunchLocal] = row;
  let recurrence = rules.get(rule);
  if (recurrence === undefined) {
    recurrence = JSON.parse(rule) as Recurrence;
    rules.set(rule, recurrence);
  }
  return {
    id,
    start,
    timeZone,
    observeDst: observeDst === 't',
    gap,
    fold,
    recurrence,
    endsAfter: endsAfter === null ? undefined : Number(endsAfter),
    occurrencesCounted: Number(counted),
    nextLaunchAt: instant(Number(nextLaunchAt)),
    nextLaunchLocal,
  };
}

/** What is shown of planned launches. */
export function shownSchedules(executor: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return executor
    .select({ id: schedule.id, title: schedule.title, timeZone: schedule.timeZone, duration: schedule.duration })
    .from(schedule)
    .where(sql`${schedule.id} = any(${sql.param([...ids])}::uuid[])`);
}
export type ShownSchedule = Awaited<ReturnType<typeof shownSchedules>>[number];
