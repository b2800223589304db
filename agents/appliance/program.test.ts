import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SliceHost, SliceOffer } from '../protocol/slice.ts';
import { buildPrograms } from '../testing/build-programs.ts';
import { type FakePlatform, startFakePlatform } from '../testing/fake-platform.ts';
import { type RunningProgram, startProgram } from '../testing/running-program.ts';

const CODE = '12345678901234';
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
  platform = await startFakePlatform();
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
const register = (code = CODE, url = platform.url) => start('register', '--server', url, '--perscode', code);
const ended = async (started: RunningProgram) => ({ code: await started.ended, output: started.output(), problems: started.problems() });

const offer = (hosts: SliceHost[], ports: string, attempt = 1): SliceOffer => ({
  sliceId: '0192f000-0000-7000-8000-00000000000a',
  scanId: '0192f000-0000-7000-8000-00000000000b',
  attempt,
  hosts,
  profile: { engine: 'connect', ports, intensity: 'normal', hostTimeoutSeconds: 30 },
  leaseExpiresAt: platform.now() + 600_000,
});

const listen = (host: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('220 ready\r\n')).listen(0, host, () =>
      resolve(server),
    );
  });

test('registers, keeps its key to itself, scans what it is given and reports it', async () => {
  const target = await listen('127.0.0.1');
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
  appliance.kill('SIGTERM');
  expect(await appliance.ended).toBe(0);
}, 60_000);
