import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { outsideUnit, type UnitNetworks } from '../../domain/identity/unit-networks.ts';
import type { Clock } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

const { launch, schedule } = tables;

/** Names of a few, for a sentence. */
const NAMED = 5;

/** What becomes of schedules when their owner leaves, moves to another unit, or the networks of the unit change. */
export function createScheduleKeeper({ clock }: { readonly clock: Clock }) {
  const give = async (work: Work, from: string, to: { ownerId: string; businessUnitId: string | null }) => {
    const updatedAt = new Date(clock());
    const given = await work.tx
      .update(schedule)
      .set({ ...to, updatedAt, revision: sql`${schedule.revision} + 1` })
      .where(eq(schedule.ownerId, from))
      .returning({ id: schedule.id });
    // What waits is still to be decided: it goes along. What was decided stays with whom it happened to.
    await work.tx
      .update(launch)
      .set(to)
      .where(and(eq(launch.ownerId, from), eq(launch.verdict, 'waiting')));
    for (const { id } of given) work.announce('schedules', id);
  };
  return {
    kind: 'schedules' as const,
    of: async (executor: Executor, ownerId: string) => {
      const own = eq(schedule.ownerId, ownerId);
      const rows = await executor.select({ name: schedule.title }).from(schedule).where(own).orderBy(asc(schedule.title)).limit(NAMED);
      return { count: await executor.$count(schedule, own), names: rows.map(({ name }) => name) };
    },
    outside: (executor: Executor, ownerId: string, unit: UnitNetworks) => findOutside(executor, eq(schedule.ownerId, ownerId), unit),
    outsideUnit: (executor: Executor, unit: UnitNetworks) => findOutside(executor, eq(schedule.businessUnitId, unit.id), unit),
    handOver: (work: Work, from: string, to: { id: string; businessUnitId?: string | undefined }) =>
      give(work, from, { ownerId: to.id, businessUnitId: to.businessUnitId ?? null }),
    ownerMoved: (work: Work, ownerId: string, businessUnitId: string | undefined) =>
      give(work, ownerId, { ownerId, businessUnitId: businessUnitId ?? null }),
  };
}

async function findOutside(executor: Executor, which: SQL, unit: UnitNetworks) {
  if (unit.networks.length === 0) return { count: 0, names: [] };
  const rows = await executor
    .select({ title: schedule.title, target: schedule.target })
    .from(schedule)
    .where(which)
    .orderBy(asc(schedule.title));
  const titles = rows.filter(({ target }) => outsideUnit(target, unit).length > 0).map(({ title }) => title);
  return { count: titles.length, names: titles.slice(0, NAMED) };
}
