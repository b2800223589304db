import { expect, test } from 'vitest';
import { composeManifest } from '../signatures/manifest/write-manifest.ts';
import { toCycloneDx } from './cyclonedx.ts';
import { matchInventory, uncoveredEcosystems } from './match-inventory.ts';
import { readArchive } from './read-archive.ts';
import { debianLayer, inChunks, savedArchive } from './testing/image-of.ts';
import { openContent } from './testing/open-content.ts';
import { readValue } from './testing/read-value.ts';
import { tarOf } from './testing/tar-of.ts';

const npm = (folder: string, name: string, version: string) => ({
  path: `${folder}/node_modules/${name}/package.json`,
  content: JSON.stringify({ name, version }),
});
const layers = [
  debianLayer('libssl3 3.0.11-1~deb12u2 openssl', 'openssl 3.0.11-1~deb12u2', 'libc6 2.36-9 glibc'),
  tarOf([npm('app', '@babel/core', '7.0.0'), npm('app', 'qs', '6.5.0'), npm('tool', 'qs', '6.5.0'), npm('tool', 'left-pad', '1.0.0')]),
];
const [image] = readValue(await readArchive(inChunks(tarOf(savedArchive(layers, ['registry.corp.example/app:1'])))));

const advisory = (id: string, aliases: string[], fixed: string | undefined, severity?: 4) => ({
  ...{ id, aliases, summary: `About ${id}`, references: [], versions: [] },
  ...(severity && { severity }),
  ranges: [{ events: [{ introduced: '0' }, ...(fixed ? [{ fixed }] : [])] }],
});
const manifest = await openContent(
  composeManifest({
    version: '2026.11.22-1',
    sources: [],
    packages: [
      {
        ecosystem: 'Debian:12',
        name: 'openssl',
        advisories: [advisory('DSA-1-1', ['CVE-2026-0002', 'CVE-2026-0001'], '3.0.15-1~deb12u1', 4)],
      },
      { ecosystem: 'Debian:12', name: 'glibc', advisories: [advisory('DSA-2-1', [], '2.36-9')] },
      { ecosystem: 'Debian:11', name: 'glibc', advisories: [advisory('DSA-3-1', [], undefined)] },
      {
        ecosystem: 'npm',
        name: 'qs',
        advisories: [advisory('GHSA-aaaa', ['CVE-2022-24999'], '6.5.3'), advisory('GHSA-bbbb', [], undefined)],
      },
    ],
  }),
);
const findings = await matchInventory(image!, manifest);

test('advisories name source packages, findings the packages that are installed; a library in two places is one finding', () => {
  expect(
    findings.map(({ advisoryId, package: name, installedVersion, fixedVersion, severity, path }) => [
      advisoryId,
      name,
      installedVersion,
      fixedVersion,
      severity,
      path,
    ]),
  ).toEqual([
    ['DSA-1-1', 'libssl3', '3.0.11-1~deb12u2', '3.0.15-1~deb12u1', 4, undefined],
    ['DSA-1-1', 'openssl', '3.0.11-1~deb12u2', '3.0.15-1~deb12u1', 4, undefined],
    ['GHSA-aaaa', 'qs', '6.5.0', '6.5.3', 3, 'app/node_modules/qs/package.json'],
    ['GHSA-bbbb', 'qs', '6.5.0', undefined, 3, 'app/node_modules/qs/package.json'],
  ]);
  expect(findings[0]).toMatchObject({ cves: ['CVE-2026-0001', 'CVE-2026-0002'], layer: image!.layers[0]!.digest, title: 'About DSA-1-1' });
});

test('an ecosystem that the manifest does not know is named', async () => {
  const other = { packages: [...image!.packages, { ...image!.packages[0]!, ecosystem: 'Wolfi' }] };
  expect(uncoveredEcosystems(other, manifest)).toEqual(['Wolfi']);
});

test('CycloneDX: every package once at each place, every reference leads to one', () => {
  const document = toCycloneDx(image!, { toolVersion: '1.0.0', timestamp: '2026-11-23T00:00:00Z' }, findings);
  expect(document.metadata.component).toMatchObject({ type: 'container', name: 'registry.corp.example/app:1', 'bom-ref': image!.imageId });
  const refs = document.components.map((each) => each['bom-ref']);
  expect(refs).toHaveLength(image!.packages.length + 1);
  expect(new Set(refs).size).toBe(refs.length);
  expect(document.components).toContainEqual(
    expect.objectContaining({ group: '@babel', name: 'core', version: '7.0.0', purl: 'pkg:npm/%40babel/core@7.0.0' }),
  );
  for (const { ref } of document.vulnerabilities!.flatMap(({ affects }) => affects)) expect(refs).toContain(ref);
  expect(document.vulnerabilities!.map(({ id, affects }) => [id, affects.length])).toEqual([
    ['DSA-1-1', 2],
    ['GHSA-aaaa', 2],
    ['GHSA-bbbb', 2],
  ]);
  expect(document.vulnerabilities![0]).toMatchObject({
    ratings: [{ severity: 'high' }],
    recommendation: 'Update to libssl3 3.0.15-1~deb12u1, openssl 3.0.15-1~deb12u1.',
  });
});
