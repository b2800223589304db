import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Advisory } from '../advisory.ts';
import { ManifestProblem, type PackageAdvisories } from './manifest-format.ts';
import { compareManifestVersions, nextManifestVersion } from './manifest-version.ts';
import { openManifest } from './open-manifest.ts';
import { composeManifest } from './write-manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'signatures-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const fileOf = (bytes: Buffer): string => {
  const path = join(folder, `${count++}.wbsig`);
  writeFileSync(path, bytes);
  return path;
};

const advisory = (id: string, fixed = '1.0'): Advisory => ({
  ...{ id, aliases: ['CVE-2026-1002', 'CVE-2026-1001'], severity: 4, summary: 'Ünïcode', references: ['https://example.test/'] },
  ...{ ranges: [{ events: [{ introduced: '0' }, { fixed }] }], versions: [] },
});

const packages: PackageAdvisories[] = Array.from({ length: 900 }, (_, i) => ({
  ecosystem: i % 2 === 0 ? 'Debian:12' : 'npm',
  name: `package-${i}`,
  advisories: Array.from({ length: (i % 7) + 1 }, (_, n) => advisory(`A-${i}-${n}`)),
}));
const sources = [{ name: 'test', retrieved: '2026-03-05', advisories: 900 }];
const whole = composeManifest({ version: '2026.03.05-2', sources, packages });

/** Opens it, and reads all of it. */
const readAll = async (path: string): Promise<PackageAdvisories[]> => {
  const manifest = await openManifest(path);
  try {
    const all: PackageAdvisories[] = [];
    for await (const each of manifest.packages()) all.push(each);
    return all;
  } finally {
    await manifest.close();
  }
};

describe('a manifest', () => {
  test('answers for each package what was put in, and nothing for others', async () => {
    const manifest = await openManifest(fileOf(whole));
    expect(manifest.header).toMatchObject({ version: '2026.03.05-2', sources, ecosystems: { npm: 1798 } });
    expect([manifest.covers('npm'), manifest.covers('PyPI')]).toEqual([true, false]);
    for (const { ecosystem, name, advisories } of packages) {
      const found = await manifest.advisoriesOf(ecosystem, name);
      expect(found.map(({ id }) => id)).toEqual(advisories.map(({ id }) => id));
    }
    for (const name of ['', 'package-', 'package-0 ', 'zzz', 'package-1\tx']) expect(await manifest.advisoriesOf('npm', name)).toEqual([]);
    expect((await manifest.advisoriesOf('npm', 'package-1'))[0]).toEqual({
      ...advisory('A-1-0'),
      aliases: ['CVE-2026-1001', 'CVE-2026-1002'],
    });
    await manifest.close();
    expect(await readAll(fileOf(whole))).toHaveLength(900);
  });

  test('has the same bytes in whatever order its content comes', () => {
    const shuffled = packages.toReversed().map((each) => ({ ...each, advisories: each.advisories.toReversed() }));
    expect(composeManifest({ version: '2026.03.05-2', sources, packages: shuffled }).equals(whole)).toBe(true);
  });

  test('the later of two records of one id counts', async () => {
    const twice = [
      { ecosystem: 'npm', name: 'a', advisories: [advisory('X-1', '1.0')] },
      { ecosystem: 'npm', name: 'a', advisories: [advisory('X-1', '2.0')] },
    ];
    const [found] = await readAll(fileOf(composeManifest({ version: '2026.03.05-1', sources, packages: twice })));
    expect(found?.advisories).toEqual([expect.objectContaining({ ranges: [{ events: [{ introduced: '0' }, { fixed: '2.0' }] }] })]);
  });

  test('that is damaged anywhere, cut off, or longer than it says is refused', { timeout: 60_000 }, async () => {
    const small = composeManifest({ version: '2026.03.05-2', sources, packages: packages.slice(0, 3) });
    const refused = async (bytes: Buffer, what: string) => {
      const problem = await readAll(fileOf(bytes)).then(
        () => undefined,
        (error) => error,
      );
      expect(problem, what).toBeInstanceOf(ManifestProblem);
    };
    const headerEnd = 27 + small.readUInt32BE(23);
    // Past the header every byte is under a checksum; in it, a date or a name can be another valid one.
    for (let at = headerEnd; at < small.length; at += 7) {
      const bytes = Buffer.from(small);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await refused(bytes, `byte ${at}`);
    }
    for (let length = 0; length < small.length; length += 29) await refused(small.subarray(0, length), `the first ${length} bytes`);
    await refused(Buffer.concat([small, Buffer.from('x')]), 'a byte more');
    await refused(Buffer.from('<html>not found</html>'.padEnd(100)), 'another file');
  });

  test('that announces more than is ever read is refused before it is read', async () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32BE(0xffffffff, 23);
    await expect(openManifest(fileOf(bytes))).rejects.toThrow('larger than the format allows');
  });

  test('that is not there is refused with the reason', async () => {
    await expect(openManifest(join(folder, 'none'))).rejects.toThrow(/cannot be read: ENOENT/);
  });
});

test('the manifest that ships can be read whole, and says where it comes from', async () => {
  const path = fileURLToPath(new URL('../shipped/signatures.wbsig', import.meta.url));
  const all = await readAll(path);
  expect(all.length).toBeGreaterThan(50);
  for (const { advisories } of all) for (const { ranges } of advisories) expect(ranges[0]?.events).toHaveLength(2);
  const manifest = await openManifest(path);
  expect(manifest.header.sources).toEqual([
    expect.objectContaining({ name: 'debian-12', licence: expect.any(String), url: expect.any(String) }),
  ]);
  await manifest.close();
});

test('versions of manifests ascend by day and number, also where the clock went back', () => {
  const march = Date.UTC(2026, 2, 5, 23, 59);
  expect(nextManifestVersion(march, undefined)).toBe('2026.03.05-1');
  expect(nextManifestVersion(march, '2026.03.05-9')).toBe('2026.03.05-10');
  expect(nextManifestVersion(march, '2026.03.04-9')).toBe('2026.03.05-1');
  expect(nextManifestVersion(march, '2026.04.01-2')).toBe('2026.04.01-3');
  expect(compareManifestVersions('2026.03.05-10', '2026.03.05-9')).toBeGreaterThan(0);
  expect(compareManifestVersions('2026.03.05-10', '2026.03.06-1')).toBeLessThan(0);
});
