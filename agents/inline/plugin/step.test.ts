import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RealDocker, startRealDocker, whyNoDocker } from '../../engine/testing/real-docker.ts';
import { debianLayer, savedArchive } from '../../inventory/testing/image-of.ts';
import { tarOf } from '../../inventory/testing/tar-of.ts';
import { type FakeSensorPlatform, startFakeSensorPlatform } from '../../sensor/testing/fake-sensor-platform.ts';
import { createTestSensor } from '../../sensor/testing/running-sensor.ts';
import { buildPrograms } from '../../testing/build-programs.ts';
import { writeKnown } from '../testing/known.ts';

const STEP = fileURLToPath(new URL('./watchbill-step', import.meta.url));
const why =
  whyNoDocker() ??
  (spawnSync('docker', ['--version']).status === 0 ? undefined : 'the docker command is not installed (Debian: apt-get install docker.io)');
if (why !== undefined) console.warn(`SKIPPED: the pipeline step on a real Docker engine: ${why}.`);

let folder: string;
let docker: RealDocker;
let platform: FakeSensorPlatform;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inline-step-'));
  await writeKnown(join(folder, 'known.wbsig'));
  if (why !== undefined) return;
  await buildPrograms(folder);
  platform = await startFakeSensorPlatform();
  docker = await startRealDocker();
}, 60_000);
afterAll(async () => {
  await docker?.close();
  await platform?.close();
  await rm(folder, { recursive: true, force: true });
});

const step = (...words: string[]) =>
  new Promise<{ code: number | null; said: string }>((resolve) => {
    const environment = { ...process.env, DOCKER_HOST: `unix://${docker?.socketPath}`, WATCHBILL_SCAN: join(folder, 'watchbill-scan.mjs') };
    const child = spawn('sh', [STEP, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('close', (code) => resolve({ code, said }));
  });

test.skipIf(why !== undefined)(
  'a pipeline: built, marked, scanned by the sensor, judged by the policy; the mark is gone, other tags stay, nothing is scanned twice',
  async () => {
    const layers = [debianLayer('libssl3 3.0.11-1~deb12u2 openssl', 'curl 7.88.1-10')];
    await docker.call('POST', '/images/load', tarOf(savedArchive(layers, ['team/app:1', 'team/app:stable'])));
    const inspect = async () => JSON.parse(await docker.call('GET', '/images/team/app:1/json')) as { Id: string; RepoTags: string[] };
    const { Id: imageId } = await inspect();
    // Nobody follows the engine yet.
    const alone = await step('team/app:1', '--prefix', 'scan_me', '--timeout', '1', '--every', '1');
    expect(alone).toMatchObject({ code: 3, said: expect.stringContaining('No sensor took the tag scan_me:') });

    const sensor = await createTestSensor('cicd', platform, docker.socketPath);
    await writeFile(sensor.data.signatures, await readFile(join(folder, 'known.wbsig')));
    await sensor.start();
    const options = ['--prefix', 'scan_me', '--every', '1', '--', '--manifest', join(folder, 'known.wbsig'), '--format', 'json'];
    const failed = await step('team/app:1', ...options, '--fail-on', 'critical');
    expect(failed).toMatchObject({ code: 1, said: expect.stringContaining('FAIL: the policy is violated.') });
    expect((await inspect()).RepoTags.sort()).toEqual(['team/app:1', 'team/app:stable']);
    const scans = platform.of('image-scanned').filter((each) => each.imageId === imageId);
    expect(scans).toHaveLength(1);
    const report = JSON.parse(failed.said.slice(failed.said.indexOf('{'), failed.said.lastIndexOf('}') + 1));
    expect(report.images[0].imageId).toBe(imageId);
    expect(report.images[0].packages.map(({ purl }: { purl: string }) => purl)).toEqual(scans[0]?.packages?.map(({ purl }) => purl));
    const idsOf = (found: readonly { advisoryId: string }[]) => found.map(({ advisoryId }) => advisoryId);
    expect(idsOf(report.images[0].findings)).toEqual(idsOf(scans[0]?.findings ?? []));

    // Once more: the mark goes without another scan, the verdict is the same.
    expect((await step('team/app:1', ...options)).code).toBe(0);
    expect(platform.of('image-scanned').filter((each) => each.imageId === imageId)).toHaveLength(1);
    await sensor.close();
  },
);

test('wrong words are told with what would do', async () => {
  for (const [words, text] of [
    [[], 'Name the image'],
    [['app', 'other'], 'One image at a time'],
    [['app', '--timeout', 'soon'], 'number of seconds'],
    [['app', '--policy', 'x'], 'follow after --'],
  ] as const) {
    const { code, said } = await step(...words);
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(text) });
  }
  expect(await step('--help')).toMatchObject({ code: 0, said: expect.stringContaining('Exit codes') });
});
