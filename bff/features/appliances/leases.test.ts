import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostResult } from '#protocol/report';
import type { SliceOffer } from '#protocol/slice';
import type { AgentSpeaker } from '../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../testing/test-agents.ts';
import { APPLIED_KEPT_MS } from './report-store.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());
beforeEach(async () => {
  await agents.database.pool.query(`update scan set state = 'canceled'; update slice set state = 'canceled'`);
  agents.told.length = 0;
});

const about = ({ sliceId, attempt }: SliceOffer) => ({ sliceId, attempt });
const slices = async () =>
  (await agents.database.pool.query<{ id: string; state: string; appliance_id: string | null; attempts: number }>('select * from slice'))
    .rows;
const sliceOf = async (id: string) => (await slices()).find((one) => one.id === id);
const hostOf = (address: string, more: Partial<HostResult> = {}): HostResult => ({
  ...{ address, alive: true, services: [], findings: [], startedAt: agents.clock.now(), finishedAt: agents.clock.now() },
  ...more,
});

describe('a lease', () => {
  const accept = async (appliance: AgentSpeaker) => {
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

  it('that an appliance gives back before it restarts goes to another at once', async () => {
    const [one, two] = [await plain(), await plain()];
    await agents.queueScan(1);
    const offer = await accept(one);
    await one.report({ kind: 'stopped', ...about(offer) });
    expect((await two.poll()).slices).toMatchObject([{ sliceId: offer.sliceId, attempt: 2 }]);
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

  it('out of their order, or of an attempt before: what happened counts once, and an end stays an end', async () => {
    const { appliance, offer } = await offered();
    const ref = about(offer);
    const host = { kind: 'host' as const, ...ref, result: hostOf('10.0.0.1') };
    const early = await appliance.report(host, { kind: 'started', ...ref, engine: 'connect' }, host);
    expect([early.accepted.length, early.refused]).toEqual([3, []]);
    expect((await appliance.report({ kind: 'progress', ...ref, attempt: 2, hostsDone: 1, hostsTotal: 1 })).refused).toMatchObject([
      { code: 'slice-unknown' },
    ]);
    const late = await appliance.report({ kind: 'finished', ...ref }, { kind: 'accepted', ...ref, slots: 2, slotsFree: 1 }, host);
    expect(late.refused.map((one) => one.code)).toEqual(['slice-over', 'slice-over']);
    expect((await sliceOf(offer.sliceId))?.state).toBe('done');
    const { rowCount } = await agents.database.pool.query('select 1 from host_result where slice_id = $1', [offer.sliceId]);
    expect(rowCount).toBe(1);
  });

  it('of a clock that is two days ahead tell of nothing that is still to come', async () => {
    const { appliance, offer } = await offered();
    const ahead = agents.clock.now() + 2 * 86_400_000;
    const of = { ...about(offer), at: ahead, messageId: randomUUID() };
    const result = { ...hostOf('10.0.0.1'), startedAt: ahead, finishedAt: ahead };
    const answer = await appliance.send('/agent/v1/reports', {
      reports: [
        { ...of, kind: 'accepted', slots: 2, slotsFree: 1 },
        { ...of, kind: 'started', engine: 'connect', messageId: randomUUID() },
        { ...of, kind: 'host', result, messageId: randomUUID() },
      ],
    });
    expect(await answer.json()).toMatchObject({ accepted: [{}, {}, {}].map(() => expect.any(String)), refused: [] });
    const { rows } = await agents.database.pool.query('select accepted_at, started_at from slice_attempt where slice_id = $1', [
      offer.sliceId,
    ]);
    const now = new Date(agents.clock.now());
    expect(rows).toEqual([{ accepted_at: now, started_at: now }]);
  });

  it('count once, however often and however close together they arrive', async () => {
    const { appliance, offer } = await offered();
    const draft = { kind: 'host' as const, ...about(offer), result: hostOf('10.0.0.1'), messageId: randomUUID() };
    const answers = await Promise.all([appliance.report(draft, draft), appliance.report(draft), appliance.report(draft)]);
    expect(new Set(answers.flatMap((answer) => answer.accepted))).toEqual(new Set([draft.messageId]));
    expect(agents.told).toEqual(['host 10.0.0.1']);
  });

  it('are remembered while their scan goes on, and forgotten a week after they came once it has ended', async () => {
    const { appliance, offer, scan } = await offered();
    const ref = about(offer);
    const host = { kind: 'host' as const, ...ref, result: hostOf('10.0.0.1'), messageId: randomUUID() };
    await appliance.report(host);
    const remembered = async () =>
      (await agents.database.pool.query('select 1 from applied_report where slice_id = $1', [offer.sliceId])).rowCount;
    agents.clock.advance(APPLIED_KEPT_MS + 1);
    await agents.appliances.upkeep.forgetReports();
    expect(await remembered()).toBe(1);
    await appliance.report(host, { kind: 'finished', ...ref });
    await agents.database.pool.query(`update scan set state = 'finished' where id = $1`, [scan.scanId]);
    await agents.appliances.upkeep.forgetReports();
    expect(await remembered()).toBe(1);
    agents.clock.advance(APPLIED_KEPT_MS);
    await agents.appliances.upkeep.forgetReports();
    expect(await remembered()).toBe(1);
    agents.clock.advance(1);
    await agents.appliances.upkeep.forgetReports();
    expect(await remembered()).toBe(0);
    // Repeated even so, nothing comes of it.
    expect((await appliance.report(host)).refused).toMatchObject([{ messageId: host.messageId, code: 'slice-over' }]);
    expect(agents.told.filter((one) => one.startsWith('host'))).toEqual(['host 10.0.0.1']);
  });

  it('for a slice of somebody else are refused and leave no trace', async () => {
    const { appliance, offer } = await offered();
    const stranger = await agents.newAppliance({ promptDelivery: false });
    const messageId = randomUUID();
    const report = { kind: 'failed' as const, ...about(offer), reason: 'sabotage', messageId };
    const leaseOf = async () =>
      (await agents.database.pool.query('select lease_expires_at from slice where id = $1', [offer.sliceId])).rows[0]?.lease_expires_at;
    const lease = await leaseOf();
    agents.clock.advance(1000);
    const refused = await stranger.report(
      report,
      { kind: 'host', ...about(offer), result: hostOf('10.0.0.1') },
      { kind: 'progress', ...about(offer), hostsDone: 1, hostsTotal: 1 },
      { kind: 'finished', sliceId: randomUUID(), attempt: 1 },
    );
    expect(refused.refused.map((one) => one.code)).toEqual(Array(4).fill('slice-unknown'));
    expect([agents.told, (await sliceOf(offer.sliceId))?.state]).toEqual([[], 'leased']);
    expect(await leaseOf()).toEqual(lease);
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
