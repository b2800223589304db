import { eq, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import type { ScheduleUsage, UsedThing } from '../../domain/schedules/schedule-usage.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { visibleTo } from '../../storage/visible-to.ts';

const { schedule, user, appliance } = tables;

/** An active schedule that no appliance could scan for once that one is gone. */
export interface DependentSchedule {
  readonly id: string;
  readonly title: string;
  readonly owner: { readonly id: string; readonly name: string };
}

/** The active schedules whose scanner choice names this appliance and, besides it, at most retired ones. */
export async function dependingOnlyOn(executor: Executor, applianceId: string): Promise<readonly DependentSchedule[]> {
  return executor
    .select({ id: schedule.id, title: schedule.title, owner: { id: user.id, name: user.name } })
    .from(schedule)
    .innerJoin(user, eq(user.id, schedule.ownerId))
    .where(
      sql`${schedule.active} and ${schedule.scanners} -> 'ids' ? ${applianceId} and not exists (
        select 1 from ${appliance} where ${appliance.retiredAt} is null and ${appliance.id} <> ${applianceId}
          and ${schedule.scanners} -> 'ids' ? ${appliance.id}::text)`,
    )
    .orderBy(schedule.title, schedule.id);
}

/** What of a schedule names other things, as a set of ids. */
const REFERENCES: Record<UsedThing, SQL> = {
  'asset-group': sql`select jsonb_array_elements_text(coalesce(${schedule.target} -> 'assetGroupIds', '[]'))`,
  tag: sql`select distinct jsonb_array_elements_text(
    coalesce(${schedule.target} #> '{include,tagIds}', '[]') || coalesce(${schedule.target} #> '{exclude,tagIds}', '[]'))`,
  connector: sql`select ${schedule.target} ->> 'connectorId'`,
  'option-profile': sql`select ${schedule.optionProfileId}::text`,
};

/** As many schedules as are named; the rest are counted. */
const NAMED = 10;

interface Used {
  readonly actor: Actor;
  readonly thing: UsedThing;
  readonly ids: readonly string[];
}

/** The schedules that use each of the things: all counted, the first few that the person may see by title. */
export async function schedulesUsing(executor: Executor, { actor, thing, ids }: Used): Promise<ReadonlyMap<string, ScheduleUsage>> {
  if (ids.length === 0) return new Map();
  const { rows } = await executor.execute<{ id: string; count: number; schedules: { id: string; title: string }[] }>(sql`
    select used as id, count(*)::int as count, coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title) order by place)
      filter (where visible and place <= ${NAMED}), '[]') as schedules
    from (
      select named.used, named.id, named.title, named.visible,
        row_number() over (partition by named.used order by named.visible desc, named.title, named.id) as place
      from (
        select u.used, ${schedule.id} as id, ${schedule.title} as title, ${visibleTo(actor, 'schedules.read', schedule)} as visible
        from ${schedule} cross join lateral (${REFERENCES[thing]}) as u(used)
        where u.used in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      ) as named
    ) as ranked
    group by used`);
  return new Map(rows.map(({ id, ...usage }) => [id, usage]));
}
