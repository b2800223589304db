import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_TYPE, commandClaims } from '#protocol/command';
import type { Actor } from '../../../domain/identity/role.ts';
import { instant } from '../../../domain/time/instant.ts';
import type { AgentSpeaker } from '../../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../../testing/test-agents.ts';
import type { NewCommand } from './service.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());

const manager = { userId: 'u', name: 'Mara Okafor', email: 'u@example.org', role: 'manager', primaryContact: true } satisfies Actor;
const network = (readAt = agents.clock.now()) => ({
  readAt,
  interfaces: [{ name: 'eth0', up: true, addresses: ['10.20.0.5/24'], own: false }],
  routes: [
    { destination: '0.0.0.0/0', gateway: '10.20.0.1', device: 'eth0', own: false },
    { destination: '10.61.0.0/16', gateway: '10.20.0.1', device: 'eth0', own: true, name: 'Old' },
  ],
  platform: { address: '10.99.0.10', gateway: '10.20.0.1', device: 'eth0' },
});
const ROUTES = { kind: 'routes' as const, routes: [{ destination: '10.30.0.0/16', gateway: '10.20.0.1', name: 'Branch' }] };

const service = () => agents.appliances.commands;
const send = (appliance: AgentSpeaker, order: NewCommand = ROUTES) => service().create(manager, appliance.id, order);
const stateOf = async (appliance: AgentSpeaker, id: string) => {
  const { state, reason } = await service().get(appliance.id, id);
  return reason === undefined ? state : `${state}: ${reason}`;
};
/** A plain poll of an appliance that knows commands. */
const poll = (
  appliance: AgentSpeaker,
  commands: { id: string; state: 'delivered' | 'running' | 'succeeded' | 'failed'; reason?: string }[] = [],
  more: object = {},
) => appliance.poll({ commands: commands.map((one) => ({ ...one, at: agents.clock.now() })), ...more });
const newAppliance = () => agents.newAppliance({ promptDelivery: false });

async function claimsOf(jws: string) {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const { platformKey } = (await (await agents.fetch('/agent/v1/configuration')).json()) as { platformKey: string };
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: platformKey }, format: 'jwk' });
  expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'EdDSA', typ: COMMAND_TYPE, kid: platformKey });
  return commandClaims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

describe('a command', () => {
  it('goes to a held poll at once, signed, and comes again until the appliance says that it has it', async () => {
    const appliance = await agents.newAppliance();
    const hold = agents.nextHold();
    const answer = appliance.poll({ wait: true, commands: [] });
    await hold;
    const { id, state } = await send(appliance);
    expect(state).toBe('queued');
    const { commands = [] } = await answer;
    expect(await claimsOf(commands[0]!)).toEqual({
      ...{ jti: id, aud: appliance.id, ...ROUTES },
      ...{ iat: agents.clock.now() / 1000, exp: agents.clock.now() / 1000 + 3600 },
    });
    expect(await stateOf(appliance, id)).toBe('delivered');
    expect((await poll(appliance)).commands).toHaveLength(1);
    const taken = await poll(appliance, [{ id, state: 'delivered' }]);
    expect([taken.commands, taken.noted]).toEqual([undefined, [{ id, state: 'delivered' }]]);
    expect((await poll(appliance, [{ id, state: 'running' }])).noted).toEqual([{ id, state: 'running' }]);
    await poll(appliance, [{ id, state: 'succeeded' }]);
    expect(await stateOf(appliance, id)).toBe('succeeded');
    // The answer was lost: it says so again, and is heard without anything happening.
    expect((await poll(appliance, [{ id, state: 'succeeded' }])).noted).toEqual([{ id, state: 'succeeded' }]);
    const audit = await agents.database.pool.query('select action from audit_entry where object_id = $1 order by action', [appliance.id]);
    expect(audit.rows.map((row: { action: string }) => row.action).slice(0, 2)).toEqual([
      'appliance.command-sent',
      'appliance.command-succeeded',
    ]);
  });

  it('waits for the one before it', async () => {
    const appliance = await newAppliance();
    const first = await send(appliance, { kind: 'update' });
    agents.clock.advance(1);
    const second = await send(appliance);
    expect((await poll(appliance)).commands).toHaveLength(1);
    expect((await poll(appliance, [{ id: first.id, state: 'running' }])).commands).toBeUndefined();
    const after = await poll(appliance, [{ id: first.id, state: 'failed', reason: 'No updater' }]);
    expect((await claimsOf(after.commands![0]!)).jti).toBe(second.id);
    expect(await stateOf(appliance, first.id)).toBe('failed: No updater');
  });

  it('is not given to an appliance that says nothing of commands', async () => {
    const appliance = await newAppliance();
    await send(appliance);
    expect((await appliance.poll()).commands).toBeUndefined();
  });

  it('is canceled while it waits, and not once it is out', async () => {
    const appliance = await newAppliance();
    const { id } = await send(appliance);
    expect(await service().cancel(manager, appliance.id, id)).toMatchObject({ state: 'canceled' });
    await expect(service().cancel(manager, appliance.id, id)).rejects.toThrow('canceled already');
    const other = await send(appliance);
    await poll(appliance);
    await expect(service().cancel(manager, appliance.id, other.id)).rejects.toThrow('cannot be called back');
  });

  it('expires when it is not begun; a reboot that does not come back has failed', async () => {
    const [silent, rebooting] = [await newAppliance(), await newAppliance()];
    const waits = await send(silent);
    const reboot = await send(rebooting, { kind: 'reboot' });
    await poll(rebooting);
    await poll(rebooting, [{ id: reboot.id, state: 'running' }]);
    expect(await service().expire()).toBeGreaterThan(agents.clock.now());
    agents.clock.advance(3_600_000);
    await service().expire();
    expect(await stateOf(silent, waits.id)).toBe('expired: The appliance did not begin in time');
    expect(await stateOf(rebooting, reboot.id)).toBe('failed: The appliance did not come back in time');
    expect((await poll(silent)).commands).toBeUndefined();
  });

  it('of rebooting has succeeded with a new boot id alone', async () => {
    const appliance = await newAppliance();
    const again = async (bootId: string) => {
      const { id } = await send(appliance, { kind: 'reboot' });
      await poll(appliance);
      await poll(appliance, [{ id, state: 'running' }]);
      await poll(appliance, [{ id, state: 'succeeded' }], { bootId });
      return stateOf(appliance, id);
    };
    expect(await again('boot-1')).toMatch(/^failed: .*the same start as before/);
    expect(await again('boot-2')).toBe('succeeded');
  });

  it('of another appliance is not moved by this one', async () => {
    const [owner, stranger] = [await newAppliance(), await newAppliance()];
    const { id } = await send(owner);
    await poll(stranger, [{ id, state: 'succeeded' }]);
    expect(await stateOf(owner, id)).toBe('queued');
  });

  it('ends with the appliance that is retired', async () => {
    const appliance = await newAppliance();
    const { id } = await send(appliance);
    await agents.appliances.service.retire(manager, { id: appliance.id });
    expect(await stateOf(appliance, id)).toBe('canceled: The appliance was retired');
    await expect(send(appliance)).rejects.toThrow('is retired');
  });

  it('is forgotten a year after its end', async () => {
    const [tired, busy] = [await newAppliance(), await newAppliance()];
    await send(tired);
    await agents.appliances.service.retire(manager, { id: tired.id });
    const count = async (appliance: AgentSpeaker) => (await service().list({ id: appliance.id, limit: 10 })).total.count;
    agents.clock.advance(365 * 86_400_000);
    await send(busy);
    await agents.appliances.upkeep.forgetCommands();
    expect([await count(tired), await count(busy)]).toEqual([1, 1]);
    agents.clock.advance(1);
    await agents.appliances.upkeep.forgetCommands();
    expect([await count(tired), await count(busy)]).toEqual([0, 1]);
  });
});

describe('the network of an appliance', () => {
  it('is kept as it is told, newest first, and judges what is sent', async () => {
    const appliance = await newAppliance();
    await poll(appliance, [], { network: network() });
    await poll(appliance, [], { network: { ...network(instant(0)), interfaces: [] } });
    expect(await service().network(appliance.id)).toMatchObject({
      interfaces: [{ name: 'eth0' }],
      routes: [{ destination: '10.61.0.0/16', gateway: '10.20.0.1', name: 'Old' }],
      otherRoutes: [{ destination: '0.0.0.0/0' }],
    });
    const wrong = { kind: 'routes' as const, routes: [{ destination: '10.99.0.10/32', gateway: '10.77.0.1', name: '$(reboot)' }] };
    const issues = ['route-to-platform', 'gateway-unreachable', 'name-invalid'];
    await expect(send(appliance, wrong)).rejects.toMatchObject({
      reason: { code: 'invalid-input', issues: issues.map((code) => ({ code })) },
    });
    const vlans = [
      { id: 7, address: '10.7.0.5/24' },
      { id: 7, address: '10.7.0.6/24' },
      { id: 8, address: '10.20.0.77/16' },
    ];
    await expect(send(appliance, { kind: 'vlans', vlans })).rejects.toMatchObject({
      reason: { issues: ['vlan-id-repeated', 'network-overlaps', 'network-overlaps'].map((code) => ({ code })) },
    });
    const many = Array.from({ length: 5000 }, (_, n) => ({ destination: `10.${n >> 8}.${n & 255}.0/24`, gateway: '10.20.0.1' }));
    await expect(send(appliance, { kind: 'routes', routes: many })).rejects.toMatchObject({
      reason: { issues: [{ path: ['routes'], code: 'too-many-entries' }] },
    });
    expect((await service().list({ id: appliance.id, limit: 10 })).total.count).toBe(0);
  });

  it('tells beforehand, for each appliance, how a command will go; what cannot be sent is left out', async () => {
    const [there, retired] = [await newAppliance(), await newAppliance()];
    await poll(there, [], { network: network() });
    await agents.appliances.service.retire(manager, { id: retired.id });
    const fresh = await agents.appliances.service.create(null, { name: 'not-bound-yet' });
    const orders = { ...ROUTES, applianceIds: [there.id, retired.id, fresh.id] };
    const { rows } = await service().preview(orders);
    const byId = new Map(rows.map((row) => [row.applianceId, row]));
    expect(byId.get(there.id)).toMatchObject({
      outcome: 'now',
      text: expect.stringMatching(
        /^Delivered at its next poll, in about \d+ s \(prompt delivery off\)\. If the appliance cannot reach this console within 60 s/,
      ),
      changes: [
        { change: 'added', line: '10.30.0.0/16 via 10.20.0.1 dev eth0' },
        { change: 'removed', line: '10.61.0.0/16 via 10.20.0.1 dev eth0' },
      ],
    });
    expect([byId.get(retired.id)?.outcome, byId.get(fresh.id)?.outcome]).toEqual(['impossible', 'impossible']);
    const sent = await service().createMany(manager, orders);
    expect(sent.rows.filter((row) => row.command !== undefined).map((row) => row.applianceId)).toEqual([there.id]);
    agents.clock.advance(3 * 3_600_000);
    const later = await service().preview({ kind: 'reboot', applianceIds: [there.id] });
    expect(later.rows[0]).toMatchObject({
      outcome: 'queued',
      text: expect.stringMatching(/^Queued: scanner-\d+ is offline\. .* Another command is before it/),
    });
  });
});
