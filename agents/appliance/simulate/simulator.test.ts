import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPrograms } from '../../testing/build-programs.ts';
import { type FakePlatform, PERSCODE, startFakePlatform } from '../../testing/fake-platform.ts';
import { startProgram } from '../../testing/running-program.ts';
import { type FleetSettings, traitsOf } from './traits.ts';

const settings: FleetSettings = {
  ...{ seed: 7, slots: 4, skewMs: 1000, slowShare: 0.5, slowMs: 200 },
  ...{ lossRate: 0, declineRate: 0, failRate: 0, hostMs: 1 },
};
let folder: string;
let program: string;
let platform: FakePlatform;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-simulator-'));
  program = join(dirname(await buildPrograms(folder)), 'watchbill-simulator.mjs');
  platform = await startFakePlatform();
}, 60_000);
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

test('the same seed makes the same fleet, another seed another one, within its settings', () => {
  const fleet = (seed: number) => Array.from({ length: 200 }, (_, n) => traitsOf({ ...settings, seed }, n));
  expect(fleet(7)).toEqual(fleet(7));
  expect(fleet(7)).not.toEqual(fleet(8));
  expect([...new Set(fleet(7).map(({ slots }) => slots))].sort()).toEqual([1, 2, 3, 4]);
  expect(fleet(7).every(({ skewMs }) => Math.abs(skewMs) <= 1000)).toBe(true);
  const slow = fleet(7).filter(({ delayMs }) => delayMs > 0).length;
  expect(slow).toBeGreaterThan(60);
  expect(slow).toBeLessThan(140);
});

test('the program registers with a code, takes a slice with a real token and reports each host once, also where answers are lost', async () => {
  const codes = join(folder, 'codes.txt');
  await writeFile(codes, `${PERSCODE}\n`);
  const hosts = Array.from({ length: 5 }, (_, n) => ({ address: `10.0.0.${n + 1}` }));
  platform.change({
    offers: [
      {
        sliceId: '0192f000-0000-7000-8000-00000000000a',
        scanId: '0192f000-0000-7000-8000-00000000000b',
        attempt: 1,
        hosts,
        profile: { engine: 'connect', ports: '22', intensity: 'normal', hostTimeoutSeconds: 30 },
        leaseExpiresAt: platform.now() + 600_000,
      },
    ],
  });
  const words = ['--server', platform.url, '--codes', codes, '--data', join(folder, 'fleet'), '--host-ms', '1', '--loss-rate', '0.1'];
  const running = startProgram(program, words);
  await platform.until(() => platform.reports.some(({ kind }) => kind === 'finished'));
  running.kill('SIGTERM');
  expect(await running.ended).toBe(0);
  const addresses = platform.reports.flatMap((one) => (one.kind === 'host' ? [one.result.address] : []));
  expect(addresses).toEqual(hosts.map(({ address }) => address));
  expect(platform.reports.map(({ kind }) => kind).slice(0, 2)).toEqual(['accepted', 'started']);
}, 60_000);
