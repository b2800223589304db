import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CommandClaims } from '../../protocol/command.ts';
import { buildPrograms } from '../../testing/build-programs.ts';
import { type CommandNetwork, makeCommandNetwork, whyNoCommandNetwork } from '../../testing/command-network.ts';
import { type FakePlatform, PERSCODE, startFakePlatform } from '../../testing/fake-platform.ts';
import { claimsOf, newPlatformKey, signOrder } from '../../testing/platform-orders.ts';
import { type RunningProgram, startProgram } from '../../testing/running-program.ts';

// The real program in a namespace of its own, with the real `ip`, told by a platform that follows the wire.
const reason = whyNoCommandNetwork();
if (reason !== undefined) console.info(`SKIPPED: commands are not proved on a real network here: ${reason}.`);

describe.skipIf(reason !== undefined)('commands on a real network', () => {
  let folder: string;
  let program: string;
  let data: string;
  let platform: FakePlatform;
  let network: CommandNetwork;
  let running: RunningProgram[] = [];
  let enrolled: { readonly folder: string; readonly publicKey: string | undefined } | undefined;
  const { privateKey, platformKey } = newPlatformKey();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agents-commands-'));
    program = await buildPrograms(folder);
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    data = await mkdtemp(join(folder, 'data-'));
    platform = await startFakePlatform();
    platform.change({ platformKey });
    network = await makeCommandNetwork(`wbc${process.pid % 10_000}`, data, Number(new URL(platform.url).port));
  });
  afterEach(async () => {
    for (const each of running) {
      each.kill('SIGKILL');
      await each.ended;
    }
    running = [];
    await network.tearDown();
    await platform.close();
  });

  const start = (words: readonly string[], through: readonly string[] = []) => {
    const started = startProgram(program, [...words, '--data', data], {}, [...network.through, ...through]);
    running.push(started);
    return started;
  };
  const run = (words: readonly string[] = [], through: readonly string[] = []) => start(['run', '--undo-after', '2', ...words], through);
  /** Registered once; the others start with a copy of what it left. */
  const enrol = async () => {
    const isFile = (path: string) => !path.endsWith('.sock');
    if (enrolled !== undefined) {
      await cp(enrolled.folder, data, { recursive: true, filter: isFile });
      return platform.change({ publicKey: enrolled.publicKey, codeState: 'used' });
    }
    expect(await start(['register', '--server', network.server, '--perscode', PERSCODE]).ended).toBe(0);
    enrolled = { folder: join(folder, 'enrolled'), publicKey: platform.state.publicKey };
    await cp(data, enrolled.folder, { recursive: true, filter: isFile });
  };
  const begin = async (words: readonly string[] = [], through: readonly string[] = []) => {
    await enrol();
    const appliance = run(words, through);
    await platform.until(() => platform.polls.length > 0);
    return appliance;
  };
  const send = (order: Partial<CommandClaims> & Pick<CommandClaims, 'kind'>): string => {
    const claims = claimsOf(order);
    platform.change({ orders: [signOrder(claims, privateKey)] });
    return claims.jti;
  };
  const statesOf = (id: string) => platform.told.filter((one) => one.id === id).map((one) => one.state);
  const untilTold = (id: string, ...states: string[]) =>
    platform.until(() => platform.told.some((one) => one.id === id && states.includes(one.state)));
  const endOf = async (id: string) => {
    await untilTold(id, 'succeeded', 'failed');
    const { state, reason: why } = platform.told.findLast((one) => one.id === id) ?? {};
    return why === undefined ? state : `${state}: ${why}`;
  };
  /** Our routes, read back from the kernel. */
  const routes = () =>
    (JSON.parse(network.ip('-j', 'route', 'show', 'proto', '119')) as { dst: string; gateway: string; dev: string }[]).map(
      ({ dst, gateway, dev }) => `${dst} via ${gateway} dev ${dev}`,
    );
  const FIRST = {
    kind: 'routes' as const,
    routes: [
      { destination: '10.30.0.0/16', gateway: '10.88.0.254', name: 'Branch' },
      { destination: '10.44.0.0/21', gateway: '10.88.0.254', metric: 100 },
    ],
  };

  test('a list of routes is set, read back, told, and replaced as a whole; routes of the machine stay', async () => {
    network.ip('route', 'add', '10.200.0.0/16', 'via', '10.88.0.77');
    await begin();
    const first = send(FIRST);
    expect(await endOf(first)).toBe('succeeded');
    expect(statesOf(first).at(-1)).toBe('succeeded');
    expect(routes()).toEqual(['10.30.0.0/16 via 10.88.0.254 dev eth0', '10.44.0.0/21 via 10.88.0.254 dev eth0']);
    await platform.until(() => platform.polls.some((poll) => poll.network?.routes.some((route) => route.name === 'Branch')));
    const facts = platform.polls.findLast((poll) => poll.network !== undefined)?.network;
    expect(facts).toMatchObject({
      platform: { address: '10.88.0.1', device: 'eth0' },
      interfaces: expect.arrayContaining([expect.objectContaining({ name: 'eth0', addresses: ['10.88.0.2/24'] })]),
    });
    expect(await endOf(send({ kind: 'routes', routes: [{ destination: '172.18.40.0/22', gateway: '10.88.0.253' }] }))).toBe('succeeded');
    expect(routes()).toEqual(['172.18.40.0/22 via 10.88.0.253 dev eth0']);
    // One that the machine has by itself: nothing of the list stays.
    const taken = await endOf(
      send({
        kind: 'routes',
        routes: [
          { destination: '10.9.0.0/16', gateway: '10.88.0.253' },
          { destination: '10.200.0.0/16', gateway: '10.88.0.254' },
        ],
      }),
    );
    expect(taken).toMatch(/^failed: ip route add 10\.200\.0\.0\/16 .*of its own.*The former lists are back\.$/);
    expect(routes()).toEqual(['172.18.40.0/22 via 10.88.0.253 dev eth0']);
    expect(network.ip('route', 'show', '10.200.0.0/16')).toContain('via 10.88.0.77');
  }, 60_000);

  test('a route that cuts the platform off is undone by itself, and told; also when the program is killed meanwhile', async () => {
    const appliance = await begin();
    expect(await endOf(send(FIRST))).toBe('succeeded');
    const before = routes();
    const dead = { kind: 'routes' as const, routes: [{ destination: '10.88.0.0/25', gateway: '10.88.0.254' }] };
    expect(await endOf(send(dead))).toMatch(
      /^failed: The platform could not be reached within 2 s of the change\. The former lists are back\.$/,
    );
    expect(routes()).toEqual(before);
    const killed = send(dead);
    await expect.poll(routes, { timeout: 10_000, interval: 20 }).toEqual(['10.88.0.0/25 via 10.88.0.254 dev eth0']);
    appliance.kill('SIGKILL');
    await appliance.ended;
    expect(routes()).toHaveLength(1);
    run();
    expect(await endOf(killed)).toBe('failed: The appliance ended before the change was proven. The former lists are back.');
    expect(routes()).toEqual(before);
  }, 60_000);

  test('proven lists are set again when the machine has lost them', async () => {
    const appliance = await begin();
    expect(await endOf(send(FIRST))).toBe('succeeded');
    appliance.kill('SIGTERM');
    await appliance.ended;
    network.ip('route', 'flush', 'proto', '119');
    const polls = platform.polls.length;
    run();
    await platform.until(() => platform.polls.length > polls);
    expect(routes()).toHaveLength(2);
  }, 60_000);

  test('forged, expired, foreign and repeated commands change nothing', async () => {
    await begin();
    const order = { kind: 'routes' as const, routes: FIRST.routes };
    platform.change({
      orders: [
        signOrder(claimsOf(order), newPlatformKey().privateKey),
        signOrder({ ...claimsOf(order), exp: Math.floor(Date.now() / 1000) - 1 }, privateKey),
        signOrder({ ...claimsOf(order), aud: '0192f000-0000-7000-8000-0000000000ff' }, privateKey),
      ],
    });
    const good = claimsOf({ kind: 'routes', routes: [] });
    await platform.until(() => platform.polls.length > 1);
    platform.change({ orders: [signOrder(good, privateKey)] });
    expect(await endOf(good.jti)).toBe('succeeded');
    expect([routes(), new Set(platform.told.map((one) => one.id))]).toEqual([[], new Set([good.jti])]);
    const first = claimsOf(FIRST);
    platform.change({ orders: [signOrder(first, privateKey)] });
    await endOf(first.jti);
    expect(await endOf(send({ kind: 'routes', routes: [] }))).toBe('succeeded');
    const polls = platform.polls.length;
    platform.change({ orders: [signOrder(first, privateKey)] });
    await platform.until(() => platform.polls.length > polls + 1);
    expect(routes()).toEqual([]);
  }, 60_000);

  test('without the right to change the network it says so, and nothing is half done', async () => {
    await begin([], ['setpriv', '--bounding-set=-net_admin', '--inh-caps=-net_admin']);
    expect(await endOf(send(FIRST))).toMatch(/^failed: ip route add .*run it as root, or with CAP_NET_ADMIN/);
    expect(routes()).toEqual([]);
  }, 60_000);

  test('VLANs are set and read back where the kernel knows them; where not, that is said and nothing is half done', async () => {
    await begin();
    const order = send({ kind: 'vlans', vlans: [{ id: 217, address: '10.21.7.5/24', name: 'Store floor' }] });
    const end = await endOf(order);
    if (!network.knowsVlans) {
      console.info('SKIPPED: VLANs are not proved on a real kernel here: this one has no 802.1Q. What it answers then is.');
      expect(end).toMatch(/^failed: ip link add .*knows no VLANs \(802\.1Q\).*The former lists are back\.$/);
      expect(JSON.parse(network.ip('-j', 'link', 'show'))).toHaveLength(2);
      return;
    }
    expect(end).toBe('succeeded');
    expect(JSON.parse(network.ip('-j', 'addr', 'show', 'dev', 'vlan217'))).toMatchObject([
      { ifname: 'vlan217', link: 'eth0', ifalias: 'watchbill Store floor', addr_info: [{ local: '10.21.7.5', prefixlen: 24 }] },
    ]);
    expect(await endOf(send({ kind: 'vlans', vlans: [] }))).toBe('succeeded');
    expect(JSON.parse(network.ip('-j', 'link', 'show'))).toHaveLength(2);
  }, 60_000);

  test('a reboot runs the configured command, and has succeeded when the machine has started anew', async () => {
    const bootIdFile = join(data, 'boot-id');
    const command = join(data, 'reboot');
    writeFileSync(bootIdFile, 'boot-1\n');
    writeFileSync(command, `#!/bin/sh\necho "$@" > ${data}/rebooted\n`);
    chmodSync(command, 0o755);
    const words = ['--reboot-command', `${command} now`, '--boot-id-file', bootIdFile];
    const appliance = await begin(words);
    const again = async (bootId: string) => {
      const id = send({ kind: 'reboot' });
      await untilTold(id, 'running');
      await expect
        .poll(() => readFileSync(join(data, 'rebooted'), { encoding: 'utf8', flag: 'a+' }), { timeout: 20_000, interval: 50 })
        .toBe('now\n');
      (running.at(-1) ?? appliance).kill('SIGTERM');
      await (running.at(-1) ?? appliance).ended;
      await rm(join(data, 'rebooted'));
      writeFileSync(bootIdFile, `${bootId}\n`);
      run(words);
      return endOf(id);
    };
    expect(await again('boot-2')).toBe('succeeded');
    expect(await again('boot-2')).toBe('failed: The appliance started again, but the machine was not restarted.');
    writeFileSync(command, '#!/bin/sh\necho "Interactive authentication required." >&2\nexit 1\n');
    expect(await endOf(send({ kind: 'reboot' }))).toMatch(/^failed: .*Interactive authentication required\.$/);
  }, 90_000);
});
