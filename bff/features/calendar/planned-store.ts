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
}

/** Separates the values of a schedule; none of them can hold it, or the end of a line. */
const UNIT = '\u001f';

/** The active schedules that a person may see, that fit the filter and launch again before `to`. */
export async function plannedSchedules(
  db: Database,
  { actor, filter, now, to }: { readonly actor: Actor; readonly filter: CalendarFilter; readonly now: Instant; readonly to: Instant },
): Promise<PlannedSchedule[]> {
  // One text for all: as rows and columns, reading would take most of the time of a month.
  const line = sql<string | null>`string_agg(concat_ws(${UNIT}, ${sql.join(COLUMNS, sql`, `)}), chr(10))`;
  const [found] = await db
    .select({ lines: line })
    .from(schedule)
    .where(
      and(
        visibleTo(actor, 'schedules.read', schedule),
        ...scheduleConditions(filter, { userId: actor.userId, now }),
        eq(schedule.active, true),
        isNotNull(schedule.nextLaunchAt),
        lt(schedule.nextLaunchAt, new Date(to)),
      ),
    );
  const lines = found?.lines?.split('\n') ?? [];
  const rules = new Map<string, Recurrence>();
  return lines.map((text) => toPlanned(text.split(UNIT) as Values, rules));
}

/** In the order of `Values`; `concat_ws` would leave out what is null. */
const COLUMNS = [
  sql`${schedule.id}`,
  sql`${schedule.startLocal}`,
  sql`${schedule.timeZone}`,
  sql`${schedule.observeDst}`,
  sql`${schedule.gap}`,
  sql`${schedule.fold}`,
  sql`${schedule.recurrence}`,
  sql`coalesce(${schedule.endsAfter}::text, '')`,
  sql`${schedule.occurrencesCounted}`,
  sql`(extract(epoch from ${schedule.nextLaunchAt}) * 1000)::int8`,
];
type Values = [string, string, string, string, 'shift' | 'skip', 'first' | 'second', string, string, string, string];

/** Many schedules share a rule: each text is read once a request. */
function toPlanned(values: Values, rules: Map<string, Recurrence>): PlannedSchedule {
  const [id, start, timeZone, observeDst, gap, fold, rule, endsAfter, counted, nextLaunchAt] = values;
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
    endsAfter: endsAfter === '' ? undefined : Number(endsAfter),
    occurrencesCounted: Number(counted),
    nextLaunchAt: instant(Number(nextLaunchAt)),
  };
}

/** What is shown of planned launches. */
export function shownSchedules(executor: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return executor
    .select({
      id: schedule.id,
      title: schedule.title,
      timeZone: schedule.timeZone,
      duration: schedule.duration,
      nextLaunchLocal: schedule.nextLaunchLocal,
    })
    .from(schedule)
    .where(sql`${schedule.id} = any(${sql.param([...ids])}::uuid[])`);
}
export type ShownSchedule = Awaited<ReturnType<typeof shownSchedules>>[number];
