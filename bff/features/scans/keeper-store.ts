import { and, asc, eq, notInArray, sql } from 'drizzle-orm';
import { outsideUnit, type UnitNetworks } from '../../domain/identity/unit-networks.ts';
import { FINAL_SCAN_STATES } from '../../domain/scans/scan.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

const { scan } = tables;

/** Names of a few, for a sentence. */
const NAMED = 5;

const unfinishedOf = (ownerId: string) => and(eq(scan.ownerId, ownerId), notInArray(scan.state, [...FINAL_SCAN_STATES]));

const read = (executor: Executor, ownerId: string) =>
  executor.select({ title: scan.title, target: scan.target }).from(scan).where(unfinishedOf(ownerId)).orderBy(asc(scan.title));

const counted = (titles: readonly string[]) => ({ count: titles.length, names: titles.slice(0, NAMED) });

/** What becomes of scans that have not ended when their owner leaves. Ended ones stay with whom they were made for. */
export const scanKeeper = {
  kind: 'scans' as const,
  of: async (executor: Executor, ownerId: string) => counted((await read(executor, ownerId)).map(({ title }) => title)),
  outside: async (executor: Executor, ownerId: string, unit: UnitNetworks) => {
    const rows = await read(executor, ownerId);
    return counted(rows.filter(({ target }) => outsideUnit(target, unit).length > 0).map(({ title }) => title));
  },
  /** A scan stays in the unit whose assets it looks at. */
  ownerMoved: async () => {},
  handOver: async (work: Work, from: string, to: { id: string }) => {
    const given = await work.tx
      .update(scan)
      .set({ ownerId: to.id, revision: sql`${scan.revision} + 1` })
      .where(unfinishedOf(from))
      .returning({ id: scan.id });
    for (const { id } of given) work.announce('scans', id);
  },
};
