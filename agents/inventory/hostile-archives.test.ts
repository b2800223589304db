import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadLimits } from './budget.ts';
import type { NotScannableReason } from './not-scannable.ts';
import { readArchive } from './read-archive.ts';
import { readRootFs } from './read-root-fs.ts';
import { configOf, debianLayer, digestOf, inChunks, savedArchive, sha256 } from './testing/image-of.ts';
import { readValue } from './testing/read-value.ts';
import { type TarInput, tarHeader, tarOf } from './testing/tar-of.ts';

const layer = debianLayer('libc6 2.36-9', 'zlib1g 1:1.2.13');
const archiveOf = (...layers: readonly Buffer[]): Buffer => tarOf(savedArchive(layers));
const layerOf = (...entries: readonly TarInput[]): Buffer => archiveOf(layer, tarOf(entries));

/** The archive of one layer with one of its entries changed. */
const changed = (change: (entry: TarInput) => TarInput | TarInput[]): Buffer => tarOf(savedArchive([layer]).flatMap(change));
const isLayer = ({ path }: TarInput): boolean => path.endsWith('layer.tar');
const named = (name: string, content: Buffer | string) => (entry: TarInput) => (entry.path === name ? { ...entry, content } : entry);

const withHeader = (change: (block: Buffer) => void): Buffer => {
  const bytes = archiveOf(layer);
  change(bytes);
  return bytes;
};

/** The rest of an image whose configuration says what it wants. */
const withConfig = (more: Readonly<Record<string, unknown>>): Buffer => {
  const config = configOf([layer], more);
  return tarOf([
    { path: 'a/layer.tar', content: layer },
    { path: `${sha256(config)}.json`, content: config },
    { path: 'manifest.json', content: JSON.stringify([{ Config: `${sha256(config)}.json`, RepoTags: null, Layers: ['a/layer.tar'] }]) },
  ]);
};

const packed = (content: Buffer): Buffer => changed((entry) => (isLayer(entry) ? { ...entry, content } : entry));
const zeros = gzipSync(Buffer.concat([tarHeader({ path: 'zeros' }, 8 << 20), Buffer.alloc((8 << 20) + 1024)]));

const CASES: readonly (readonly [what: string, bytes: Buffer, reason: NotScannableReason, says: RegExp, limits?: Partial<ReadLimits>])[] = [
  ['nothing', Buffer.alloc(0), 'not-an-image', /less than 512 bytes/],
  ['a text', Buffer.from('hello '.repeat(200)), 'not-an-image', /neither a tar archive/],
  ['a tar archive of something else', tarOf([{ path: 'README', content: 'x' }]), 'not-an-image', /manifest\.json/],
  ['an archive that ends in the middle of a layer', archiveOf(layer).subarray(0, 3000), 'truncated', /cut off/],
  ['an archive that ends before its list', archiveOf(layer).subarray(0, layer.length + 512), 'not-an-image', /manifest\.json/],
  ['an archive with a list of no images', changed(named('manifest.json', '[]')), 'not-an-image', /empty/],
  ['a list that is not JSON', changed(named('manifest.json', '[{')), 'damaged', /not JSON/],
  ['a list of another form', changed(named('manifest.json', '[{"Config":7}]')), 'damaged', /breaks its format/],
  ['a list that names a missing layer', changed((entry) => (isLayer(entry) ? [] : entry)), 'incomplete', /layer that is missing/],
  [
    'a list that names a missing configuration',
    changed((entry) => (entry.path.endsWith('.json') && entry.path !== 'manifest.json' ? [] : entry)),
    'incomplete',
    /configuration that is missing/,
  ],
  [
    'a configuration that is not what its name says',
    changed((entry) => (entry.path.length === 69 ? { ...entry, content: configOf([layer], { os: 'linux ' }) } : entry)),
    'digest-mismatch',
    /not what its digest says/,
  ],
  ['a layer that is not the one of the configuration', packed(debianLayer('libc6 9')), 'digest-mismatch', /Layer 1/],
  [
    'a configuration that has more layers',
    withConfig({ rootfs: { diff_ids: [digestOf(layer), digestOf(layer)] } }),
    'incomplete',
    /2 layers by its configuration and 1/,
  ],
  ['an image of Windows', withConfig({ os: 'windows' }), 'unsupported-os', /windows/],
  ['a path that climbs', layerOf({ path: '../../etc/passwd', content: 'x' }), 'path-escape', /"\.\.\/\.\.\/etc\/passwd"/],
  ['a path that climbs in its middle', layerOf({ path: 'a/../../b', content: 'x' }), 'path-escape', /leads out/],
  ['a hard link to the outside', layerOf({ path: 'a', flag: '1', linkPath: '../../etc/shadow' }), 'path-escape', /etc\/shadow/],
  [
    'a layer that is a link to the outside',
    changed((entry) => (isLayer(entry) ? { path: entry.path, flag: '2', linkPath: '../../../etc/passwd' } : entry)),
    'path-escape',
    /leads out of it/,
  ],
  [
    'a layer that is a link to itself',
    changed((entry) => (isLayer(entry) ? { path: entry.path, flag: '2', linkPath: 'layer.tar' } : entry)),
    'incomplete',
    /layer that is missing/,
  ],
  [
    'a layer compressed with xz',
    packed(Buffer.from('fd377a585a0000'.padEnd(2000, '0'), 'hex')),
    'unknown-compression',
    /neither a tar archive nor/,
  ],
  ['a compressed layer that is cut off', packed(gzipSync(layer).subarray(0, 150)), 'truncated', /cut off/],
  [
    'a compressed layer that is damaged',
    packed(Buffer.concat([gzipSync(layer).subarray(0, 40), Buffer.alloc(500, 0xaa)])),
    'damaged',
    /does not unpack/,
  ],
  ['an archive compressed as a whole that is cut off', gzipSync(archiveOf(layer)).subarray(0, 600), 'truncated', /to its end/],
  ['an archive compressed as a whole that is damaged', gzipSync(archiveOf(layer)).fill(0xaa, 60, 200), 'damaged', /does not unpack/],
  ['a layer of zeros', packed(zeros), 'decompression-bomb', /250 times/, { suspectBytes: 1 << 20 }],
  ['a layer above the limit', archiveOf(layer, layer), 'too-large', /4,000 bytes unpacked/, { unpackedBytes: 4000 }],
  ['an archive above the limit', archiveOf(layer), 'too-large', /4,000 bytes as it is stored/, { archiveBytes: 4000 }],
  [
    'more entries than the limit',
    layerOf(...Array.from({ length: 200 }, (_, at) => ({ path: `f${at}` }))),
    'too-large',
    /100 files/,
    { entries: 100 },
  ],
  ['more packages than the limit', archiveOf(layer), 'too-large', /1 packages/, { packages: 1 }],
  ['more layers than the limit', archiveOf(layer, layer, layer), 'too-large', /2 layers/, { layers: 2 }],
  ['a path without end', layerOf({ path: 'a/'.repeat(3000), content: 'x' }), 'too-large', /path of more than 4096/],
  ['a header whose checksum is wrong', withHeader((block) => block.write('x', 20)), 'not-an-image', /neither a tar/],
  [
    'a later header whose checksum is wrong',
    withHeader((bytes) => bytes.write('~', 512 + Math.ceil(layer.length / 512) * 512)),
    'damaged',
    /checksum/,
  ],
];

describe('what is wrong with an archive is told, and nothing is called clean', () => {
  for (const [what, bytes, reason, says, limits = {}] of CASES)
    test(what, async () => {
      expect(await readArchive(inChunks(bytes), { limits })).toEqual({
        ok: false,
        error: { reason, message: expect.stringMatching(says) },
      });
    });

  test('a file that is not there', async () => {
    expect(await readArchive('/nowhere/image.tar')).toEqual({
      ok: false,
      error: { reason: 'not-an-image', message: expect.stringContaining('ENOENT') },
    });
  });

  test('a source that breaks off', async () => {
    const breaking = (async function* () {
      yield archiveOf(layer).subarray(0, 2000);
      throw new Error('socket hang up');
    })();
    expect(await readArchive(breaking)).toMatchObject({
      ok: false,
      error: { reason: 'truncated', message: expect.stringContaining('socket hang up') },
    });
  });

  test('a source that falls silent is left at the time limit', async () => {
    const stop = new AbortController();
    const silent = (async function* () {
      yield archiveOf(layer).subarray(0, 2000);
      stop.abort();
      await new Promise(() => {});
      yield layer;
    })();
    expect(await readArchive(silent, { signal: stop.signal })).toMatchObject({ ok: false, error: { reason: 'stopped' } });
  });

  test('an export without its end', async () => {
    const whole = tarOf([{ path: 'etc/hostname', content: 'x' }]);
    expect((await readRootFs(inChunks(whole))).ok).toBe(true);
    expect(await readRootFs(inChunks(whole.subarray(0, 1024)))).toMatchObject({ ok: false, error: { reason: 'truncated' } });
  });

  test('whatever byte is changed and wherever it is cut: refused, or the very same software of the very same image', async () => {
    const whole = tarOf(
      savedArchive([layer, debianLayer('libc6 2.36-10')]).map((entry) =>
        isLayer(entry) ? { ...entry, content: gzipSync(entry.content!) } : entry,
      ),
    );
    const [image] = readValue(await readArchive(inChunks(whole)));
    const damage = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), cut: fc.option(fc.nat(whole.length)) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, cut }) => {
        const bytes = Buffer.from(whole)
          .fill(byte, at, at + 1)
          .subarray(0, cut ?? whole.length);
        const read = await readArchive(inChunks(bytes, 4096));
        if (!read.ok) return;
        for (const found of read.value) expect({ ...found, repoTags: [] }).toEqual({ ...image, repoTags: [] });
      }),
      { numRuns: 60 },
    );
  });
});
