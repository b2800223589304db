import { and, eq, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Permission, scopeOf } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { FINAL_SCAN_STATES } from '../../domain/scans/scan.ts';
import type { Executor } from '../../storage/database.ts';
import { appliance } from '../../storage/schema/appliances.ts';
import { scan } from '../../storage/schema/scans.ts';
import { launch, schedule } from '../../storage/schema/schedules.ts';

interface OwnedColumns {
  readonly ownerId: PgColumn;
  readonly businessUnitId: PgColumn;
}

const LEDGER_LIMIT = 10_000;

export const liveStore = {
  /** What the navigation shows, as far as this person may see it. `launches` stops counting at ten thousand. */
  counts: async (db: Executor, actor: Actor) => {
    const visible = (permission: Permission, columns: OwnedColumns) => visibleTo(actor, permission, columns);
    const active = notInArray(scan.state, [...FINAL_SCAN_STATES]);
    const waiting = and(eq(launch.verdict, 'waiting'), sql`${launch.reason} ->> 'code' = 'held'`);
    const some = db.select({ one: sql`1` }).from(launch).where(visible('schedules.read', launch)).limit(LEDGER_LIMIT).as('some');
    const [schedules, scansActive, appliances, launches, heldLaunches] = await Promise.all([
      db.$count(schedule, visible('schedules.read', schedule)),
      db.$count(scan, and(active, visible('scans.read', scan))),
      db.$count(appliance, isNull(appliance.retiredAt)),
      db.$count(some),
      db.$count(launch, and(waiting, visible('schedules.read', launch))),
    ]);
    return { schedules, scansActive, appliances, launches, heldLaunches };
  },
};

function visibleTo(actor: Actor, permission: Permission, { ownerId, businessUnitId }: OwnedColumns): SQL | undefined {
  const scope = scopeOf(actor, permission);
  if (scope === 'all') return undefined;
  if (scope === 'none') return sql`false`;
  const own = eq(ownerId, actor.userId);
  return scope === 'own' || actor.businessUnitId === undefined ? own : or(own, eq(businessUnitId, actor.businessUnitId));
}
