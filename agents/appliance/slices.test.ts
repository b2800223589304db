import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AGENT_PATHS } from '../protocol/paths.ts';
import type { SliceOffer } from '../protocol/slice.ts';
import { buildPrograms } from '../testing/build-programs.ts';
import { type FakePlatform, PERSCODE, startFakePlatform } from '../testing/fake-platform.ts';
import { type Gate, openGate } from '../testing/gate.ts';
import { claimsOf, newPlatformKey, signOrder } from '../testing/platform-orders.ts';
import { type RunningProgram, startProgram } from '../testing/running-program.ts';

// The real, bundled appliance against a platform that follows the wire, with an engine that the test holds by the hand.
const HOSTS = ['10.9.0.1', '10.9.0.2', '10.9.0.3', '10.9.0.4'];
const SLICE = '0192f000-0000-7000-8000-00000000000a';
let folder: string;
let program: string;
let data: string;
let platform: FakePlatform;
let gate: Gate;
let running: RunningProgram[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-slices-'));
  program = await buildPrograms(folder);
  await copyFile('agents/testing/gate-engine.mjs', join(folder, 'scand.mjs'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  data = await mkdtemp(join(folder, 'data-'));
  gate = await openGate();
});
afterEach(async () => {
  for (const each of running) {
    each.kill('SIGKILL');
    await each.ended;
  }
  running = [];
  await platform.close();
  await gate.close();
});

const start = (...words: string[]) => {
  const started = startProgram(program, [...words, '--data', data], { GATE_URL: gate.url });
  running.push(started);
  return started;
};
const run = (...words: string[]) => start('run', '--slots', '2', '--max-load', '1000', ...words);

const begin = async (skewMs = 0, ...words: string[]) => {
  platform = await startFakePlatform({ skewMs });
  await start('register', '--server', platform.url, '--perscode', PERSCODE).ended;
  return run(...words);
};

const offer = (attempt = 1, sliceId = SLICE): SliceOffer => ({
  sliceId,
  scanId: '0192f000-0000-7000-8000-00000000000b',
  attempt,
  hosts: HOSTS.map((address) => ({ address })),
  profile: { engine: 'auto', ports: '80', intensity: 'normal', hostTimeoutSeconds: 30 },
  leaseExpiresAt: platform.now() + 600_000,
});
const kinds = () => platform.reports.filter((each) => each.kind !== 'progress').map((each) => each.kind);
const hosts = () => platform.reports.flatMap((each) => (each.kind === 'host' ? [each.result.address] : []));
const has = (kind: string) => () => platform.reports.some((each) => each.kind === kind);

test('kill -9 in the middle of a slice: after the restart each host is reported once', async () => {
  const first = await begin();
  platform.change({ offers: [offer()] });
  gate.say('go', '10.9.0.1', '10.9.0.2');
  await gate.untilAsked('10.9.0.3');
  await platform.until(() => hosts().length === 2);
  first.kill('SIGKILL');
  await first.ended;
  gate.say('go', ...HOSTS);
  run();
  await platform.until(has('finished'));
  expect(kinds()).toEqual(['accepted', 'started', 'host', 'host', 'host', 'host', 'finished']);
  expect(hosts()).toEqual(HOSTS);
  // Host 2 may have been cut off between its report and its note; host 1 was noted before host 2 was read.
  expect(gate.asked.filter((each) => each === '10.9.0.1')).toHaveLength(1);
  expect(platform.polls.at(-1)?.bootId).not.toBe(platform.polls[0]?.bootId);
}, 60_000);

test('killed while the platform is away, it delivers after both are back, each message once', async () => {
  const first = await begin();
  platform.change({ offers: [offer()] });
  platform.fail(AGENT_PATHS.reports, ...Array<'cut-before'>(50).fill('cut-before'));
  gate.say('go', '10.9.0.1', '10.9.0.2', '10.9.0.3');
  await gate.untilAsked('10.9.0.4');
  first.kill('SIGKILL');
  await first.ended;
  platform.faults.length = 0;
  // The platform stores, but the answer is lost: the same messages come again.
  platform.fail(AGENT_PATHS.reports, 'cut-after', 'half-answer');
  gate.say('go', ...HOSTS);
  run();
  await platform.until(has('finished'));
  expect(kinds()).toEqual(['accepted', 'started', 'host', 'host', 'host', 'host', 'finished']);
  expect(hosts()).toEqual(HOSTS);
  expect(Math.max(...platform.arrivals.values())).toBeGreaterThan(1);
}, 60_000);

test.each([
  ['two days ahead', -2 * 86_400_000],
  ['two days behind', 2 * 86_400_000],
])(
  'a clock %s of the platform is corrected in every time that is sent',
  async (_, skewMs) => {
    await begin(skewMs);
    gate.say('go', ...HOSTS);
    platform.change({ offers: [offer()] });
    await platform.until(has('finished'));
    for (const report of platform.reports) {
      expect(Math.abs(report.at - platform.now())).toBeLessThan(60_000);
      if (report.kind === 'host') expect(Math.abs(report.result.startedAt - platform.now())).toBeLessThan(60_000);
    }
    expect(Math.abs((platform.polls[0]?.clock.offsetMs ?? 0) + skewMs)).toBeLessThan(5000);
    await platform.until(() => platform.requests.lastIndexOf(AGENT_PATHS.configuration) > platform.requests.indexOf(AGENT_PATHS.reports));
  },
  60_000,
);

test('pause stops at the next host boundary and says so; the slice can come back as a later attempt', async () => {
  await begin();
  platform.change({ offers: [offer()] });
  gate.say('go', '10.9.0.1');
  await gate.untilAsked('10.9.0.2');
  platform.change({ control: [{ sliceId: SLICE, action: 'pause' }] });
  await gate.untilAsked('stopped');
  gate.say('go', '10.9.0.2');
  await platform.until(has('stopped'));
  expect(hosts()).toEqual(['10.9.0.1', '10.9.0.2']);
  gate.say('go', ...HOSTS);
  platform.change({ offers: [{ ...offer(2), hosts: [{ address: '10.9.0.3' }, { address: '10.9.0.4' }] }] });
  await platform.until(has('finished'));
  expect(hosts()).toEqual(HOSTS);
}, 60_000);

test('more slices than slots: the surplus is declined with the reason', async () => {
  await begin();
  const ids = ['0192f000-0000-7000-8000-000000000011', '0192f000-0000-7000-8000-000000000012', '0192f000-0000-7000-8000-000000000013'];
  platform.change({ offers: ids.map((sliceId) => offer(1, sliceId)) });
  await platform.until(has('declined'));
  expect(platform.reports.find((each) => each.kind === 'declined')).toMatchObject({ sliceId: ids[2], reason: 'All 2 slots are in use.' });
}, 60_000);

test('a crash of scand fails the slice with what it said; hosts told before stay told', async () => {
  await begin();
  gate.say('go', '10.9.0.1');
  gate.say('crash', '10.9.0.2');
  platform.change({ offers: [offer()] });
  await platform.until(has('failed'));
  expect(hosts()).toEqual(['10.9.0.1']);
  expect(platform.reports.find((each) => each.kind === 'failed')).toMatchObject({
    reason: 'scand ended with exit code 1: The engine met its end.',
  });
}, 60_000);

test('a result of a host outside of the slice is never sent', async () => {
  await begin();
  gate.say('go', '10.9.0.1', '10.9.0.3', '10.9.0.4');
  gate.say('lie', '10.9.0.2');
  platform.change({ offers: [offer()] });
  await platform.until(has('failed'));
  expect(hosts()).toEqual(['10.9.0.1', '10.9.0.3', '10.9.0.4']);
}, 60_000);

test('a slice that the platform gave away is dropped when it says so', async () => {
  await begin();
  platform.change({ offers: [offer()] });
  await gate.untilAsked('10.9.0.1');
  platform.refusals.set(SLICE, 'attempt-over');
  gate.say('go', '10.9.0.1');
  await gate.untilAsked('stopped');
  gate.say('go', ...HOSTS);
  await platform.until(() => platform.requests.filter((each) => each === AGENT_PATHS.configuration).length > 1);
  expect(hosts()).toEqual([]);
  expect(await readdir(join(data, 'slices'))).toEqual([]);
}, 60_000);

test('a change of the configuration is taken up at once', async () => {
  await begin();
  await platform.until(() => platform.polls.length > 0);
  expect(platform.polls[0]).toMatchObject({ wait: true, configurationRevision: 1 });
  platform.change({ configuration: { revision: 2, name: 'Test', pollIntervalSeconds: 60, promptDelivery: false } });
  await platform.until(() => platform.polls.at(-1)?.wait === false);
  expect(platform.polls.at(-1)?.configurationRevision).toBe(2);
}, 60_000);

test('a reboot gives the slice in flight back before the machine goes down, and takes no other', async () => {
  const { privateKey, platformKey } = newPlatformKey();
  platform = await startFakePlatform();
  platform.change({ platformKey });
  await start('register', '--server', platform.url, '--perscode', PERSCODE).ended;
  run('--reboot-command', `touch ${data}/rebooted`);
  platform.change({ offers: [offer()] });
  await gate.untilAsked('10.9.0.1');
  platform.change({ orders: [signOrder(claimsOf({ kind: 'reboot' }), privateKey)] });
  await gate.untilAsked('stopped');
  const other = { ...offer(), sliceId: '0192f000-0000-7000-8000-000000000012' };
  platform.change({ offers: [other] });
  await platform.until(has('declined'));
  await expect(readFile(join(data, 'rebooted'))).rejects.toThrow('ENOENT');
  gate.say('go', '10.9.0.1');
  await platform.until(has('stopped'));
  expect(hosts()).toEqual(['10.9.0.1']);
  await expect.poll(() => readFile(join(data, 'rebooted'), 'utf8').catch(() => 'not yet'), { timeout: 20_000 }).toBe('');
  expect(platform.reports.find((each) => each.kind === 'declined')).toMatchObject({ reason: 'The machine is about to restart.' });
}, 60_000);
