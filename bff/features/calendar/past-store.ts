import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { DAY_MS, type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { scheduleConditions } from '../../storage/schedule-filter.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import type { CalendarFilter, EntryPlace } from './read-request.ts';
import type { Bounds, Tally, TallyOptions } from './tally.ts';

const { schedule, launch, scan } = tables;

export interface PastRequest {
  readonly actor: Actor;
  readonly filter: CalendarFilter;
  readonly now: Instant;
}

/** A launch of the ledger, not yet read in full. */
export interface PastPlace extends EntryPlace {
  readonly launchId: string;
}

const HELD = sql`(${launch.verdict} = 'waiting' and ${launch.reason}->>'code' = 'held')`;
const dates = (instants: readonly Instant[]) => sql`${sql.param(instants.map((at) => new Date(at).toISOString()))}::timestamptz[]`;

/** The ledger of a range. */
export async function tallyPast(
  executor: Executor,
  request: PastRequest,
  { counted, given, most, after }: TallyOptions,
): Promise<Tally<PastPlace>> {
  const matching = and(...conditions(request), after && afterPlace(after)) ?? sql`true`;
  const within = sql`${launch.nominalAt} >= part.starts and ${launch.nominalAt} < part.ends and ${matching}`;
  const counts = executor.execute<{ n: number; total: number }>(sql`
    select part.n::int as n, counted.total from ${partsOf(counted)}
    cross join lateral (select count(*)::int as total from ${launch} where ${within}) as counted
    where counted.total > 0`);
  const places = executor.execute<{ n: number; id: string; scheduleId: string; at: string }>(sql`
    select part.n::int as n, found.id, found."scheduleId", (extract(epoch from found.at) * 1000)::int8::text as at from ${partsOf(given)}
    cross join lateral (
      select ${launch.id} as id, ${launch.scheduleId} as "scheduleId", ${launch.nominalAt} as at from ${launch}
      where ${within} order by ${launch.nominalAt}, ${launch.scheduleId} limit ${most}
    ) as found
    order by found.at, found."scheduleId"`);
  const [sums, found] = await Promise.all([counts, places]);
  const totals = counted.slice(1).map(() => 0);
  const first = given.slice(1).map((): PastPlace[] => []);
  for (const { n, total } of sums.rows) totals[n - 1] = total;
  for (const { n, id, scheduleId, at } of found.rows) first[n - 1]!.push({ at: instant(Number(at)), scheduleId, launchId: id });
  return { totals, first };
}

const partsOf = (bounds: Bounds): SQL =>
  sql`unnest(${dates(bounds.slice(0, -1))}, ${dates(bounds.slice(1))}) with ordinality as part(starts, ends, n)`;

function conditions({ actor, filter, now }: PastRequest): SQL[] {
  const found = [visibleTo(actor, 'schedules.read', launch)];
  if (filter.terms.verdict !== undefined) found.push(verdictIn(filter.terms.verdict));
  const { verdict: _, ...terms } = filter.terms;
  if (filter.words.length > 0 || Object.keys(terms).length > 0) found.push(ofSchedule({ actor, filter, now }));
  return found;
}

/**
 * Of a schedule that fits; one that is gone fits no filter. `is true` keeps the planner from joining: the fitting schedules are looked up
 * in a table made once, however many rows are asked about.
 */
function ofSchedule({ actor, filter, now }: PastRequest): SQL {
  const fitting = sql`select ${schedule.id} from ${schedule} where ${and(...scheduleConditions(filter, { userId: actor.userId, now }))}`;
  return sql`((${launch.scheduleId} in (${fitting})) is true)`;
}

function verdictIn(verdicts: readonly string[]): SQL {
  const plain = verdicts.filter((verdict) => verdict !== 'held' && verdict !== 'waiting');
  const parts = [plain.length === 0 ? sql`false` : inArray(sql`${launch.verdict}`, plain)];
  if (verdicts.includes('held')) parts.push(HELD);
  if (verdicts.includes('waiting')) parts.push(sql`(${launch.verdict} = 'waiting' and not ${HELD})`);
  return sql`(${sql.join(parts, sql` or `)})`;
}

const afterPlace = ({ at, scheduleId }: EntryPlace): SQL =>
  sql`(${launch.nominalAt}, ${launch.scheduleId}) > (${new Date(at).toISOString()}::timestamptz, ${scheduleId}::uuid)`;

const SCAN = {
  number: scan.number,
  state: scan.state,
  pausedBy: scan.pausedBy,
  startedAt: scan.startedAt,
  endedAt: scan.endedAt,
  pausesAt: scan.pausesAt,
  cancelsAt: scan.cancelsAt,
  hostsDone: scan.hostsDone,
  hostsTotal: scan.hostsTotal,
};

/** The rows of these launches, with what became of their scans. */
export async function pastLaunches(executor: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return executor
    .select({ launch, scan: SCAN })
    .from(launch)
    .leftJoin(scan, eq(scan.id, launch.scanId))
    .where(sql`${launch.id} = any(${sql.param([...ids])}::uuid[])`);
}
export type PastLaunch = Awaited<ReturnType<typeof pastLaunches>>[number];

/** A scan that is over and began longer ago is not looked for. */
const LONGEST_MS = 2 * DAY_MS;
const MOST_CONTINUING = 100;

/** Launches due before `from` whose scans ran into the range, or run still; at most 100, the earliest first. */
export async function continuingLaunches(executor: Executor, request: PastRequest, from: Instant): Promise<PastLaunch[]> {
  const start = new Date(from);
  const running = sql`select ${scan.id} from ${scan}
    where ${scan.state} in ('queued', 'running', 'pausing', 'paused', 'canceling') and ${scan.createdAt} < ${start} and ${from <= request.now}`;
  const ended = sql`select ${scan.id} from ${scan}
    where ${scan.createdAt} >= ${new Date(from - LONGEST_MS)} and ${scan.createdAt} < ${start} and ${scan.endedAt} > ${start}`;
  const { rows } = await executor.execute<{ id: string }>(sql`
    select ${launch.id} as id from ${launch}
    where ${launch.scanId} in (${running} union all ${ended}) and ${launch.nominalAt} < ${start} and ${and(...conditions(request))}
    order by ${launch.nominalAt} limit ${MOST_CONTINUING}`);
  return pastLaunches(
    executor,
    rows.map(({ id }) => id),
  );
}
