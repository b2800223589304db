import { eq, sql } from 'drizzle-orm';
import type { Actor, Role } from '../../../domain/identity/role.ts';
import type { HostResult } from '../../../domain/scans/host-result.ts';
import { durationTimes } from '../../../domain/schedules/duration-times.ts';
import { instant } from '../../../domain/time/instant.ts';
import { createIds } from '../../../ids.ts';
import { tables } from '../../../storage/database.ts';
import type { Work } from '../../../storage/unit-of-work.ts';
import { plainTargets } from '../../../testing/plain-targets.ts';
import { type TestClock, testClock } from '../../../testing/test-clock.ts';
import type { TestDatabase } from '../../../testing/test-database.ts';
import { createScanChanger } from '../change-scan.ts';
import type { ScanEnd } from '../collaborators.ts';
import { createDueDurations } from '../duration-ticker.ts';
import { readScan } from '../scan-store.ts';
import { createScansService } from '../service.ts';
import { createSliceProgress } from '../slice-progress.ts';
import { createScanStarter, type ScanOrder } from '../start-scan.ts';

/** The scans over a real database, with the other modules played by hand: a schedule that listens, an appliance that leases. */
export type ScanWorld = Awaited<ReturnType<typeof scanWorld>>;

export const finding = (
  severity: 1 | 2 | 3 | 4 | 5,
  over: Partial<HostResult['findings'][number]> = {},
): HostResult['findings'][number] => ({
  key: `kind-${severity}`,
  severity,
  title: `Finding of severity ${severity}`,
  cves: [],
  evidence: 'seen',
  solution: 'Update it',
  ...over,
});

export const host = (address: string, over: Partial<HostResult> = {}): HostResult => ({
  address,
  alive: true,
  services: [{ port: 22, protocol: 'tcp', name: 'ssh', tls: false }],
  findings: [],
  startedAt: instant(Date.parse('2026-03-05T18:42:01Z')),
  finishedAt: instant(Date.parse('2026-03-05T18:42:05Z')),
  ...over,
});

function scansOf(database: TestDatabase, clock: TestClock) {
  const { db } = database;
  const newId = createIds(clock.now);
  const uow = database.uow(clock.now);
  const ends: ScanEnd[] = [];
  const controls: { scanId: string; action: 'pause' | 'cancel' }[] = [];
  const changer = createScanChanger({
    control: { controlSlices: async (_, control) => controls.push(control) },
    schedules: {
      scanEnded: async (_, end) => {
        ends.push(end);
      },
    },
  });
  const starter = createScanStarter({ clock: clock.now, newId, targets: plainTargets, change: changer.change });
  const progress = createSliceProgress({ clock: clock.now, newId, changer, assets: { hostFound: async () => {} }, durationTimes });
  const errors: unknown[] = [];
  const dueDurations = createDueDurations({ db, uow, changer, onError: (error) => errors.push(error) });
  const waitingFor = async () => 'no appliance is online';
  const service = createScansService({
    db,
    uow,
    clock: clock.now,
    starter,
    changer,
    waitingFor,
    waits: async () => [],
    targets: plainTargets,
    setup: { scheduledScans: async () => ({ maxConcurrentScans: 40 }) },
  });

  return { db, clock, newId, uow, ends, controls, changer, starter, progress, errors, dueDurations, service };
}

/** What every scan refers to: people, a profile, an appliance. */
async function rowsOf({ db, newId, clock }: ReturnType<typeof scansOf>) {
  const person = async (role: Role, businessUnitId?: string): Promise<Actor> => {
    const userId = newId();
    const name = `A ${role}`;
    await db.insert(tables.user).values({ id: userId, name, email: `${userId}@example.org`, role, businessUnitId: businessUnitId ?? null });
    return { userId, name, email: `${userId}@example.org`, role, primaryContact: false, businessUnitId };
  };
  const owner = await person('manager');
  const profileId = newId();
  const at = new Date(clock.now());
  await db.insert(tables.optionProfile).values({
    ...{ id: profileId, name: 'Standard', engine: 'auto', ports: 'standard', intensity: 'normal', hostTimeoutMinutes: 30 },
    ...{ isDefault: true, createdAt: at },
  });
  const applianceId = newId();
  await db.insert(tables.appliance).values({
    ...{ id: applianceId, name: 'lax-scan-01', pollIntervalSeconds: 190, promptDelivery: true, createdAt: at },
  });
  return { person, owner, profileId, applianceId };
}

export async function scanWorld(database: TestDatabase, clock: TestClock = testClock()) {
  await database.truncate();
  const scans = scansOf(database, clock);
  const rows = await rowsOf(scans);
  return { ...scans, ...rows, ...actsOf({ ...scans, ...rows }) };
}

/** What the other modules do: the launcher orders, an appliance leases and reports. */
function actsOf(world: ReturnType<typeof scansOf> & Awaited<ReturnType<typeof rowsOf>>) {
  const { db, clock, newId, uow, starter, owner } = world;
  const order = (over: Partial<ScanOrder['schedule']> = {}): ScanOrder => ({
    schedule: {
      ...{ id: newId(), revision: 1, title: 'PCI DMZ, weekly', timeZone: 'America/Los_Angeles', scanners: { kind: 'any' }, priority: 0 },
      target: { kind: 'hosts', include: ['10.0.0.0/27'], exclude: [], assetGroupIds: [] },
      ownerId: owner.userId,
      ...over,
    },
    dueAt: clock.now(),
  });
  const start = async (over: Partial<ScanOrder['schedule']> = {}) => (await uow((work) => starter.startScan(work, order(over)))).scanId;
  const scanRow = async (id: string) => (await readScan(db, id))!;
  const slicesOf = (scanId: string) => db.select().from(tables.slice).where(eq(tables.slice.scanId, scanId)).orderBy(tables.slice.index);

  const inWork = <T>(story: (work: Work) => Promise<T>) => uow(story);
  return { order, start, scanRow, slicesOf, inWork, ...applianceOf({ ...world, slicesOf }) };
}

interface ApplianceParts extends ReturnType<typeof scansOf> {
  readonly applianceId: string;
  readonly slicesOf: (scanId: string) => Promise<(typeof tables.slice.$inferSelect)[]>;
}

function applianceOf({ db, clock, uow, progress, applianceId, slicesOf }: ApplianceParts) {
  /** What the appliances' side does at a poll: gives the next queued slice away. */
  const lease = async (scanId: string) => {
    const slice = (await slicesOf(scanId)).find(({ state }) => state === 'queued');
    if (slice === undefined) throw new Error('no slice is queued');
    const attempt = slice.attempts + 1;
    await db.update(tables.slice).set({ state: 'leased', applianceId, attempts: attempt }).where(eq(tables.slice.id, slice.id));
    await db.insert(tables.sliceAttempt).values({ sliceId: slice.id, attempt, applianceId, offeredAt: new Date(clock.now()) });
    const ref = { scanId, sliceId: slice.id, at: clock.now() };
    await uow(async (work) => {
      await progress.sliceAccepted(work, ref);
      await progress.sliceStarted(work, ref);
    });
    await db.execute(
      sql`update slice_attempt set accepted_at = ${new Date(clock.now())} where slice_id = ${slice.id} and attempt = ${attempt}`,
    );
    return { ...slice, attempt };
  };
  const closeAttempt = (sliceId: string, outcome: 'failed' | 'lease-lost') =>
    db.execute(
      sql`update slice_attempt set outcome = ${outcome}, ended_at = ${new Date(clock.now())} where slice_id = ${sliceId} and outcome is null`,
    );
  const report = (scanId: string, sliceId: string, result: HostResult) =>
    uow((work) => progress.hostReported(work, { scanId, sliceId, applianceId, result }));
  const end = (scanId: string, sliceId: string, outcome: 'finished' | 'stopped' | 'failed', reason?: string) =>
    uow((work) => progress.sliceEnded(work, { scanId, sliceId, outcome, reason, at: clock.now() }));
  /** Leases every slice, reports every host with `resultOf`, and finishes. */
  const runToEnd = async (scanId: string, resultOf: (address: string) => HostResult = host) => {
    while ((await slicesOf(scanId)).some(({ state }) => state === 'queued')) {
      const slice = await lease(scanId);
      for (const one of slice.hosts)
        await report(scanId, slice.id, 'address' in one ? resultOf(one.address) : { ...resultOf('10.9.9.9'), hostname: one.name });
      await end(scanId, slice.id, 'finished');
    }
  };
  return { lease, closeAttempt, report, end, runToEnd };
}
