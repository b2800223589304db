import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeEngine, newContainerId, startFakeEngine } from '../engine/testing/fake-engine.ts';
import { configOf, debianLayer, digestOf, dpkgStatus, OS_RELEASE, savedArchive } from '../inventory/testing/image-of.ts';
import { tarOf } from '../inventory/testing/tar-of.ts';
import type { Advisory } from '../signatures/advisory.ts';
import { composeManifest } from '../signatures/manifest/write-manifest.ts';
import { type FakeSensorPlatform, startFakeSensorPlatform } from './testing/fake-sensor-platform.ts';
import { createTestSensor } from './testing/running-sensor.ts';

const HOUR_MS = 3_600_000;
const LAYER = debianLayer('hello 1.0', 'old 1.0');
const IMAGE = digestOf(configOf([LAYER]));
const CONTAINER = newContainerId();

const advisoryOf = (name: string): [string, Advisory] => [
  name,
  {
    id: `DSA-1-${name}`,
    aliases: ['CVE-2026-0001'],
    severity: 4,
    summary: name,
    references: [],
    ranges: [{ events: [{ introduced: '0' }, { fixed: '2.0' }] }],
    versions: [],
  },
];
/** Newer than the one that is shipped. */
const manifestOf = (version: string, ...names: string[]) => {
  const packages = names.map(advisoryOf).map(([name, advisory]) => ({ ecosystem: 'Debian:12', name, advisories: [advisory] }));
  return composeManifest({ version, sources: [], packages });
};

let engine: FakeEngine;
let platform: FakeSensorPlatform;
let sensor: Awaited<ReturnType<typeof createTestSensor>>;
beforeEach(async () => {
  engine = await startFakeEngine();
  platform = await startFakeSensorPlatform();
  sensor = await createTestSensor('general', platform, engine.socketPath);
  engine.images.push({ id: IMAGE, tags: ['app:1'], archive: tarOf(savedArchive([LAYER])) });
  engine.containers.push({ id: CONTAINER, imageId: IMAGE, name: 'web', state: 'running' });
  await writeFile(sensor.data.signatures, manifestOf('2999.01.01-1', 'hello', 'added'));
});
afterEach(async () => {
  await sensor.close();
  await platform.close();
  await engine.close();
});

const archivesAsked = () => engine.asked.filter((each) => each.endsWith('/get') || each.endsWith('/export')).length;
const containerScans = () => platform.of('container-scanned');

test('a running container is compared with its image 48 hours after its last scan, and not before', async () => {
  await sensor.start();
  await platform.until(() => containerScans().length === 1);
  expect(containerScans()[0]).toMatchObject({ trigger: 'inventory', findings: [], drift: { software: [], files: [], filesTotal: 0 } });
  const container = engine.containers[0];
  if (container === undefined) throw new Error('There is no container.');
  container.changes = ['/etc', '/etc/x', '/var/lib/dpkg/status'].map((Path, n) => ({ Path, Kind: n === 1 ? 1 : 0 }));
  container.export = tarOf([
    { path: 'etc/os-release', content: OS_RELEASE },
    { path: 'var/lib/dpkg/status', content: dpkgStatus('old 1.1', 'added 1.0') },
  ]);
  // Another setting wakes it; two hours before its time nothing is due.
  const wake = () => {
    platform.state.configuration = { ...platform.state.configuration, revision: platform.state.configuration.revision + 1 };
    return platform.until(() => platform.checkIns.at(-1)?.configurationRevision === platform.state.configuration.revision);
  };
  sensor.advance(46 * HOUR_MS);
  await wake();
  expect(containerScans()).toHaveLength(1);
  sensor.advance(2 * HOUR_MS);
  await wake();
  await platform.until(() => containerScans().length === 2);
  expect(containerScans()[1]).toMatchObject({
    trigger: 'drift',
    manifest: '2999.01.01-1',
    findings: [{ advisoryId: 'DSA-1-added', package: 'added', fixedVersion: '2.0', severity: 4 }],
    goneFindings: [{ advisoryId: 'DSA-1-hello', package: 'hello', installedVersion: '1.0' }],
    drift: {
      software: [
        { change: 'added', package: { name: 'added', version: '1.0' } },
        { change: 'changed', package: { name: 'old', version: '1.1' }, versionBefore: '1.0' },
        { change: 'removed', package: { name: 'hello' } },
      ],
      files: [
        { change: 'added', path: '/etc/x' },
        { change: 'changed', path: '/var/lib/dpkg/status' },
      ],
      filesTotal: 2,
    },
  });
});

test('a new manifest is matched with what was read before: no image and no container is read again', async () => {
  await sensor.start();
  await platform.until(() => containerScans().length === 1);
  expect(platform.of('image-scanned')).toMatchObject([
    { trigger: 'inventory', findings: [{ advisoryId: 'DSA-1-hello', package: 'hello' }] },
  ]);
  await sensor.stop();
  const before = archivesAsked();
  await writeFile(sensor.data.signatures, manifestOf('2999.01.02-1', 'old'));
  await sensor.start();
  await platform.until(() => containerScans().length === 2);
  const [, again] = platform.of('image-scanned');
  expect(again).toMatchObject({ trigger: 'manifest', manifest: '2999.01.02-1', findings: [{ advisoryId: 'DSA-1-old' }] });
  expect([again?.packages, again?.layers]).toEqual([undefined, undefined]);
  expect(containerScans()[1]).toMatchObject({ trigger: 'manifest', manifest: '2999.01.02-1', drift: { software: [] } });
  expect(archivesAsked()).toBe(before);
  expect(platform.problems).toEqual([]);
});
