import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity/role.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
import { type LaunchWorld, launchWorld, someInput } from './testing/launch-world.ts';
import { setScanState } from './testing/scan-rows.ts';

let world: LaunchWorld;
let ann: Actor;

beforeAll(async () => {
  world = await launchWorld();
});
beforeEach(async () => {
  ann = await world.reset();
});
afterAll(() => world.database.close());

/** Ids sort by the millisecond of their making: of two that are due at once, the older goes first. */
const create = async (fields: Record<string, unknown> = {}) => {
  world.clock.advance(1);
  return (await world.feature.service.create(ann, someInput(fields))).id;
};
/** Time passes with the server alive: it writes its heartbeat. */
const liveUntil = async (iso: string) => {
  world.clock.set(iso);
  await world.ticker.round();
};
const verdicts = async (id: string) => (await world.ledger(id)).map((row) => [row.local, row.verdict, row.reason?.code ?? null]);
/** The heartbeat is a moment old, then the given time comes. */
const aliveJustBefore = async (iso: string) => {
  await liveUntil(new Date(Date.parse(iso) - 1000).toISOString());
  world.clock.set(iso);
};

describe('the launch ticker', () => {
  it('launches in time, once, and moves the schedule on', async () => {
    const id = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    const again = await world.ticker.round();
    expect(await verdicts(id)).toEqual([['2026-03-06T02:30', 'launched', null]]);
    const row = await world.scheduleRow(id);
    expect(row.nextLaunchAt?.toISOString()).toBe('2026-03-07T10:30:00.000Z');
    expect(row.occurrencesCounted).toBe(1);
    const [launched] = await world.ledger(id);
    expect(row.lastScanId).toBe(launched?.scanId);
    expect(row.lastLaunchId).toBe(launched?.id);
    expect(again).toBe(row.nextLaunchAt?.getTime());
    await world.ticker.round();
    expect(await verdicts(id)).toHaveLength(1);
  });

  it('tells of a decision once it is written', async () => {
    const { createLauncher } = await import('./launcher.ts');
    const decided: string[] = [];
    const uow: typeof world.uow = (story) =>
      world.uow(async (work) => {
        const result = await story(work);
        expect(decided).toEqual([]);
        return result;
      });
    await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    const launcher = createLauncher({ ...world.deps, uow, launchDecided: (verdict) => decided.push(verdict) });
    await launcher.launchDue({ now: world.clock.now(), lastAliveAt: undefined, heldAt: undefined });
    expect(decided).toEqual(['launched']);
  });

  it('names the gap: 02:30 does not exist on 8 March', async () => {
    const id = await create({ start: '2026-03-08T02:30' });
    await aliveJustBefore('2026-03-08T10:30:00Z');
    await world.ticker.round();
    const [row] = await world.ledger(id);
    expect([row?.local, row?.note, row?.verdict]).toEqual(['2026-03-08T03:30', 'gap', 'launched']);
  });

  it('launches what was due during a short outage late, and says since when nobody was there', async () => {
    const id = await create();
    await liveUntil('2026-03-06T10:20:00Z');
    world.clock.set('2026-03-06T10:50:00Z');
    await world.ticker.round();
    const [row] = await world.ledger(id);
    expect(row).toMatchObject({ verdict: 'late', lateBySeconds: 1200 });
    expect(row?.reason).toEqual({ code: 'platform-down', since: Date.parse('2026-03-06T10:20:00Z') });
  });

  it('gives every launch missed in an outage its row; only the newest launches, late', async () => {
    const id = await create();
    await liveUntil('2026-03-06T00:00:00Z');
    world.clock.set('2026-03-08T11:00:00Z');
    await world.ticker.round();
    expect(await verdicts(id)).toEqual([
      ['2026-03-06T02:30', 'missed', 'superseded'],
      ['2026-03-07T02:30', 'missed', 'superseded'],
      ['2026-03-08T03:30', 'late', 'platform-down'],
    ]);
    expect((await world.scheduleRow(id)).occurrencesCounted).toBe(1);
  });

  it('misses what is beyond its lateness limit', async () => {
    const id = await create();
    await liveUntil('2026-03-06T00:00:00Z');
    world.clock.set('2026-03-06T15:00:00Z');
    await world.ticker.round();
    expect(await verdicts(id)).toEqual([['2026-03-06T02:30', 'missed', 'lateness-limit']]);
    expect(world.scans.orders).toHaveLength(0);
  });

  it('skips an overlap when Setup says so, and counts it', async () => {
    world.rules.preventOverlap = true;
    const id = await create({ endsAfter: 2 });
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    await aliveJustBefore('2026-03-07T10:30:00Z');
    await world.ticker.round();
    expect(await verdicts(id)).toEqual([
      ['2026-03-06T02:30', 'launched', null],
      ['2026-03-07T02:30', 'skipped', 'overlap'],
    ]);
    expect(await world.scheduleRow(id)).toMatchObject({
      active: false,
      inactiveReason: 'occurrences-exhausted',
      occurrencesCounted: 2,
      nextLaunchAt: null,
    });
  });

  it('ends after one launch of a schedule that runs once', async () => {
    const id = await create({ recurrence: { kind: 'once' } });
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    expect(await world.scheduleRow(id)).toMatchObject({ active: false, inactiveReason: 'once-done', nextLaunchAt: null });
  });

  it('lets a launch wait while the limit is full, and launches it late when a scan ends', async () => {
    world.rules.maxConcurrentScans = 1;
    const first = await create();
    const second = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    const again = await world.ticker.round();
    expect((await verdicts(first)).concat(await verdicts(second)).map((row) => row[1])).toEqual(['launched', 'waiting']);
    expect(again).toBe(world.clock.now() + 1000);
    world.clock.advance(10 * MINUTE_MS);
    await world.ticker.round();
    expect(await verdicts(second)).toEqual([['2026-03-06T02:30', 'waiting', 'concurrency-limit']]);
    await setScanState(world.db, (await world.ledger(first))[0]?.scanId ?? '', 'finished');
    await world.ticker.round();
    const [late] = await world.ledger(second);
    expect(late).toMatchObject({ verdict: 'late', lateBySeconds: 600, reason: { code: 'concurrency-limit', active: 1, limit: 1 } });
    expect(late?.scanId).not.toBeNull();
    expect((await world.scheduleRow(second)).occurrencesCounted).toBe(1);
  });

  it('misses a waiting launch when its time has run out', async () => {
    world.rules.maxConcurrentScans = 1;
    await create();
    const second = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    await liveUntil('2026-03-06T14:31:00Z');
    const [row] = await world.ledger(second);
    expect(row).toMatchObject({ verdict: 'missed', scanId: null, reason: { code: 'lateness-limit', because: 'concurrency-limit' } });
  });

  it('ends the waiting of a schedule that is deactivated', async () => {
    world.rules.maxConcurrentScans = 1;
    await create();
    const second = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    await world.feature.status.deactivate(ann, { id: second });
    expect(await verdicts(second)).toEqual([['2026-03-06T02:30', 'missed', 'withdrawn']]);
    await world.ticker.round();
    expect(world.scans.orders).toHaveLength(1);
  });

  it('holds many late launches after an outage until a manager releases them', async () => {
    world.rules.holdAfterOutage = 2;
    const ids = [await create(), await create(), await create()];
    const inTime = await create({ start: '2026-03-06T03:00' });
    await liveUntil('2026-03-06T10:00:00Z');
    world.clock.set('2026-03-06T11:00:30Z');
    await world.ticker.round();
    for (const id of ids) expect(await verdicts(id)).toEqual([['2026-03-06T02:30', 'waiting', 'held']]);
    expect(await verdicts(inTime)).toEqual([['2026-03-06T03:00', 'launched', null]]);
    await liveUntil('2026-03-06T11:05:00Z');
    expect(world.scans.orders).toHaveLength(1);
    const { items } = await world.feature.ledger.list(ann, { query: 'verdict:held', limit: 50 });
    expect(items).toHaveLength(3);
    expect(await world.feature.ledger.release(ann, [items[0]!.id])).toEqual({ released: 1 });
    await world.ticker.round();
    expect(await world.feature.ledger.release(ann, undefined)).toEqual({ released: 2 });
    await world.ticker.round();
    for (const id of ids) expect((await world.ledger(id))[0]).toMatchObject({ verdict: 'late', reason: { code: 'released', by: 'Ann' } });
    expect(world.scans.orders).toHaveLength(4);
  });

  it('holds the rest too when it is killed in the middle of a backlog', async () => {
    world.rules.holdAfterOutage = 2;
    const ids = [await create(), await create(), await create()];
    await liveUntil('2026-03-06T10:00:00Z');
    world.clock.set('2026-03-06T11:00:30Z');
    const heldAt = world.clock.now();
    const { createLauncher } = await import('./launcher.ts');
    const round = { now: heldAt, lastAliveAt: undefined, heldAt };
    for (const id of ids.slice(0, 2)) await createLauncher(world.deps).launchDue(round, id);
    await world.createReplica().round();
    expect(await verdicts(ids[2]!)).toEqual([['2026-03-06T02:30', 'waiting', 'held']]);
  });

  it('quarantines a schedule that cannot be evaluated, and launches the others', async () => {
    const bad = await create();
    const good = await create();
    await world.db.update(tables.schedule).set({ timeZone: 'Mars/Olympus' }).where(eq(tables.schedule.id, bad));
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    expect(await verdicts(good)).toEqual([['2026-03-06T02:30', 'launched', null]]);
    expect(await verdicts(bad)).toEqual([['2026-03-06T02:30', 'missed', 'not-evaluable']]);
    expect(await world.scheduleRow(bad)).toMatchObject({ active: false, inactiveReason: 'quarantined' });
    const audited = await world.db.select().from(tables.auditEntry).where(eq(tables.auditEntry.objectId, bad));
    expect(audited.map((entry) => entry.action)).toContain('schedule.quarantined');
    expect(await world.feature.quarantineProbe()).toMatch(/1 schedule cannot be evaluated/);
    expect((await world.feature.service.get(ann, bad)).sentence).toBe('This schedule cannot be evaluated: edit it');
  });

  it('quarantines a schedule whose scan cannot be started, and launches the others', async () => {
    const bad = await create({ title: 'cannot start' });
    const good = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    expect(await verdicts(good)).toEqual([['2026-03-06T02:30', 'launched', null]]);
    expect((await world.ledger(bad))[0]?.reason).toEqual({ code: 'not-evaluable', problem: 'there is nothing to scan' });
  });

  it('quarantines a schedule that the database refuses, and launches the others', async () => {
    const bad = await create({ title: 'refused by the database' });
    const good = await create();
    await world.db.execute(`alter table scan add constraint refused check (title <> 'refused by the database')`);
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    await world.db.execute('alter table scan drop constraint refused');
    expect(await verdicts(good)).toEqual([['2026-03-06T02:30', 'launched', null]]);
    expect(await verdicts(bad)).toEqual([['2026-03-06T02:30', 'missed', 'not-evaluable']]);
    expect(world.errors).not.toHaveLength(0);
  });

  it('launches each occurrence once when two replicas race', async () => {
    world.rules.maxConcurrentScans = 30;
    const ids = [];
    for (let i = 0; i < 40; i += 1) ids.push(await create());
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await Promise.all([world.ticker.round(), world.createReplica().round(), world.createReplica().round()]);
    const rows = await world.db.select().from(tables.launch);
    expect(rows).toHaveLength(40);
    expect(rows.filter((row) => row.verdict === 'launched')).toHaveLength(30);
    expect(await world.db.$count(tables.scan)).toBe(30);
  });

  it('loses nothing and launches nothing twice when it is killed before the commit', async () => {
    const id = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    const { createLauncher } = await import('./launcher.ts');
    const dying = createLauncher({
      ...world.deps,
      uow: (story) =>
        world.uow(async (work) => {
          await story(work);
          throw new Error('killed');
        }),
    });
    await expect(dying.launchDue({ now: world.clock.now(), lastAliveAt: undefined, heldAt: undefined })).rejects.toThrow('killed');
    expect(await verdicts(id)).toEqual([]);
    await world.ticker.round();
    expect(await verdicts(id)).toEqual([['2026-03-06T02:30', 'launched', null]]);
    expect(await world.db.$count(tables.scan)).toBe(1);
  });

  it('launches nothing again when the clock is set back and the schedule is saved anew', async () => {
    const id = await create();
    await aliveJustBefore('2026-03-06T10:30:00Z');
    await world.ticker.round();
    world.clock.advance(-HOUR_MS);
    await world.feature.service.replace(ann, { ...someInput({ title: 'Renamed', gap: 'skip' }), id, revision: 1 });
    expect((await world.scheduleRow(id)).nextLaunchAt?.toISOString()).toBe('2026-03-06T10:30:00.000Z');
    world.clock.advance(HOUR_MS);
    await world.ticker.round();
    expect(await verdicts(id)).toHaveLength(1);
    expect((await world.scheduleRow(id)).nextLaunchAt?.toISOString()).toBe('2026-03-07T10:30:00.000Z');
  });
});
