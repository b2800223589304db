import { sql } from 'drizzle-orm';
import { type Executor, tables } from '../../storage/database.ts';

const { scan } = tables;

/** So many finished scans tell how long the next one takes. */
const PAST_RUNS = 5;

/** The median time from start to end of the last finished scans of each schedule, in milliseconds; schedules without any are left out. */
export async function usualLengths(executor: Executor, scheduleIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (scheduleIds.length === 0) return new Map();
  const { rows } = await executor.execute<{ id: string; seconds: number }>(sql`
    select asked.id, percentile_cont(0.5) within group (order by run.seconds)::float8 as seconds
    from unnest(${sql.param([...new Set(scheduleIds)])}::uuid[]) as asked(id)
    cross join lateral (
      select extract(epoch from ${scan.endedAt} - ${scan.startedAt}) as seconds
      from ${scan}
      where ${scan.scheduleId} = asked.id and ${scan.state} = 'finished' and ${scan.startedAt} is not null and ${scan.endedAt} is not null
      order by ${scan.createdAt} desc
      limit ${PAST_RUNS}
    ) as run
    group by asked.id`);
  return new Map(rows.map(({ id, seconds }) => [id, Math.round(Number(seconds)) * 1000]));
}
