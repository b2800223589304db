import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentProblem } from '#protocol/token';
import { oneOfEach } from '../../testing/agent-messages.ts';
import { problemCodeOf } from '../../testing/agent-problem.ts';
import { FACTS, newKey, pollOf } from '../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../testing/test-agents.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());
beforeEach(() => agents.clock.advance(16 * 60_000)); // past every wrong try of the test before

const register = (body: unknown) => agents.fetch('/agent/v1/register', { method: 'POST', body: JSON.stringify(body) });
const codeOf = (answer: Response) => problemCodeOf(answer, agents.clock.now());

describe('registration', () => {
  it('tells the platform key and the time to anybody', async () => {
    const answer = await agents.fetch('/agent/v1/configuration');
    const again = await agents.fetch('/agent/v1/configuration');
    const known = (await answer.json()) as { platformKey: string };
    expect(known).toEqual({ protocolVersion: 1, serverTime: agents.clock.now(), platformKey: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await again.json()).toEqual(known);
  });

  it('binds an appliance once: a second machine with the same code is refused, the same one is answered again', async () => {
    const { id, personalizationCode } = await agents.appliances.service.create(null, { name: 'lax-scan-01' });
    const { publicKey } = newKey();
    const first = await register({ perscode: personalizationCode, publicKey, facts: FACTS });
    expect(await first.json()).toMatchObject({
      applianceId: id,
      configuration: { name: 'lax-scan-01', pollIntervalSeconds: 190, promptDelivery: true },
    });
    expect(await codeOf(await register({ perscode: personalizationCode, publicKey: newKey().publicKey, facts: FACTS }))).toBe(
      '403 perscode-wrong',
    );
    const again = await register({ perscode: personalizationCode, publicKey, facts: FACTS });
    expect(await again.json()).toMatchObject({ applianceId: id });
    const view = await agents.appliances.service.get(null, id);
    expect(view).toMatchObject({ state: 'never-connected', hostName: 'scanner' });
    expect(view.codeExpiresAt).toBeUndefined();
  });

  it('keeps no code that can be read', async () => {
    const { personalizationCode } = await agents.appliances.service.create(null, { name: 'secret-keeper' });
    const { rows } = await agents.database.pool.query('select a::text as row from appliance a union all select e::text from audit_entry e');
    expect(rows.some((one) => one.row.includes(personalizationCode))).toBe(false);
  });

  it('refuses wrong, expired and replaced codes in the same words', async () => {
    const expired = await agents.appliances.service.create(null, { name: 'slow' });
    agents.clock.advance(3 * 86_400_000);
    const replaced = await agents.appliances.service.create(null, { name: 'renewed' });
    const renewed = await agents.appliances.service.renewCode(null, replaced.id);
    const { publicKey } = newKey();
    for (const perscode of ['00000000000000', expired.personalizationCode, replaced.personalizationCode]) {
      expect(await codeOf(await register({ perscode, publicKey, facts: FACTS }))).toBe('403 perscode-wrong');
    }
    expect((await register({ perscode: renewed.personalizationCode, publicKey, facts: FACTS })).status).toBe(200);
  });

  it('hears five wrong codes from an address, then none for 15 minutes, the right one included', async () => {
    const { personalizationCode } = await agents.appliances.service.create(null, { name: 'guessed' });
    const { publicKey } = newKey();
    const tries = Array.from({ length: 7 }, () => register({ perscode: '11111111111111', publicKey, facts: FACTS }));
    const statuses = (await Promise.all(tries)).map((answer) => answer.status).sort();
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 429]);
    const refused = await register({ perscode: personalizationCode, publicKey, facts: FACTS });
    expect(refused.headers.get('retry-after')).toBe('900');
    expect(await codeOf(refused)).toBe('429 too-many-attempts');
    agents.clock.advance(900_000);
    expect((await register({ perscode: personalizationCode, publicKey, facts: FACTS })).status).toBe(200);
  });

  it('binds a new machine in place of an old one, whose key is refused from then on', async () => {
    const old = await agents.newAppliance();
    await old.poll();
    const { personalizationCode } = await agents.appliances.service.renewCode(null, old.id);
    expect((await old.send('/agent/v1/poll', pollOf(agents.clock.now))).status).toBe(200);
    await register({ perscode: personalizationCode, publicKey: newKey().publicKey, facts: FACTS });
    for (const [path, body] of oneOfEach(agents.clock))
      expect([path, await codeOf(await old.send(path, body))]).toEqual([path, '401 token-invalid']);
  });

  it('names everything that is wrong with a registration', async () => {
    const answer = await register({ perscode: '12', publicKey: 'x' });
    const { issues } = agentProblem.parse(await answer.json());
    expect([answer.status, issues?.map((issue) => issue.path.join('.'))]).toEqual([400, ['perscode', 'publicKey', 'facts']]);
  });
});
