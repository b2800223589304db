import { sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import models from '@tufjs/models';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UpdateReport } from '../../protocol/packages.ts';
import { createClockOffset } from '../../runtime/clock-offset.ts';
import { pinRoot } from '../../runtime/verified-update/trusted-metadata.ts';
import { newSigningKey, toPublicKeyHex } from '../../signing/new-signing-key.ts';
import { dataFolder } from '../data-folder.ts';
import { createUpdates } from './updates.ts';

const MINUTE_MS = 60_000;
let base: string;
let server: Server;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'updates-'));
  server = createServer((_req, res) => void res.writeHead(503).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(base, { recursive: true, force: true });
});

test('a check that failed comes again soon, then later and later, never later than every four hours', async () => {
  const data = dataFolder(await mkdtemp(join(base, 'data-')));
  await pinRoot(data.trust, '{}');
  const ending = new AbortController();
  const waits: number[] = [];
  const told: number[] = [];
  const updates = await createUpdates({
    ...{ data, server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, wanted: {}, running: '1.0.0' },
    own: { scand: '1.0.0', scandCommand: { program: '', words: [] }, appliance: '1.0.0', signatures: undefined },
    client: { configuration: () => Promise.reject(new Error('not asked')) },
    offset: createClockOffset(() => 0, 0),
    wait: async (ms) => {
      waits.push(ms / MINUTE_MS);
      if (waits.length === 9) ending.abort();
    },
    ...{ random: () => 0, log: () => undefined, pollIntervalSeconds: () => 190, onRestart: () => undefined },
    onNews: () => void told.push(1),
  });
  await updates.run(ending.signal);
  expect(waits).toEqual([0, 5, 10, 20, 40, 80, 160, 240, 240]);
  const [report] = updates.reports();
  expect(report).toMatchObject({ state: 'failed' } satisfies Partial<UpdateReport>);
  expect(told.length).toBeGreaterThan(0);
});

const expiredRoot = () => {
  const privateKey = newSigningKey();
  const hex = toPublicKeyHex(privateKey);
  const root = new models.Root({ version: 1, specVersion: '1.0.31', expires: '2020-01-01T00:00:00Z', consistentSnapshot: true });
  const key = new models.Key({ keyID: 'k', keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: hex } });
  for (const role of ['root', 'targets', 'snapshot', 'timestamp']) root.addKey(key, role);
  const metadata = new models.Metadata(root);
  metadata.sign((bytes) => new models.Signature({ keyID: 'k', sig: sign(null, bytes, privateKey).toString('hex') }));
  return JSON.stringify(metadata.toJSON());
};

test.each([
  [48, /was refused: .*expired\. The clock of this machine is 48 h ahead of the platform's: set it\.$/],
  [0, /was refused: .* expired$/],
])('signatures that expired by a clock that is %i h ahead are refused, and the clock is named where it is off', async (hours, reason) => {
  const data = dataFolder(await mkdtemp(join(base, 'data-')));
  await pinRoot(data.trust, expiredRoot());
  const other = createServer((req, res) => void res.writeHead(req.url?.endsWith('/timestamp.json') ? 200 : 404).end('{}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const updates = await createUpdates({
    ...{ data, server: `http://127.0.0.1:${(other.address() as AddressInfo).port}`, wanted: {}, running: '1.0.0' },
    own: { scand: '1.0.0', scandCommand: { program: '', words: [] }, appliance: '1.0.0', signatures: undefined },
    client: { configuration: () => Promise.reject(new Error('not asked')) },
    offset: createClockOffset(() => 1_764_000_000_000, hours * 3_600_000),
    ...{ wait: async () => undefined, random: () => 0, log: () => undefined, pollIntervalSeconds: () => 190 },
    ...{ onRestart: () => undefined, onNews: () => undefined },
  });
  const [report] = await updates.checkForUpdates();
  expect(report?.reason).toMatch(reason);
  await new Promise((resolve) => other.close(resolve));
});

test('the roll-back that its launcher wrote is told of with the corrected time, once', async () => {
  const data = dataFolder(await mkdtemp(join(base, 'data-')));
  const report = { package: 'appliance', state: 'rolled-back', from: '1.0.0', to: '2.0.0', reason: 'It ended.', at: 10_000_000 };
  await writeFile(data.packageBook, JSON.stringify({ current: {}, previous: {}, reports: [report], unlogged: [report] }));
  const logged: unknown[] = [];
  const open = () =>
    createUpdates({
      ...{ data, server: 'http://127.0.0.1:1', wanted: {}, running: '1.0.0' },
      own: { scand: '1.0.0', scandCommand: { program: '', words: [] }, appliance: '1.0.0', signatures: undefined },
      client: { configuration: () => Promise.reject(new Error('not asked')) },
      // Two hours ahead of the platform.
      offset: createClockOffset(() => 20_000_000, 7_200_000),
      ...{ wait: async () => undefined, random: () => 0, pollIntervalSeconds: () => 190 },
      ...{ onRestart: () => undefined, onNews: () => undefined },
      log: (level, _message, details) => void logged.push([level, details]),
    });
  const { at: _, ...told } = report;
  expect((await open()).reports()).toEqual([{ ...report, at: 2_800_000 }]);
  expect((await open()).reports()).toEqual([{ ...report, at: 2_800_000 }]);
  expect(logged).toEqual([['error', { event: 'update', ...told }]]);
});
