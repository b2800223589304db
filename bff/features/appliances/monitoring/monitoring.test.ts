import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS, plus, toIso } from '../../../domain/time/instant.ts';
import { tables } from '../../../storage/database.ts';
import type { AgentSpeaker } from '../../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../../testing/test-agents.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());

const PATH = '/agent/v1/log';
const entry = (number: number, more = {}) => {
  const now = agents.clock.now();
  return { number, at: now, machineAt: now, level: 'info', code: 'command', message: `Entry ${number}.`, ...more };
};
const send = async (agent: AgentSpeaker, stream: string, ...entries: unknown[]) => {
  const answer = await agent.send(PATH, { stream, entries });
  return { status: answer.status, body: (await answer.json()) as { acknowledged?: number; code?: string } };
};
const numbers = async ({ id }: AgentSpeaker) =>
  (await agents.appliances.monitoring.search.list({ limit: 50, sort: 'at:asc' }, id)).items.map((one) => one.number).sort((a, b) => a - b);

test('entries are kept once and in order: repeats change nothing, what does not follow is asked for again, told losses count', async () => {
  const agent = await agents.newAppliance({ promptDelivery: false });
  const stream = randomUUID();
  expect((await send(agent, stream, entry(1), entry(2))).body.acknowledged).toBe(2);
  expect((await send(agent, stream, entry(1), entry(2), entry(3))).body.acknowledged).toBe(3);
  expect((await send(agent, stream, entry(7))).body.acknowledged).toBe(3);
  expect((await send(agent, stream, entry(7, { lost: 3 }))).body.acknowledged).toBe(7);
  expect(await numbers(agent)).toEqual([1, 2, 3, 7]);
});

test('the log of one appliance is never that of another, whatever stream it names', async () => {
  const [agent, other] = [await agents.newAppliance({ promptDelivery: false }), await agents.newAppliance({ promptDelivery: false })];
  const stream = randomUUID();
  await send(agent, stream, entry(1), entry(2));
  expect((await send(other, stream, entry(3))).body.acknowledged).toBe(0);
  expect((await send(other, stream, entry(1, { message: 'Of the other.' }))).body.acknowledged).toBe(1);
  expect((await send(agent, stream, entry(3))).body.acknowledged).toBe(3);
  expect([await numbers(agent), await numbers(other)]).toEqual([[1, 2, 3], [1]]);
  const forged = JSON.stringify({ stream, entries: [entry(4)] });
  const answer = await agent.send(PATH, forged, { token: await other.token(PATH, forged, { sub: agent.id }) });
  expect([answer.status, await numbers(agent)]).toEqual([401, [1, 2, 3]]);
});

test('the CSV holds exactly the view: filter, span, order and columns', async () => {
  const agent = await agents.newAppliance({ promptDelivery: false, name: '=csv "quoted"; $(reboot)' });
  const start = agents.clock.now();
  await send(
    agent,
    randomUUID(),
    ...[1, 2, 3, 4].map((n) => entry(n, { at: start - n * MINUTE_MS, level: n === 3 ? 'info' : 'warn', message: `At minute ${n}.` })),
  );
  const { search } = agents.appliances.monitoring;
  const view = {
    query: 'level:warn appliance:csv',
    sort: 'at:asc',
    from: toIso(plus(start, -4 * MINUTE_MS)),
    to: toIso(plus(start, -MINUTE_MS)),
  };
  expect((await search.list({ ...view, limit: 10 })).items.map(({ message }) => message)).toEqual(['At minute 4.', 'At minute 2.']);
  const { body } = await search.export({ ...view, columns: 'message,level' });
  expect((await body.text()).replace('\ufeff', '').split('\r\n')).toEqual([
    'message,details,level',
    'At minute 4.,,warn',
    'At minute 2.,,warn',
    '',
  ]);
  const names = await (await search.export({ ...view, columns: 'appliance' })).body.text();
  // No spreadsheet takes the name for a formula.
  expect(names).toContain(`"'=csv ""quoted""; $(reboot)"`);
  await expect(search.list({ limit: 1, from: view.to, to: view.from })).rejects.toMatchObject({
    reason: { issues: [{ path: ['to'], code: 'span-empty' }] },
  });
});

test('half a message, a body of 100 MB and a time two days ahead: refused, refused, and kept beside the time of arrival', async () => {
  const agent = await agents.newAppliance({ promptDelivery: false });
  expect((await agent.send(PATH, '{"stream":"')).status).toBe(400);
  expect((await agent.send(PATH, 'x'.repeat(2 * 1024 * 1024))).status).toBe(413);
  const ahead = plus(agents.clock.now(), 2 * DAY_MS);
  await send(agent, randomUUID(), entry(1, { at: ahead, machineAt: ahead }));
  const [kept] = (await agents.appliances.monitoring.search.list({ limit: 5 }, agent.id)).items;
  expect(kept).toMatchObject({ at: toIso(agents.clock.now()), machineAt: toIso(ahead) });
});

test('an appliance that goes silent is told of once, and once when it is back, with how long it was away', async () => {
  const agent = await agents.newAppliance({ promptDelivery: false, name: 'silent-one' });
  const { alerts } = agents.appliances.monitoring;
  const told = async () =>
    (
      await agents.database.db.execute<{ event: string }>(
        sql`select event from notice where schedule_title = 'silent-one' order by owed_at`,
      )
    ).rows.map(({ event }) => event);
  await agent.poll();
  for (let minute = 0; minute < 15; minute += 1) {
    agents.clock.advance(MINUTE_MS);
    await alerts();
    if (minute === 3) expect(await told()).toEqual([]);
  }
  expect(await told()).toEqual(['appliance-offline']);
  await agent.poll();
  await alerts();
  await alerts();
  expect(await told()).toEqual(['appliance-offline', 'appliance-back']);
});

test('log, clocks and updates are forgotten when they have been kept as long as the settings say', async () => {
  const agent = await agents.newAppliance({ promptDelivery: false });
  const { monitoring } = agents.appliances;
  await send(agent, randomUUID(), entry(1));
  await agent.poll({ updates: [{ package: 'scand', state: 'installed', to: '1.1.0', at: agents.clock.now() }] });
  const kept = async () => [
    (await monitoring.search.list({ limit: 5 }, agent.id)).items.length,
    await agents.database.db.$count(tables.applianceUpdate, eq(tables.applianceUpdate.applianceId, agent.id)),
  ];
  agents.clock.advance(30 * DAY_MS);
  await monitoring.forgetOld();
  expect(await kept()).toEqual([1, 1]);
  agents.clock.advance(1);
  await monitoring.forgetOld();
  expect(await kept()).toEqual([0, 0]);
});

test('a reboot that was ordered is no alert for a quarter of an hour, and of a retired appliance nobody hears that it is back', async () => {
  const actor = { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true } as const;
  const { alerts } = agents.appliances.monitoring;
  const agent = await agents.newAppliance({ promptDelivery: false, name: 'rebooting' });
  const told = async () =>
    (
      await agents.database.db.execute<{ event: string }>(sql`select event from notice where schedule_title = 'rebooting' order by owed_at`)
    ).rows.map(({ event }) => event);
  await agents.appliances.commands.create(actor, agent.id, { kind: 'reboot' });
  const { commands = [] } = await agent.poll({ commands: [] });
  expect(commands).toHaveLength(1);
  for (let minute = 1; minute <= 20; minute += 1) {
    agents.clock.advance(MINUTE_MS);
    await alerts();
    if (minute === 14) expect(await told()).toEqual([]);
  }
  expect(await told()).toEqual(['appliance-offline']);
  await agents.appliances.service.retire(actor, { id: agent.id });
  await alerts();
  await alerts();
  expect(await told()).toEqual(['appliance-offline']);
});
