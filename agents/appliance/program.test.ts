import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { AGENT_PATHS } from '../protocol/paths.ts';
import type { SliceHost, SliceOffer } from '../protocol/slice.ts';
import { buildPrograms } from '../testing/build-programs.ts';
import { type FakePlatform, PERSCODE, startFakePlatform } from '../testing/fake-platform.ts';
import { type RunningProgram, startProgram } from '../testing/running-program.ts';

/** The clock of this machine is that far behind the platform's in every test: nothing may hang on it. */
const TWO_DAYS_MS = 2 * 86_400_000;

let folder: string;
let program: string;
let data: string;
let platform: FakePlatform;
let running: RunningProgram[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-program-'));
  program = await buildPrograms(folder);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  data = await mkdtemp(join(folder, 'data-'));
  platform = await startFakePlatform({ skewMs: TWO_DAYS_MS });
});
afterEach(async () => {
  for (const each of running) {
    each.kill('SIGKILL');
    await each.ended;
  }
  running = [];
  await platform.close();
});

const start = (...words: string[]) => {
  const started = startProgram(program, [...words, '--data', data]);
  running.push(started);
  return started;
};
const register = (code = PERSCODE, url = platform.url) => start('register', '--server', url, '--perscode', code);
const ended = async (started: RunningProgram) => ({ code: await started.ended, output: started.output(), problems: started.problems() });

const offer = (hosts: SliceHost[], ports: string, attempt = 1): SliceOffer => ({
  sliceId: '0192f000-0000-7000-8000-00000000000a',
  scanId: '0192f000-0000-7000-8000-00000000000b',
  attempt,
  hosts,
  profile: { engine: 'connect', ports, intensity: 'normal', hostTimeoutSeconds: 30 },
  leaseExpiresAt: platform.now() + 600_000,
});

const listen = (host: string, greeting = '220 ready\r\n'): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.on('error', () => undefined).end(greeting)).listen(0, host, () => resolve(server));
  });

test('registers, keeps its key to itself, scans what it is given and reports it', async () => {
  // A version that Debian has mended since: the manifest that lies beside the program knows it.
  const target = await listen('127.0.0.1', 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u8\r\n');
  const { port } = target.address() as AddressInfo;
  expect(await ended(register())).toMatchObject({ code: 0, output: expect.stringContaining('Registered with') });
  expect((await stat(join(data, 'identity.json'))).mode & 0o777).toBe(0o600);

  const appliance = start('run', '--max-load', '1000');
  await platform.until(() => platform.polls.length > 0);
  platform.change({ offers: [offer([{ address: '127.0.0.1' }], String(port))] });
  await platform.until(() => platform.reports.some((each) => each.kind === 'finished' || each.kind === 'failed'));
  target.close();

  expect(platform.reports.map((each) => each.kind)).toEqual(['accepted', 'started', 'host', 'finished']);
  const host = platform.reports.find((each) => each.kind === 'host');
  expect(host?.kind === 'host' && host.result).toMatchObject({ address: '127.0.0.1', alive: true, services: [{ port, protocol: 'tcp' }] });
  expect(host?.kind === 'host' && host.result).toMatchObject({
    signatures: expect.stringMatching(/^\d{4}\.\d\d\.\d\d-\d+$/),
    findings: expect.arrayContaining([expect.objectContaining({ key: 'cve-2026-3497', fixedVersion: '1:9.2p1-2+deb12u9' })]),
  });
  // Told in the platform's time, by a machine that says so and that its clock is off.
  const hoursOff = (at: number | undefined) => 0 + Math.round(((at ?? 0) - platform.now()) / 3_600_000);
  expect(hoursOff(host?.kind === 'host' ? host.result.finishedAt : undefined)).toBe(0);
  await platform.until(() => platform.log.entries.some(({ code }) => code === 'clock-off'));
  const clock = platform.log.entries.find(({ code }) => code === 'clock-off');
  expect([hoursOff(clock?.at), hoursOff(clock?.machineAt)]).toEqual([0, -48]);
  expect(platform.polls.at(-1)?.clock.offsetMs).toBeCloseTo(-TWO_DAYS_MS, -5);
  appliance.kill('SIGTERM');
  expect(await appliance.ended).toBe(0);
}, 60_000);

test('says in one sentence why a registration failed, and exits with its code', async () => {
  expect(await ended(register('00000000000000'))).toMatchObject({
    code: 4,
    problems: expect.stringMatching(/^The platform does not take this code: it is wrong, used or expired.*\n$/),
  });
  platform.change({ codeState: 'expired' });
  expect(await ended(register())).toMatchObject({ code: 4, problems: expect.stringMatching(/^This code has expired.*\n$/) });
  platform.change({ codeState: 'used' });
  expect(await ended(register())).toMatchObject({ code: 4, problems: expect.stringMatching(/^This code has been used already.*\n$/) });
  expect(await ended(register('1234'))).toMatchObject({ code: 2, problems: expect.stringContaining('14 digits') });
  expect(await ended(register(PERSCODE, 'http://127.0.0.1:1'))).toMatchObject({
    code: 3,
    problems: 'The platform at http://127.0.0.1:1 cannot be reached: nothing listens there.\n',
  });
  expect(await ended(start('run'))).toMatchObject({ code: 6, problems: expect.stringContaining('No appliance is registered') });
}, 60_000);

test('a registered folder is never registered over, and two never run on one folder', async () => {
  expect((await ended(register())).code).toBe(0);
  expect(await ended(register())).toMatchObject({ code: 5, problems: expect.stringContaining('registered already') });
  const before = await readFile(join(data, 'identity.json'), 'utf8');
  platform.change({ codeState: 'fresh' });
  expect((await ended(start('register', '--again', '--server', platform.url, '--perscode', PERSCODE))).code).toBe(0);
  expect(await readFile(join(data, 'identity.json'), 'utf8')).not.toBe(before);
  const first = start('run');
  await platform.until(() => platform.polls.length > 0);
  expect(await ended(start('run'))).toMatchObject({
    code: 7,
    problems: `Another appliance (process ${first.pid}) already runs on this data folder.\n`,
  });
  expect(await ended(start('status'))).toMatchObject({ code: 0, output: expect.stringContaining(`yes, process ${first.pid}`) });
  first.kill('SIGKILL');
  await first.ended;
  const second = start('run');
  await platform.until(() => platform.polls.some((each) => each.bootId !== platform.polls[0]?.bootId));
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
}, 60_000);

test('killed with a log that was not told yet: the next start tells it, nothing lost and nothing twice', async () => {
  await ended(register());
  // The first batch is taken, and nobody hears of it; until the next try, a second later at the earliest, the rest waits on disk.
  platform.fail(AGENT_PATHS.log, 'cut-after');
  const first = start('run');
  await platform.until(() => platform.log.entries.length > 0 && platform.polls.length > 0);
  platform.change({ configuration: { ...platform.state.configuration, revision: 2, name: 'Renamed' } });
  const onDisk = async () => Promise.all((await readdir(join(data, 'log'))).map((name) => readFile(join(data, 'log', name), 'utf8')));
  await expect.poll(async () => (await onDisk()).join('\n'), { interval: 10, timeout: 20_000 }).toContain('configuration-changed');
  first.kill('SIGKILL');
  await first.ended;
  const second = start('run');
  const starts = () => platform.log.entries.filter(({ code }) => code === 'appliance-started');
  await platform.until(() => starts().length === 2);
  second.kill('SIGTERM');
  expect(await second.ended).toBe(0);
  const { entries } = platform.log;
  expect(entries.map(({ number, lost }) => [number, lost])).toEqual(entries.map((_, n) => [n + 1, undefined]));
  expect(entries.filter(({ code }) => code === 'configuration-changed')).toHaveLength(1);
  expect(entries.at(-1)?.code).toBe('appliance-stopped');
}, 60_000);

test('doctor says of everything whether it is well, and ends with 1 where something is not', async () => {
  expect(await ended(start('doctor'))).toMatchObject({ code: 1, output: expect.stringMatching(/FAIL {2}platform: .* is not registered/) });
  await ended(register());
  const { output } = await ended(start('doctor'));
  const said = output.trim().split('\n');
  const names = ['folder', 'platform', 'registration', 'scand', 'nmap', 'routes', 'updates', 'room', 'running'];
  expect(said.map((line) => /^(?:ok {3}|note |FAIL ) (\w+): \S/.exec(line)?.[1])).toEqual(names);
  expect(output).toMatch(/ok {4}folder: .*MiB free\n(?:ok {2}|note) {2}platform: .*\nok {4}registration: .*\nok {4}scand: .*connect/);
  expect(output).toMatch(/ok {4}updates: everything as it was installed\n/);
  expect(output).toMatch(/note {2}running: it does not run now/);
  platform.change({ retired: true });
  const after = await ended(start('doctor'));
  expect(after).toMatchObject({ code: 1, output: expect.stringMatching(/FAIL {2}registration: .*--again/) });
}, 60_000);

test('ends with its parent when it follows it, and with its own code when it is retired', async () => {
  await ended(register());
  const followed = start('run', '--follow-parent');
  await platform.until(() => platform.polls.length > 0);
  followed.child.stdin?.end();
  expect(await followed.ended).toBe(0);
  const retired = start('run');
  await platform.until(() => platform.polls.length > 1);
  platform.change({ retired: true });
  expect(await retired.ended).toBe(8);
  expect(retired.problems()).toContain('nothing to do with this appliance');
}, 60_000);
