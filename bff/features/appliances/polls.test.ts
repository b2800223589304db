import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SliceOffer } from '#protocol/slice';
import type { AgentSpeaker } from '../../testing/agent-speaker.ts';
import { registerAgent } from '../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../testing/test-agents.ts';

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
async function held(appliance: AgentSpeaker, slots = 2) {
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
const idle = { slices: [], control: [] };

const manager = { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true } as const;

describe('a plain poll', () => {
  it('is answered at once and sent to its own phase of the interval, which it keeps', async () => {
    const appliance = await agents.newAppliance({ promptDelivery: false });
    const first = await appliance.poll({ wait: true });
    expect(first).toEqual({ serverTime: agents.clock.now(), nextPollInMs: expect.any(Number), ...idle });
    expect(first.nextPollInMs).toBeGreaterThanOrEqual(19_000);
    expect(first.nextPollInMs).toBeLessThan(209_000);
    agents.clock.advance(first.nextPollInMs);
    expect((await appliance.poll()).nextPollInMs).toBe(190_000);
    const { state, nextPollAt } = await agents.appliances.service.get(null, appliance.id);
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
    expect(await agents.appliances.service.get(null, appliance.id)).toMatchObject({
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
    const { revision } = await agents.appliances.service.get(null, appliance.id);
    await agents.appliances.service.change(manager, { id: appliance.id, revision, pollIntervalSeconds: 60 });
    expect((await answer).configuration).toMatchObject({ revision: revision + 1, pollIntervalSeconds: 60 });
  });

  it('ends when the appliance is retired', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    const refused = expect(answer).rejects.toThrow('appliance-retired');
    await agents.appliances.service.retire(manager, { id: appliance.id });
    await refused;
  });

  it('ends when another machine takes the place of the appliance, or has taken it', async () => {
    const appliance = await agents.newAppliance();
    const { answer } = await held(appliance);
    const refused = expect(answer).rejects.toThrow('appliance-unknown');
    await agents.appliances.service.replace(manager, appliance.id);
    await refused;
    const bound = await agents.newAppliance();
    const { personalizationCode } = await agents.appliances.service.renewCode(manager, bound.id);
    const { revision } = await agents.appliances.service.get(null, bound.id);
    const holding = agents.nextHold();
    const over = expect(bound.poll({ wait: true, configurationRevision: revision })).rejects.toThrow('appliance-unknown');
    await holding;
    await registerAgent({ url: agents.url, now: agents.clock.now }, personalizationCode);
    await over;
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
