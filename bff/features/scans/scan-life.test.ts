import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../domain/time/instant.ts';
import { testClock } from '../../testing/test-clock.ts';
import { type TestDatabase, testDatabase } from '../../testing/test-database.ts';
import { finding, host, type ScanWorld, scanWorld } from './testing/scan-world.ts';

let database: TestDatabase;
let world: ScanWorld;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await scanWorld(database, testClock('2019-04-23T14:00:00Z'));
});

const iso = (at: Date | null) => at?.toISOString();
const states = async (scanId: string) => (await world.slicesOf(scanId)).map(({ state }) => state);

describe('starting scans', () => {
  it('copies the order, cuts slices of 16, and counts as active', async () => {
    const scanId = await world.start();
    expect(await world.scanRow(scanId)).toMatchObject({
      state: 'queued',
      hostsTotal: 32,
      number: 1,
      profile: { hostTimeoutSeconds: 1800 },
    });
    expect((await world.slicesOf(scanId)).map(({ index, hostsTotal, state }) => [index, hostsTotal, state])).toEqual([
      [0, 16, 'queued'],
      [1, 16, 'queued'],
    ]);
    expect(await world.starter.countActive(world.db)).toBe(1);
  });

  it('tells the unfinished scan of a schedule', async () => {
    const id = world.newId();
    expect(await world.starter.unfinishedOf(world.db, id)).toBeUndefined();
    const scanId = await world.start({ id });
    expect(await world.starter.unfinishedOf(world.db, id)).toEqual({ scanId, state: 'queued' });
    await world.service.cancel(world.owner, scanId);
    expect(await world.starter.unfinishedOf(world.db, id)).toBeUndefined();
  });

  it('starts many at once, each with its own slices, and numbers them in order', async () => {
    const orders = Array.from({ length: 300 }, (_, i) =>
      world.order({
        title: `n ${i}`,
        target: { kind: 'hosts', include: [`10.${i >> 8}.${i & 255}.0/27`], exclude: [], assetGroupIds: [] },
      }),
    );
    const started = await world.inWork((work) => world.starter.startScans(work, orders));
    expect(await world.scanRow(started[299]!.scanId)).toMatchObject({ title: 'n 299', number: 300 });
    expect((await world.slicesOf(started[299]!.scanId))[0]!.hosts[0]).toEqual({ address: '10.1.43.0' });
    expect(await world.starter.countActive(world.db)).toBe(300);
  });

  it('leaves nothing behind when the story fails', async () => {
    const failing = world.inWork(async (work) => {
      await world.starter.startScan(work, world.order());
      throw new Error('kill');
    });
    await expect(failing).rejects.toThrow('kill');
    expect(await world.starter.countActive(world.db)).toBe(0);
  });
});

describe('a scan that runs', () => {
  it('shows results while it runs, counts them once, and finishes with its last slice', async () => {
    const scanId = await world.start();
    const slice = await world.lease(scanId);
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'running' });
    const worst = host('10.0.0.1', { findings: [finding(5), finding(2)] });
    expect(await world.report(scanId, slice.id, worst)).toBe(true);
    expect(await world.report(scanId, slice.id, worst)).toBe(false);
    expect(await world.scanRow(scanId)).toMatchObject({ hostsDone: 1, hostsAlive: 1, servicesCount: 1, s5: 1, s2: 1 });
    const { items } = await world.service.results(world.owner, scanId, { limit: 50 });
    expect(items).toMatchObject([
      { address: '10.0.0.1', applianceName: 'lax-scan-01', severity: { s5: 1, s2: 1 }, findings: [{ severity: 5 }, { severity: 2 }] },
    ]);
    await world.end(scanId, slice.id, 'finished');
    await world.runToEnd(scanId);
    expect(await world.service.get(world.owner, scanId)).toMatchObject({
      state: 'finished',
      outcome: 'results',
      progress: { hostsDone: 32, slicesDone: 2, slicesTotal: 2 },
      applianceNames: ['lax-scan-01'],
    });
    expect(world.ends).toMatchObject([{ scanId, state: 'finished', endedBy: 'itself' }]);
  });

  it('records its hops once, in order', async () => {
    const scanId = await world.start();
    world.clock.advance(1000);
    await world.lease(scanId);
    world.clock.advance(1000);
    await world.lease(scanId);
    const { hops } = await world.service.get(world.owner, scanId);
    expect(hops).toEqual({
      dueAt: '2019-04-23T14:00:00Z',
      queuedAt: '2019-04-23T14:00:00Z',
      offeredAt: '2019-04-23T14:00:01Z',
      acceptedAt: '2019-04-23T14:00:01Z',
      startedAt: '2019-04-23T14:00:01Z',
    });
  });

  it('refuses hosts that are not of the slice, and texts that no database holds do not stop it', async () => {
    const scanId = await world.start();
    const [first, second] = [await world.lease(scanId), await world.lease(scanId)];
    for (const address of ['10.0.0.16', '10.9.9.9', 'fe80::1', '999.1.1.1']) {
      await expect(world.report(scanId, first.id, host(address))).rejects.toMatchObject({
        reason: { code: 'invalid-input', issues: [{ code: 'host-not-in-slice' }] },
      });
    }
    const hostile = host('10.0.0.16', {
      hostname: 'a\u0000b',
      operatingSystem: '\ud800',
      findings: [finding(3, { evidence: "'; drop table scan; --\u0000" })],
    });
    expect(await world.report(scanId, second.id, hostile)).toBe(true);
    const { items } = await world.service.results(world.owner, scanId, { limit: 50 });
    expect(items[0]).toMatchObject({ hostname: 'ab', operatingSystem: '\ufffd', findings: [{ evidence: "'; drop table scan; --" }] });
  });

  it('takes a host given by name under whatever address the name has, but no more hosts than the slice holds', async () => {
    const target = { kind: 'hosts', include: ['Web.Example', 'db.example'], exclude: [], assetGroupIds: [] } as const;
    const scanId = await world.start({ target });
    const slice = await world.lease(scanId);
    expect(await world.report(scanId, slice.id, host('192.0.2.7', { hostname: 'web.example' }))).toBe(true);
    expect(await world.report(scanId, slice.id, host('192.0.2.8', { hostname: 'db.example' }))).toBe(true);
    await expect(world.report(scanId, slice.id, host('192.0.2.9', { hostname: 'web.example' }))).rejects.toThrow();
  });

  it('ends without findings or without hosts by saying so', async () => {
    const quiet = await world.start();
    await world.runToEnd(quiet);
    expect(await world.scanRow(quiet)).toMatchObject({ outcome: 'no-vulnerabilities' });
    const dead = await world.start();
    await world.runToEnd(dead, (address) => host(address, { alive: false, services: [] }));
    expect(await world.scanRow(dead)).toMatchObject({ outcome: 'no-host-alive' });
  });
});

describe('slices that fail or come back', () => {
  it('go back with the hosts that have no result yet, and are offered three times in all', async () => {
    const scanId = await world.start({ target: { kind: 'hosts', include: ['10.0.0.0/28'], exclude: [], assetGroupIds: [] } });
    const slice = await world.lease(scanId);
    await world.report(scanId, slice.id, host('10.0.0.0'));
    for (const lostAttempts of [1, 2]) {
      await world.inWork((work) => world.progress.sliceReturned(work, { scanId, sliceId: slice.id, lostAttempts, at: world.clock.now() }));
      expect((await world.slicesOf(scanId))[0]).toMatchObject({ state: 'queued', hostsTotal: 16 });
      expect((await world.slicesOf(scanId))[0]!.hosts).toHaveLength(15);
      await world.closeAttempt(slice.id, 'lease-lost');
      await world.lease(scanId);
    }
    await world.inWork((work) => world.progress.sliceReturned(work, { scanId, sliceId: slice.id, lostAttempts: 3, at: world.clock.now() }));
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'error', errorReason: expect.stringContaining('Its only slice failed') });
    expect(world.ends).toMatchObject([{ state: 'error', endedBy: 'itself' }]);
  });

  it('leave a scan finished, with what is missing said, if others succeeded', async () => {
    const scanId = await world.start();
    const bad = await world.lease(scanId);
    for (let i = 0; i < 3; i++) {
      await world.end(scanId, bad.id, 'failed', 'nmap exited with 1');
      await world.closeAttempt(bad.id, 'failed');
      if (i < 2) await world.lease(scanId);
    }
    expect(await states(scanId)).toEqual(['failed', 'queued']);
    await world.runToEnd(scanId);
    expect(await world.scanRow(scanId)).toMatchObject({
      state: 'finished',
      errorReason: expect.stringMatching(/^1 of 2 slices failed, 16 hosts were not scanned/),
    });
  });

  it('are done when every host of them was reported before the lease was lost', async () => {
    const scanId = await world.start({ target: { kind: 'hosts', include: ['10.0.0.1'], exclude: [], assetGroupIds: [] } });
    const slice = await world.lease(scanId);
    await world.report(scanId, slice.id, host('10.0.0.1'));
    await world.inWork((work) => world.progress.sliceReturned(work, { scanId, sliceId: slice.id, lostAttempts: 1, at: world.clock.now() }));
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'finished', hostsDone: 1 });
  });
});

describe('pausing and canceling by a person', () => {
  it('holds what waits, stops what runs, keeps what was found, and scans only the rest after the resume', async () => {
    const scanId = await world.start();
    const slice = await world.lease(scanId);
    await world.report(scanId, slice.id, host('10.0.0.3'));
    expect(await world.service.pause(world.owner, scanId)).toMatchObject({ state: 'pausing', pausedBy: 'person' });
    expect(world.controls).toEqual([{ scanId, action: 'pause' }]);
    expect(await states(scanId)).toEqual(['leased', 'held']);
    await world.end(scanId, slice.id, 'stopped');
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'paused', pausedBy: 'person' });
    expect(await states(scanId)).toEqual(['held', 'held']);
    expect(await world.service.resume(world.owner, scanId)).toMatchObject({ state: 'queued', waitingFor: 'no appliance is online' });
    const again = await world.lease(scanId);
    expect(again.hosts).toHaveLength(15);
    expect(again.hosts).not.toContainEqual({ address: '10.0.0.3' });
  });

  it('never resumes by itself, whatever its duration says (seed S15)', async () => {
    const duration = { action: 'pause', afterMinutes: 150, resume: { kind: 'after', days: 1, hours: 0 } } as const;
    const scanId = await world.start({ duration });
    const slice = await world.lease(scanId);
    await world.service.pause(world.owner, scanId);
    await world.end(scanId, slice.id, 'stopped');
    world.clock.advance(48 * HOUR_MS);
    expect(await world.dueDurations(world.clock.now())).toBeUndefined();
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'paused', pausedBy: 'person' });
  });

  it('cancels at once when nothing runs, else once the appliances have stopped, and says who did it', async () => {
    const waiting = await world.start();
    expect(await world.service.cancel(world.owner, waiting)).toMatchObject({ state: 'canceled' });
    const scanId = await world.start();
    const slice = await world.lease(scanId);
    expect(await world.service.cancel(world.owner, scanId)).toMatchObject({ state: 'canceling' });
    await world.end(scanId, slice.id, 'stopped');
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'canceled' });
    expect(await states(scanId)).toEqual(['canceled', 'canceled']);
    expect(world.ends).toMatchObject([
      { state: 'canceled', endedBy: 'person' },
      { state: 'canceled', endedBy: 'person' },
    ]);
  });

  it('refuses with the state named, and audits what was done', async () => {
    const scanId = await world.start();
    await expect(world.service.pause(world.owner, scanId)).rejects.toMatchObject({
      reason: { code: 'conflict', message: expect.stringContaining('queued') },
    });
    await world.service.cancel(world.owner, scanId);
    await expect(world.service.resume(world.owner, scanId)).rejects.toMatchObject({
      reason: { code: 'conflict', message: expect.stringContaining('canceled') },
    });
    const audit = await world.db.query.auditEntry.findMany();
    expect(audit).toMatchObject([
      { action: 'scan.canceled', actorId: world.owner.userId, before: { state: 'queued' }, after: { state: 'canceled' } },
    ]);
  });
});

describe('duration', () => {
  it.each([
    ['example 1', { afterMinutes: 150, days: 1, pausesAt: '2019-04-23T16:30:00.000Z', resumesAt: '2019-04-24T14:00:00.000Z' }],
    ['example 2', { afterMinutes: 1800, days: 2, pausesAt: '2019-04-24T20:00:00.000Z', resumesAt: '2019-04-25T14:00:00.000Z' }],
  ])('%s of seed S5: pauses and resumes measured from the start', async (_, { afterMinutes, days, pausesAt, resumesAt }) => {
    const scanId = await world.start({ duration: { action: 'pause', afterMinutes, resume: { kind: 'after', days, hours: 0 } } });
    const slice = await world.lease(scanId);
    expect(iso((await world.scanRow(scanId)).pausesAt)).toBe(pausesAt);
    world.clock.set(pausesAt);
    world.clock.advance(-1);
    expect(new Date((await world.dueDurations(world.clock.now()))!).toISOString()).toBe(pausesAt);
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'running' });
    world.clock.advance(1);
    await world.dueDurations(world.clock.now());
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'pausing', pausedBy: 'duration' });
    await world.end(scanId, slice.id, 'stopped');
    expect(new Date((await world.dueDurations(world.clock.now()))!).toISOString()).toBe(resumesAt);
    world.clock.set(resumesAt);
    await world.dueDurations(world.clock.now());
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'queued', pausedBy: null, pausesAt: null, resumesAt: null });
    world.clock.advance(MINUTE_MS);
    await world.lease(scanId);
    // The next run segment is measured from its own start: it is not paused again at once.
    expect((await world.scanRow(scanId)).pausesAt!.getTime()).toBe(world.clock.now() + afterMinutes * MINUTE_MS);
  });

  it('cancels, also when nothing is leased at that moment', async () => {
    const scanId = await world.start({ duration: { action: 'cancel', afterMinutes: 0 } });
    const slice = await world.lease(scanId);
    await world.inWork((work) => world.progress.sliceReturned(work, { scanId, sliceId: slice.id, lostAttempts: 1, at: world.clock.now() }));
    world.clock.advance(15 * MINUTE_MS);
    await world.dueDurations(world.clock.now());
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'canceled' });
    expect(world.ends).toMatchObject([{ endedBy: 'duration' }]);
    expect(world.errors).toEqual([]);
  });

  it('a start that claims to lie in the future does not put off the pause', async () => {
    const scanId = await world.start({ duration: { action: 'pause', afterMinutes: 60 } });
    const [slice] = await world.slicesOf(scanId);
    const at = (world.clock.now() + 100 * HOUR_MS) as ReturnType<typeof world.clock.now>;
    await world.inWork((work) => world.progress.sliceStarted(work, { scanId, sliceId: slice!.id, at }));
    expect((await world.scanRow(scanId)).pausesAt!.getTime()).toBe(world.clock.now() + 60 * MINUTE_MS);
  });

  it('pausing with the last slice finished is finished', async () => {
    const scanId = await world.start({ target: { kind: 'hosts', include: ['10.0.0.1'], exclude: [], assetGroupIds: [] } });
    const slice = await world.lease(scanId);
    await world.service.pause(world.owner, scanId);
    await world.report(scanId, slice.id, host('10.0.0.1'));
    await world.end(scanId, slice.id, 'finished');
    expect(await world.scanRow(scanId)).toMatchObject({ state: 'finished', pausedBy: null });
  });
});
