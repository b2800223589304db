import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readArchive } from '../../inventory/read-archive.ts';
import { debianLayer, inChunks, savedArchive } from '../../inventory/testing/image-of.ts';
import { readValue } from '../../inventory/testing/read-value.ts';
import { tarOf } from '../../inventory/testing/tar-of.ts';
import { openManifest } from '../../signatures/manifest/open-manifest.ts';
import { NO_POLICY, type Policy } from '../policy/policy.ts';
import { scan } from '../scan.ts';
import type { ScanReport } from '../scan-report.ts';
import { writeKnown } from '../testing/known.ts';
import { composeReport, FORMATS } from './compose-report.ts';

const POLICY: Policy = {
  ...NO_POLICY,
  rules: [{ name: 'Nothing severe', minSeverity: 4, onlyFixable: true, allow: 0 }],
  ignore: [{ id: 'DSA-1-1', reason: 'The <b>zlib</b> is not used', expires: '2026-12-31' }],
};
const HOSTILE = 'app\u001b[31m<img src=x>\u202e:1';

let report: ScanReport;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'inline-formats-'));
  await writeKnown(join(folder, 'known.wbsig'));
  const manifest = await openManifest(join(folder, 'known.wbsig'));
  const layers = [debianLayer('libssl3 3.0.11-1~deb12u2 openssl', 'curl 7.88.1-10', 'zlib1g 1:1.2.13 zlib')];
  const images = readValue(await readArchive(inChunks(tarOf(savedArchive(layers)))));
  const hostile = images.map((inventory) => ({ ...inventory, repoTags: [HOSTILE] }));
  report = await scan(
    hostile.map((inventory) => ({ inventory, repoDigests: [] })),
    {
      ...{ scanner: '1.0.0', target: 'app.tar', now: Date.UTC(2026, 10, 23, 8), manifest, policy: POLICY, warnings: [] },
      known: { version: '2026.11.22-1', ageDays: 1, isStale: false, origin: 'given' },
    },
  );
  await manifest.close();
  await rm(folder, { recursive: true });
});

const composing = { look: { width: 80, isColoured: false }, newId: () => '0192f000-0000-7000-8000-000000000001' };
const compose = (format: (typeof FORMATS)[number]) => composeReport(report, format, composing);

const EXTENSIONS = { table: 'txt', json: 'json.txt', sarif: 'sarif.txt', cyclonedx: 'cdx.txt', html: 'html' };

test.each(FORMATS)('%s is written as it always was', async (format) => {
  await expect(compose(format)).toMatchFileSnapshot(`./golden/report.${EXTENSIONS[format]}`);
});

test('text of an image cannot steer a terminal, nor become part of a page', () => {
  const [table, html] = [compose('table'), compose('html')];
  expect(table.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(html.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|<img|<script|<b>/u);
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toMatch(/<[^>]*\s(?:src|href|on\w+)=/);
});

test('every row fits 80 columns and nothing of a version is lost', () => {
  const table = compose('table');
  expect(Math.max(...table.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(table).toContain('3.0.11-1~deb12u2');
  expect(table).toContain('3.0.14-1~deb12u2');
});

test('SARIF has the structure that code hosts ask for', () => {
  const { version, runs } = JSON.parse(compose('sarif'));
  const [{ tool, results, invocations }] = runs;
  expect(version).toBe('2.1.0');
  expect(tool.driver.name).toBe('watchbill-scan');
  expect(invocations[0]).toMatchObject({ executionSuccessful: true, endTimeUtc: '2026-11-23T08:00:00.000Z' });
  expect(new Set(tool.driver.rules.map(({ id }: { id: string }) => id)).size).toBe(tool.driver.rules.length);
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    expect(URL.canParse(result.locations[0].physicalLocation.artifactLocation.uri, 'file:///')).toBe(true);
    expect(Object.values(result.partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  }
  expect(results.filter(({ suppressions }: { suppressions?: unknown }) => suppressions)).toHaveLength(1);
});

test('every vulnerability of CycloneDX points to a component of it, and every reference is one only; also of several images', () => {
  type Component = { 'bom-ref': string; components?: Component[] };
  const refsOf = (components: readonly Component[]): string[] =>
    components.flatMap((each) => [each['bom-ref'], ...refsOf(each.components ?? [])]);
  const [image] = report.images;
  const other = { ...image!, inventory: { ...image!.inventory, imageId: `sha256:${'b'.repeat(64)}` } };
  for (const each of [report, { ...report, images: [image!, other] }]) {
    const bom = JSON.parse(composeReport(each, 'cyclonedx', composing));
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    });
    const refs = refsOf(bom.components);
    const all = [...refs, ...bom.vulnerabilities.map((one: Component) => one['bom-ref'])];
    expect(new Set(all).size).toBe(all.length);
    expect(bom.vulnerabilities).toHaveLength(4 * each.images.length);
    for (const { affects, ratings } of bom.vulnerabilities) {
      expect(affects.length).toBeGreaterThan(0);
      for (const { ref } of affects) expect(refs).toContain(ref);
      expect(['critical', 'high', 'medium', 'low', 'info']).toContain(ratings[0].severity);
    }
  }
});

test('of an image of which nothing is known CycloneDX tells no vulnerabilities, JSON no counts', () => {
  const [image] = report.images;
  const unknown: ScanReport = { ...report, outcome: 'unknown', images: [{ ...image!, verdict: { outcome: 'unknown', broken: [] } }] };
  expect(JSON.parse(composeReport(unknown, 'cyclonedx', composing))).not.toHaveProperty('vulnerabilities');
  expect(JSON.parse(composeReport(unknown, 'json', composing)).images[0].counts).toBeNull();
});
