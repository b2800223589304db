import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readArchive } from '#protocol/package-archive';
import { composeManifest } from '../../../agents/signatures/manifest/write-manifest.ts';
import { packFeed, withFeed } from './feed-package.ts';
import type { PackedPackage } from './own-packages.ts';
import { readPackage } from './read-package.ts';

const folder = mkdtempSync(join(tmpdir(), 'feed-package-'));
afterAll(() => rmSync(folder, { recursive: true }));

const manifest = composeManifest({ version: '2026.03.05-2', sources: [], packages: [] });
const pack = async (content: Buffer | undefined) => {
  const file = join(folder, 'signatures.wbsig');
  rmSync(file, { force: true });
  if (content !== undefined) writeFileSync(file, content);
  const problems: string[] = [];
  return { packed: await packFeed(file, (problem) => problems.push(problem)), problems };
};

test('what the feed built becomes a package as the appliances take it', async () => {
  const { packed, problems } = await pack(manifest);
  expect([packed?.package, packed?.version, problems]).toEqual(['signatures', '2026.03.05-2', []]);
  const read = readPackage(packed?.content ?? Buffer.alloc(0));
  expect(read.ok && [read.value.package, read.value.version]).toEqual(['signatures', '2026.03.05-2']);
  const files = readArchive(gunzipSync(packed?.content ?? Buffer.alloc(0)));
  expect(Buffer.from(files.find(({ name }) => name === 'signatures.wbsig')?.content ?? []).equals(manifest)).toBe(true);
});

test('where nothing was built there is none; a damaged one is said and not handed out', async () => {
  expect(await pack(undefined)).toEqual({ packed: undefined, problems: [] });
  const { packed, problems } = await pack(manifest.subarray(0, 60));
  expect(packed).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining('is cut off')]);
});

test('the newer signatures are handed out, the other programs as they are', () => {
  const scand: PackedPackage = { package: 'scand', version: '1.0.0', content: Buffer.alloc(0) };
  const of = (version: string): PackedPackage => ({ package: 'signatures', version, content: Buffer.alloc(0) });
  const own = [scand, of('2026.03.05-2')];
  expect(withFeed(own, of('2026.03.05-10'))).toEqual([scand, of('2026.03.05-10')]);
  expect(withFeed(own, of('2026.03.05-1'))).toEqual(own);
  expect(withFeed(own, of('2026.03.05-2'))).toEqual(own);
  expect(withFeed(own, undefined)).toEqual(own);
  expect(withFeed([], of('2026.03.05-1'))).toEqual([of('2026.03.05-1')]);
});
