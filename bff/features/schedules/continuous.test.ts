import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/identity/role.ts';
import { MINUTE_MS, plus } from '../../domain/time/instant.ts';
import { type LaunchWorld, launchWorld, someInput } from './testing/launch-world.ts';
import { setScanState } from './testing/scan-rows.ts';

let world: LaunchWorld;
let ann: Actor;

beforeAll(async () => {
  world = await launchWorld();
});
beforeEach(async () => {
  ann = await world.reset();
  world.rules.relaunchOnFinish = true;
});
afterAll(() => world.database.close());

const CONTINUOUS = { start: '2026-03-05T10:00', recurrence: { kind: 'continuous' } };
const create = async (fields: object = {}) => (await world.feature.service.create(ann, someInput({ ...CONTINUOUS, ...fields }))).id;

/** Its newest scan ends, a moment later the launcher looks. */
async function end(id: string, state: 'finished' | 'error' | 'canceled', endedBy: 'person' | 'duration' | 'itself' = 'itself') {
  const scanId = (await world.scheduleRow(id)).lastScanId ?? '';
  await world.uow(async (work) => {
    await setScanState(work.tx, scanId, state);
    await world.feature.scanEnded(work, { scheduleId: id, scanId, state, endedBy });
  });
  return scanId;
}

describe('relaunch on finish', () => {
  it('begins at once when its start has passed, and a minute after each end', async () => {
    const id = await create();
    await world.ticker.round();
    expect(await world.ledger(id)).toHaveLength(1);
    expect((await world.scheduleRow(id)).nextLaunchAt).toBeNull();
    world.clock.advance(30 * MINUTE_MS);
    const scanId = await end(id, 'finished');
    expect((await world.scheduleRow(id)).nextLaunchAt?.getTime()).toBe(plus(world.clock.now(), MINUTE_MS));
    world.clock.advance(MINUTE_MS);
    await world.ticker.round();
    expect((await world.ledger(id))[1]).toMatchObject({ verdict: 'launched', reason: { code: 'previous-ended', scanId } });
  });

  it('ends after its number of launches', async () => {
    const id = await create({ endsAfter: 1 });
    await world.ticker.round();
    expect(await world.scheduleRow(id)).toMatchObject({ active: false, inactiveReason: 'occurrences-exhausted' });
    await end(id, 'finished');
    expect((await world.scheduleRow(id)).nextLaunchAt).toBeNull();
  });

  it('is deactivated by the service after as many errors in a row as Setup says, and says so', async () => {
    world.rules.deactivateAfterErrors = 2;
    const id = await create();
    for (const state of ['error', 'finished', 'error', 'error'] as const) {
      await world.ticker.round();
      await end(id, state);
      world.clock.advance(MINUTE_MS);
    }
    expect(await world.scheduleRow(id)).toMatchObject({
      active: false,
      inactiveReason: 'scan-errors',
      errorsInARow: 2,
      nextLaunchAt: null,
    });
    expect(await world.ledger(id)).toHaveLength(4);
  });

  it('is deactivated when a person cancels its scan, and goes on when the duration limit does', async () => {
    const [byPerson, byLimit] = [await create(), await create()];
    await world.ticker.round();
    await end(byPerson, 'canceled', 'person');
    await end(byLimit, 'canceled', 'duration');
    expect(await world.scheduleRow(byPerson)).toMatchObject({ active: false, inactiveReason: 'scan-canceled' });
    expect(await world.scheduleRow(byLimit)).toMatchObject({ active: true, errorsInARow: 0 });
    expect((await world.scheduleRow(byLimit)).nextLaunchAt).not.toBeNull();
  });

  it('waits for the scan that was started by hand', async () => {
    const id = await create();
    await world.ticker.round();
    const first = (await world.scheduleRow(id)).lastScanId ?? '';
    world.clock.advance(MINUTE_MS);
    await world.feature.launchByHand(ann, id);
    await world.uow(async (work) => {
      await setScanState(work.tx, first, 'finished');
      await world.feature.scanEnded(work, { scheduleId: id, scanId: first, state: 'finished', endedBy: 'itself' });
    });
    expect((await world.scheduleRow(id)).nextLaunchAt).toBeNull();
    await end(id, 'finished');
    expect((await world.scheduleRow(id)).nextLaunchAt).not.toBeNull();
  });

  it('an edit while its scan runs does not launch another', async () => {
    const id = await create();
    await world.ticker.round();
    await world.feature.service.replace(ann, { ...someInput({ ...CONTINUOUS, title: 'Renamed', gap: 'skip' }), id, revision: 1 });
    expect((await world.scheduleRow(id)).nextLaunchAt).toBeNull();
  });
});

describe('a continuous schedule without a host to scan', () => {
  const nobody = 'No host: no scannable asset carries the tag “Web”.';
  const TAGS = { target: { kind: 'tags', include: { match: 'any', tagIds: ['0195a1b2-0000-7000-8000-000000000001'] } } };
  const meaning = (hosts: readonly unknown[], whyEmpty?: string) => {
    world.targets.issues = async () => [];
    world.targets.resolve = async (_, wanted) => wanted.map(() => ({ hosts, whyEmpty }));
  };

  it('waits for one, says why once, and launches within 15 s of its coming', async () => {
    meaning([], nobody);
    const id = await create(TAGS);
    await world.ticker.round();
    for (let minute = 0; minute < 10; minute += 1) {
      world.clock.advance(MINUTE_MS);
      await world.ticker.round();
    }
    expect(world.scans.orders).toEqual([]);
    expect(await world.ledger(id)).toMatchObject([{ verdict: 'waiting', reason: { code: 'nothing-to-scan', why: nobody } }]);
    expect(await world.scheduleRow(id)).toMatchObject({ active: true, errorsInARow: 0, occurrencesCounted: 0 });
    meaning(['10.0.0.1']);
    world.clock.advance(15_000);
    await world.ticker.round();
    const [row, ...others] = await world.ledger(id);
    expect(row).toMatchObject({ verdict: 'late', reason: { code: 'nothing-to-scan' }, lateBySeconds: 615 });
    expect(others).toEqual([]);
    expect(world.scans.orders).toHaveLength(1);
  });

  it('tells the new reason when another tag is empty', async () => {
    meaning([], nobody);
    const id = await create(TAGS);
    await world.ticker.round();
    meaning([], 'No host: no scannable asset carries the tag “Mail”.');
    world.clock.advance(MINUTE_MS);
    await world.ticker.round();
    expect(await world.ledger(id)).toMatchObject([{ verdict: 'waiting', reason: { why: expect.stringContaining('Mail') } }]);
  });

  it('goes on waiting with one row when a launch by hand finds nobody either', async () => {
    meaning([], nobody);
    const id = await create(TAGS);
    await world.ticker.round();
    await world.feature.launchByHand(ann, id);
    await end(id, 'finished');
    world.clock.advance(MINUTE_MS);
    await world.ticker.round();
    expect((await world.ledger(id)).map(({ verdict }) => verdict).sort()).toEqual(['launched', 'waiting']);
    expect((await world.scheduleRow(id)).nextLaunchAt).toBeNull();
  });
});

describe('the preview', () => {
  it('lists what the launcher then launches, through a change of the clocks', async () => {
    const plan = {
      start: '2026-03-08T01:30',
      timeZone: 'America/New_York',
      recurrence: { kind: 'weekly', every: 2, weekdays: ['SU'] },
    };
    const input = someInput({ ...plan, endsAfter: 18 });
    const { launches } = world.feature.preview({ ...input, count: 100 });
    expect(launches).toHaveLength(18);
    expect(launches.at(-1)).toMatchObject({ local: '2026-11-01T01:30', offset: '-04:00', note: 'fold' });
    const { id } = await world.feature.service.create(ann, input);
    for (const { at } of launches) {
      world.clock.set(at);
      await world.ticker.round();
    }
    const launched = await world.ledger(id);
    expect(launched.map((row) => [row.nominalAt.getTime(), row.local, row.note ?? undefined])).toEqual(
      launches.map((one) => [Date.parse(one.at), one.local, one.note]),
    );
    expect((await world.scheduleRow(id)).inactiveReason).toBe('occurrences-exhausted');
  });
});
