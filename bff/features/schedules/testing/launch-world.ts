import { asc, eq } from 'drizzle-orm';
import { type ScheduleInput, scheduleInput } from '../../../contract/schedules.ts';
import type { ScheduledScansSetup } from '../../../contract/setup.ts';
import type { Actor } from '../../../domain/identity/role.ts';
import type { OwedNotice } from '../../../domain/notifications/notice.ts';
import { DEFAULT_SCHEDULED_SCANS } from '../../../domain/settings/scheduled-scans.ts';
import { createIds } from '../../../ids.ts';
import { createBus } from '../../../live/bus.ts';
import { tables } from '../../../storage/database.ts';
import { plainTargets } from '../../../testing/plain-targets.ts';
import { testClock } from '../../../testing/test-clock.ts';
import { testDatabase } from '../../../testing/test-database.ts';
import { testTimers } from '../../../testing/test-timers.ts';
import type { NoticeBook, TargetReader } from '../collaborators.ts';
import { createSchedulesFeature } from '../feature.ts';
import { createLaunchTicker } from '../launch-ticker.ts';
import { scanRows } from './scan-rows.ts';

/** A Thursday, 18:42 in London, 10:42 in Los Angeles. */
export const START = '2026-03-05T18:42:00Z';

const PROFILE = {
  name: 'Standard',
  engine: 'auto',
  ports: 'standard',
  intensity: 'normal',
  hostTimeoutMinutes: 30,
  isDefault: true,
} as const;

const INPUT = {
  title: 'Weekly DMZ',
  target: { kind: 'hosts', include: ['192.0.2.0/28'] },
  scanners: { kind: 'any' },
  start: '2026-03-06T02:30',
  timeZone: 'America/Los_Angeles',
  observeDst: true,
  recurrence: { kind: 'daily', every: 1 },
};

/** What a client would send, with all that a test does not mention. */
export const someInput = (fields: Record<string, unknown> = {}): ScheduleInput => scheduleInput.parse({ ...INPUT, ...fields });

export type LaunchWorld = Awaited<ReturnType<typeof launchWorld>>;

/** The schedules feature over a database, a clock that stands still, and rules that a test changes. */
export async function launchWorld() {
  const database = await testDatabase();
  const clock = testClock(START);
  const newId = createIds(clock.now);
  const uow = database.uow(clock.now);
  const rules: { -readonly [K in keyof ScheduledScansSetup]: ScheduledScansSetup[K] } = { ...DEFAULT_SCHEDULED_SCANS };
  const setup = { scheduledScans: async () => rules };
  const scans = scanRows(clock.now, newId);
  const owed: OwedNotice[] = [];
  const notices: NoticeBook = { owe: async (_work, list) => void owed.push(...list) };
  /** What the targets of continuous schedules mean is for a test to say. */
  const targets: { -readonly [K in keyof TargetReader]: TargetReader[K] } = { ...plainTargets };
  const deps = { db: database.db, uow, clock: clock.now, newId, setup, scans, notices, targets };
  const feature = createSchedulesFeature(deps);
  const errors: unknown[] = [];
  const createReplica = () =>
    createLaunchTicker({ ...deps, timers: testTimers(), bus: createBus(), onError: (error: unknown) => errors.push(error) });
  const { schedule, launch, user, optionProfile } = tables;
  return {
    ...{ database, db: database.db, uow, clock, newId, rules, scans, feature, errors, owed, targets, deps, createReplica },
    ticker: createReplica(),
    /** Empty tables, the first instant, the standard rules and one manager. */
    reset: async (): Promise<Actor> => {
      await database.truncate();
      clock.set(START);
      Object.assign(rules, DEFAULT_SCHEDULED_SCANS);
      Object.assign(targets, plainTargets);
      errors.length = 0;
      owed.length = 0;
      scans.orders.length = 0;
      await database.db.insert(optionProfile).values({ ...PROFILE, id: newId(), createdAt: new Date(clock.now()) });
      const actor: Actor = { userId: 'ann', name: 'Ann', email: 'ann@example.org', role: 'manager', primaryContact: true };
      await database.db
        .insert(user)
        .values({ id: actor.userId, name: actor.name, email: actor.email, role: actor.role, primaryContact: true });
      return actor;
    },
    scheduleRow: async (id: string) => (await database.db.select().from(schedule).where(eq(schedule.id, id)))[0]!,
    ledger: (id: string) => database.db.select().from(launch).where(eq(launch.scheduleId, id)).orderBy(asc(launch.nominalAt)),
  };
}
