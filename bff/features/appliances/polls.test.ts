import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostResult } from '#protocol/report';
import type { SliceOffer } from '#protocol/slice';
import { type TestAgents, type TestAppliance, testAgents } from '../../testing/test-agents.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());
beforeEach(async () => {
  await agents.database.pool.query(`update scan set state = 'canceled'; update slice set state = 'canceled'`);
  agents.told.length = 0;
});

/** Starts a poll and comes back once the platform holds it. */
async function held(appliance: TestAppliance, slots = 2) {
  const hold = agents.nextHold();
  const answer = appliance.poll({ wait: true, capacity: { slots, used: 0 } });
  await Promise.race([hold, answer]);
  return { answer };
}
const about = ({ sliceId, attempt }: SliceOffer) => ({ sliceId, attempt });
const slices = async () =>
  (await agents.database.pool.query<{ id: string; state: string; appliance_id: string | null; attempts: number }>('select * from slice'))
    .rows;
const sliceOf = async (id: string) => (await slices()).find((one) => one.id === id);
const hostOf = (address: string, more: Partial<HostResult> = {}): HostResult => ({
  ...{ address, alive: true, services: [], findings: [], startedAt: agents.clock.now(), finishedAt: agents.clock.now() },
  ...more,
});
const idle = { slices: [], control: [] };

describe('a plain poll', () => {
  it('is answered at once and sent to its own phase of the interval, which it keeps', async () => {
    const appliance = await agents.newAppliance({ promptDelivery: false });
    const first = await appliance.poll({ wait: true });
    expect(first).toEqual({ serverTime: agents.clock.now(), nextPollInMs: expect.any(Number), ...idle });
    expect(first.nextPollInMs).toBeGreaterThanOrEqual(19_000);
    expect(first.nextPollInMs).toBeLessThan(209_000);
    agents.clock.advance(first.nextPollInMs);
    expect((await appliance.poll()).nextPollInMs).toBe(190_000);
    const { state, nextPollAt } = await agents.appliances.service.get(appliance.id);
    expect([state, Date.parse(nextPollAt!)]).toEqual(['online', agents.clock.now() + 190_000]);
  });

  it('is given what waits, by priority and age, never more than its free slots', async () => {
    const late = await agents.queueScan(1, { priority: 0 });
    const low = await agents.queueScan(1, { priority: 9 });
    const urgent = await agents.queueScan(2, { priority: 1 });
    const appliance = await agents.newAppliance({ promptDelivery: false });
    const first = await appliance.poll({ capacity: { slots: 4, used: 1 } });
    expect(first.slices.map((slice) => slice.sliceId)).toEqual([...urgent.sliceIds, ...low.sliceIds]);
    expect(first.slices[0]).toMatchObject({
      attempt: 1,
      scanId: urgent.scanId,
      hosts: [{ address: '10.0.0.1' }],
      leaseExpiresAt: agents.clock.now() + 90_000,
    });
    const busy = await appliance.poll({ capacity: { slots: 4, used: 1 } });
    expect(busy.slices.map((slice) => slice.sliceId)).toEqual(late.sliceIds);
    expect((await appliance.poll({ capacity: { slots: 4, used: 0 } })).slices).toEqual([]);
  });

  it('is not given what is meant for others', async () => {
    const [one, two] = [await agents.newAppliance({ promptDelivery: false }), await agents.newAppliance({ promptDelivery: false })];
    const scan = await agents.queueScan(1, { onlyTo: [two.id] });
    expect((await one.poll()).slices).toEqual([]);
    expect((await two.poll()).slices.map((slice) => slice.sliceId)).toEqual(scan.sliceIds);
  });
});

describe('a held poll', () => {
  it('is answered with nothing when the interval ends, to be asked again at once', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    agents.endHolds();
    expect(await answer).toMatchObject({ nextPollInMs: 0, ...idle });
  });

  it('is handed a scan when one is queued', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    const scan = await agents.queueScan(1);
    expect((await answer).slices.map((slice) => slice.sliceId)).toEqual(scan.sliceIds);
    expect(await agents.appliances.service.get(appliance.id)).toMatchObject({
      state: 'busy',
      runningSlices: [{ sliceId: scan.sliceIds[0], scanTitle: 'Nightly', hostsTotal: 1 }],
    });
  });

  it('shares a scan with another by free capacity', async () => {
    const [small, large] = [await agents.newAppliance(), await agents.newAppliance()];
    const answers = [(await held(small, 2)).answer, (await held(large, 6)).answer];
    await agents.queueScan(8);
    const [ofSmall, ofLarge] = await Promise.all(answers);
    expect([ofSmall?.slices.length, ofLarge?.slices.length]).toEqual([2, 6]);
  });

  it('is told of a changed configuration', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    const manager = { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true } as const;
    const { revision } = await agents.appliances.service.get(appliance.id);
    await agents.appliances.service.change(manager, { id: appliance.id, revision, pollIntervalSeconds: 60 });
    expect((await answer).configuration).toMatchObject({ revision: revision + 1, pollIntervalSeconds: 60 });
  });

  it('ends when the appliance is retired', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    const refused = expect(answer).rejects.toThrow('appliance-retired');
    const manager = { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true } as const;
    await agents.appliances.service.retire(manager, appliance.id);
    await refused;
  });

  it('gives way to a newer one of the same appliance, and the older is not sent back at once', async () => {
    const appliance = await agents.newAppliance();
    const older = await held(appliance);
    const newer = appliance.poll({ wait: true });
    const replaced = await older.answer;
    expect(replaced).toMatchObject(idle);
    expect(replaced.nextPollInMs).toBeGreaterThan(0);
    const scan = await agents.queueScan(1);
    expect((await newer).slices.map((slice) => slice.sliceId)).toEqual(scan.sliceIds);
  });

  it('whose appliance hung up gets nothing: another gets it', async () => {
    const [gone, other] = [await agents.newAppliance(), await agents.newAppliance()];
    const hangUp = new AbortController();
    const hold = agents.nextHold();
    const lost = gone.poll({ wait: true }, hangUp.signal).catch(() => 'hung up');
    await hold;
    hangUp.abort();
    expect(await lost).toBe('hung up');
    const { answer } = await held(other);
    const scan = await agents.queueScan(1);
    expect((await answer).slices.map((slice) => slice.sliceId)).toEqual(scan.sliceIds);
  });

  it('is not needed for what came while the platform looked: nothing that waits is overlooked', async () => {
    const appliance = await agents.newAppliance();
    const [answer, scan] = await Promise.all([appliance.poll({ wait: true }), agents.queueScan(1)]);
    expect(answer.slices.map((slice) => slice.sliceId)).toEqual(scan.sliceIds);
  });
});

describe('a lease', () => {
  const accept = async (appliance: TestAppliance) => {
    const { slices: offers } = await appliance.poll();
    await appliance.report({ kind: 'accepted', ...about(offers[0]!), slots: 2, slotsFree: 1 });
    return offers[0]!;
  };
  const plain = () => agents.newAppliance({ promptDelivery: false });

  it('that is not renewed is lost: another appliance gets the slice, with the next attempt', async () => {
    const [one, two] = [await plain(), await plain()];
    await agents.queueScan(1);
    const offer = await accept(one);
    agents.clock.advance(89_999);
    expect(await agents.appliances.upkeep.expireLeases()).toBe(agents.clock.now() + 1);
    expect((await two.poll()).slices).toEqual([]);
    agents.clock.advance(1);
    expect(await agents.appliances.upkeep.expireLeases()).toBeUndefined();
    expect((await two.poll()).slices).toMatchObject([{ sliceId: offer.sliceId, attempt: 2 }]);
    expect(agents.told).toEqual(['accepted', 'returned 1']);
    const late = await one.report({ kind: 'progress', ...about(offer), hostsDone: 0, hostsTotal: 1 });
    expect(late.refused).toMatchObject([{ code: 'attempt-over' }]);
    expect((await one.poll({ running: [{ sliceId: offer.sliceId, hostsDone: 0, hostsTotal: 1 }] })).control).toEqual([
      { sliceId: offer.sliceId, action: 'cancel' },
    ]);
  });

  it('is renewed by polls that name it and by progress reports', async () => {
    const appliance = await plain();
    await agents.queueScan(1);
    const offer = await accept(appliance);
    agents.clock.advance(80_000);
    await appliance.poll({ running: [{ sliceId: offer.sliceId, hostsDone: 0, hostsTotal: 1 }] });
    agents.clock.advance(80_000);
    expect(await agents.appliances.upkeep.expireLeases()).toBe(agents.clock.now() + 10_000);
    await appliance.report({ kind: 'progress', ...about(offer), hostsDone: 0, hostsTotal: 1 });
    expect(await agents.appliances.upkeep.expireLeases()).toBe(agents.clock.now() + 90_000);
  });

  it('that was lost while nobody else began is given back to who still works on it', async () => {
    const appliance = await plain();
    await agents.queueScan(1);
    const offer = await accept(appliance);
    agents.clock.advance(90_000);
    await agents.appliances.upkeep.expireLeases();
    expect(await sliceOf(offer.sliceId)).toMatchObject({ state: 'queued' });
    expect((await appliance.report({ kind: 'host', ...about(offer), result: hostOf('10.0.0.1') })).refused).toEqual([]);
    expect(await sliceOf(offer.sliceId)).toMatchObject({ state: 'leased', appliance_id: appliance.id, attempts: 1 });
    await appliance.report({ kind: 'finished', ...about(offer) });
    expect(await sliceOf(offer.sliceId)).toMatchObject({ state: 'done', appliance_id: appliance.id });
  });

  it('ends when the appliance restarted without the slice', async () => {
    const [one, two] = [await plain(), await plain()];
    await agents.queueScan(1);
    const offer = await accept(one);
    await one.poll({ bootId: 'boot-2', capacity: { slots: 0, used: 0 } });
    expect((await two.poll()).slices).toMatchObject([{ sliceId: offer.sliceId, attempt: 2 }]);
  });

  it('that is declined goes to another, and back to the first only after a while', async () => {
    const [one, two] = [await plain(), await plain()];
    await agents.queueScan(1);
    const [offer] = (await one.poll()).slices;
    await one.report({ kind: 'declined', ...about(offer!), reason: 'load 9.1 on 2 cores' });
    expect((await one.poll()).slices).toEqual([]);
    const [second] = (await two.poll()).slices;
    expect(second).toMatchObject({ sliceId: offer!.sliceId, attempt: 2 });
    await two.report({ kind: 'declined', ...about(second!), reason: 'load' });
    agents.clock.advance(60_000);
    expect((await one.poll()).slices).toMatchObject([{ sliceId: offer!.sliceId, attempt: 3 }]);
    expect(agents.told).toEqual(['returned 0', 'returned 0']);
  });

  it('that did not reach its appliance is as if never given', async () => {
    const appliance = await plain();
    const scan = await agents.queueScan(1);
    const { slices: offers } = await appliance.poll();
    await agents.appliances.agents.polls.unsent(appliance.id, offers);
    expect(await sliceOf(scan.sliceIds[0]!)).toMatchObject({ state: 'queued', attempts: 0, appliance_id: null });
    expect((await appliance.poll()).slices).toMatchObject([{ attempt: 1 }]);
  });

  it('goes on to the next slice as soon as one has ended, while the poll is held', async () => {
    const appliance = await agents.newAppliance();
    const scan = await agents.queueScan(2);
    const first = await appliance.poll({ wait: true, capacity: { slots: 1, used: 0 } });
    expect(first.slices.map((slice) => slice.sliceId)).toEqual([scan.sliceIds[0]]);
    const hold = agents.nextHold();
    const answer = appliance.poll({
      wait: true,
      capacity: { slots: 1, used: 1 },
      running: [{ sliceId: scan.sliceIds[0]!, hostsDone: 0, hostsTotal: 1 }],
    });
    await hold;
    await appliance.report({ kind: 'finished', ...about(first.slices[0]!) });
    expect((await answer).slices.map((slice) => slice.sliceId)).toEqual([scan.sliceIds[1]]);
  });
});

describe('control', () => {
  it('is delivered to a held poll once, and with every report', async () => {
    const appliance = await agents.newAppliance();
    const scan = await agents.queueScan(1);
    const [offer] = (await appliance.poll({ wait: true })).slices;
    const running = [{ sliceId: offer!.sliceId, hostsDone: 0, hostsTotal: 1 }];
    const hold = agents.nextHold();
    const answer = appliance.poll({ wait: true, running });
    await hold;
    await agents.uow((work) => createControl(work, scan.scanId));
    const control = [{ sliceId: offer!.sliceId, action: 'pause' }];
    expect(await answer).toMatchObject({ control, nextPollInMs: 1000 });
    expect((await appliance.poll({ running })).control).toEqual([]);
    const told = await appliance.report({ kind: 'progress', ...about(offer!), hostsDone: 0, hostsTotal: 1 });
    expect(told.control).toEqual(control);
    agents.clock.advance(10_000);
    expect((await appliance.poll({ running })).control).toEqual(control);
    expect((await appliance.report({ kind: 'stopped', ...about(offer!) })).control).toEqual([]);
    expect(await sliceOf(offer!.sliceId)).toMatchObject({ state: 'queued', appliance_id: null });
  });
  const createControl = (work: Parameters<Parameters<TestAgents['uow']>[0]>[0], scanId: string) =>
    agents.appliances.controlSlices(work, { scanId, action: 'pause' });
});

describe('reports', () => {
  const offered = async (count = 1) => {
    const appliance = await agents.newAppliance({ promptDelivery: false });
    const scan = await agents.queueScan(count);
    const { slices: offers } = await appliance.poll({ capacity: { slots: count, used: 0 } });
    return { appliance, scan, offer: offers[0]! };
  };

  it('tell the life of a slice in order', async () => {
    const { appliance, offer } = await offered();
    const ref = about(offer);
    const answer = await appliance.report(
      { kind: 'accepted', ...ref, slots: 2, slotsFree: 1 },
      { kind: 'started', ...ref, engine: 'connect' },
      { kind: 'host', ...ref, result: hostOf('10.0.0.1') },
      { kind: 'finished', ...ref },
    );
    expect([answer.accepted.length, answer.refused, answer.control]).toEqual([4, [], []]);
    expect(agents.told).toEqual(['accepted', 'started', 'host 10.0.0.1', 'ended finished']);
    const { rows } = await agents.database.pool.query(
      'select outcome, accepted_at, started_at, ended_at from slice_attempt where slice_id = $1',
      [offer.sliceId],
    );
    expect(rows).toEqual([
      { outcome: 'finished', accepted_at: expect.any(Date), started_at: expect.any(Date), ended_at: expect.any(Date) },
    ]);
  });

  it('count once, however often and however close together they arrive', async () => {
    const { appliance, offer } = await offered();
    const draft = { kind: 'host' as const, ...about(offer), result: hostOf('10.0.0.1'), messageId: randomUUID() };
    const answers = await Promise.all([appliance.report(draft, draft), appliance.report(draft), appliance.report(draft)]);
    expect(new Set(answers.flatMap((answer) => answer.accepted))).toEqual(new Set([draft.messageId]));
    expect(agents.told).toEqual(['host 10.0.0.1']);
  });

  it('for a slice of somebody else are refused and leave no trace', async () => {
    const { appliance, offer } = await offered();
    const stranger = await agents.newAppliance({ promptDelivery: false });
    const messageId = randomUUID();
    const report = { kind: 'failed' as const, ...about(offer), reason: 'sabotage', messageId };
    const refused = await stranger.report(report, { kind: 'finished', sliceId: randomUUID(), attempt: 1 });
    expect(refused.refused.map((one) => one.code)).toEqual(['slice-unknown', 'slice-unknown']);
    expect([agents.told, (await sliceOf(offer.sliceId))?.state]).toEqual([[], 'leased']);
    // Neither did the stranger take the message id of the real one.
    expect((await appliance.report(report)).accepted).toEqual([messageId]);
    expect(agents.told).toEqual(['ended failed']);
  });

  it('that break a rule do not stop the others', async () => {
    const { appliance, offer } = await offered();
    const good = { kind: 'progress', ...about(offer), messageId: randomUUID(), at: agents.clock.now(), hostsDone: 0, hostsTotal: 1 };
    const bad = { ...good, messageId: randomUUID(), kind: 'dance' };
    const answer = await appliance.send('/agent/v1/reports', { reports: [bad, good] });
    expect(await answer.json()).toMatchObject({
      accepted: [good.messageId],
      refused: [{ messageId: bad.messageId, code: 'report-invalid' }],
    });
    expect((await appliance.send('/agent/v1/reports', { reports: [{ kind: 'progress' }] })).status).toBe(400);
  });

  it('that cannot be stored, or are about a foreign host, are refused alone', async () => {
    const { appliance, offer } = await offered();
    const answer = await appliance.report(
      { kind: 'started', ...about(offer), engine: 'connect' },
      { kind: 'host', ...about(offer), result: hostOf('10.0.0.1', { hostname: 'unstorable' }) },
      { kind: 'host', ...about(offer), result: hostOf('192.0.2.1') },
      { kind: 'host', ...about(offer), result: hostOf('10.0.0.1') },
    );
    expect(answer.refused.map((one) => one.code)).toEqual(['report-invalid', 'host-not-in-slice']);
    expect(answer.accepted.length).toBe(2);
    const { rowCount } = await agents.database.pool.query('select 1 from host_result where slice_id = $1', [offer.sliceId]);
    expect(rowCount).toBe(1);
  });

  it('of a slice that has ended are over', async () => {
    const { appliance, offer } = await offered();
    await appliance.report({ kind: 'finished', ...about(offer) });
    const answer = await appliance.report(
      { kind: 'host', ...about(offer), result: hostOf('10.0.0.1') },
      { kind: 'finished', ...about(offer) },
    );
    expect(answer.refused.map((one) => one.code)).toEqual(['slice-over']);
    expect(answer.accepted.length).toBe(1);
  });
});

it('a platform that stops answers every held poll, to be asked again soon', async () => {
  const own = await testAgents();
  const appliance = await own.newAppliance();
  const hold = own.nextHold();
  const answer = appliance.poll({ wait: true });
  await hold;
  expect(own.appliances.heldPolls()).toBe(1);
  own.appliances.close();
  const { nextPollInMs } = await answer;
  expect(nextPollInMs).toBeGreaterThanOrEqual(1000);
  expect(nextPollInMs).toBeLessThan(5000);
  await own.close();
});
