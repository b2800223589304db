import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';
import { readImageLayers, readManifest } from './read-image-layers.ts';
import { readOciLayout } from './read-oci-layout.ts';
import { packageDrift, readRootFs } from './read-root-fs.ts';
import { debianLayer, digestOf, dpkgStatus, inChunks, OS_RELEASE, savedArchive } from './testing/image-of.ts';
import { imageOf, ociLayout, type StoredLayer, zstdOf } from './testing/oci-layout-of.ts';
import { readValue } from './testing/read-value.ts';
import { type TarInput, tarOf } from './testing/tar-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchbill-layout-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = debianLayer('libc6 2.36-9', 'zlib1g 1:1.2.13');
const upgrade = tarOf([{ path: 'var/lib/dpkg/status', content: dpkgStatus('libc6 2.36-10', 'zlib1g 1:1.2.13') }]);
const removal = tarOf([{ path: 'srv/.wh.data' }, { path: 'srv/readme', content: 'x'.repeat(300_000) }]);
const layers: readonly StoredLayer[] = [
  { stored: gzipSync(base), plain: base },
  { stored: zstdOf(upgrade), plain: upgrade },
  { stored: removal, plain: removal },
];
const packages = [
  ['libc6', '2.36-10', digestOf(upgrade)],
  ['zlib1g', '1:1.2.13', digestOf(base)],
];
const brief = (image: { packages: readonly { name: string; version: string; layer: string }[] } | undefined) =>
  image?.packages.map(({ name, version, layer }) => [name, version, layer]);

const writeLayout = (name: string, files: readonly TarInput[]): string => {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), content ?? '');
  }
  return join(folder, name);
};

describe('an OCI layout with plain, gzipped and zstd layers, of one platform of two', () => {
  const files = ociLayout(layers, 'app:1');
  const { manifest, config } = imageOf(layers);

  test('a folder and the same packed as an archive are the same image', async () => {
    const [image, ...others] = readValue(await readOciLayout(writeLayout('whole', files)));
    expect(others).toEqual([]);
    expect(image).toMatchObject({ imageId: digestOf(config), manifestDigest: digestOf(manifest), repoTags: ['app:1'] });
    expect(brief(image)).toEqual(packages);
    expect(readValue(await readArchive(inChunks(tarOf(files), 3000)))).toEqual([image]);
  });

  test.each([
    ['a blob that is not what its name says', 1, 'digest-mismatch'],
    ['a blob that is cut off', 0, 'truncated'],
  ])('%s', async (what, at, reason) => {
    const path = `blobs/sha256/${digestOf(layers[at]!.stored).slice(7)}`;
    const spoiled = files.map((file) =>
      file.path === path ? { path, content: at === 0 ? layers[0]!.stored.subarray(0, 200) : zstdOf(base) } : file,
    );
    expect(await readOciLayout(writeLayout(what, spoiled))).toMatchObject({ ok: false, error: { reason } });
  });

  test('a blob that is a symbolic link is not there', async () => {
    const path = `blobs/sha256/${digestOf(layers[0]!.stored).slice(7)}`;
    const layout = writeLayout(
      'linked',
      files.filter((file) => file.path !== path),
    );
    writeFileSync(join(folder, 'elsewhere'), layers[0]!.stored);
    symlinkSync(join(folder, 'elsewhere'), join(layout, path));
    expect(await readOciLayout(layout)).toMatchObject({ ok: false, error: { reason: 'incomplete' } });
  });

  test('a folder that is none', async () => {
    expect(await readOciLayout(join(folder, 'nowhere'))).toMatchObject({ ok: false, error: { reason: 'not-an-image' } });
  });
});

describe('the parts of an image one by one, as a registry gives them', () => {
  const { config, manifest } = imageOf(layers);
  const sources = layers.map(({ stored }) => ({ digest: digestOf(stored), open: () => inChunks(stored, 777) }));
  const image = { config, configDigest: digestOf(config), repoTags: ['registry.corp.example/app:1'], manifestDigest: digestOf(manifest) };

  test('manifest, configuration, layers', async () => {
    const read = readValue(await readManifest(manifest, digestOf(manifest)));
    expect(read).toMatchObject({ kind: 'manifest', digest: digestOf(manifest), config: { digest: digestOf(config) } });
    expect(brief(readValue(await readImageLayers({ ...image, layers: sources })))).toEqual(packages);
  });

  test('what does not have its digest is refused', async () => {
    expect(await readManifest(manifest, digestOf(config))).toMatchObject({ ok: false, error: { reason: 'digest-mismatch' } });
    const wrongConfig = { ...image, configDigest: digestOf(manifest), layers: sources };
    expect(await readImageLayers(wrongConfig)).toMatchObject({ ok: false, error: { reason: 'digest-mismatch' } });
    const wrongLayer = { ...image, layers: [{ ...sources[0]!, digest: digestOf(base) }, ...sources.slice(1)] };
    expect(await readImageLayers(wrongLayer)).toMatchObject({ ok: false, error: { reason: 'digest-mismatch' } });
    const fewer = { ...image, layers: sources.slice(1) };
    expect(await readImageLayers(fewer)).toMatchObject({ ok: false, error: { reason: 'incomplete' } });
  });

  test('a layer that cannot be fetched', async () => {
    const failing = { ...image, layers: [{ ...sources[0]!, open: () => Promise.reject(new Error('404 Not Found')) }] };
    expect(await readImageLayers(failing)).toEqual({
      ok: false,
      error: { reason: 'truncated', message: expect.stringContaining('404 Not Found') },
    });
  });
});

test('a layer that docker 20.10 stored once and links to, and two images in one archive', async () => {
  const first = savedArchive([base, upgrade], ['app:1', 'app:latest']);
  const second = savedArchive([base], ['base:1']);
  const linked = second.map((entry) =>
    entry.path.endsWith('layer.tar') ? { path: `copy/layer.tar`, flag: '2', linkPath: `../${first[0]!.path}` } : entry,
  );
  const listOf = (entries: readonly TarInput[]) => JSON.parse(String(entries.at(-1)!.content));
  const list = [...listOf(first), { ...listOf(second)[0], Layers: ['copy/layer.tar'] }];
  const archive = tarOf([...linked.slice(0, -1), ...first.slice(0, -1), { path: 'manifest.json', content: JSON.stringify(list) }]);
  const images = readValue(await readArchive(inChunks(archive)));
  expect(images.map(({ repoTags, layers: of }) => [repoTags, of.map(({ digest }) => digest)])).toEqual([
    [
      ['app:1', 'app:latest'],
      [digestOf(base), digestOf(upgrade)],
    ],
    [['base:1'], [digestOf(base)]],
  ]);
});

test('a container’s export: whiteouts are names there, and its drift is what its image does not have', async () => {
  const [image] = readValue(await readArchive(inChunks(tarOf(savedArchive([base])))));
  const status = dpkgStatus('libc6 2.36-9', 'curl 7.88.1-10');
  const exported = tarOf([
    { path: 'etc/os-release', content: OS_RELEASE },
    { path: 'var/lib/dpkg/status', content: status },
    { path: 'var/lib/dpkg/.wh.status' },
  ]);
  const container = readValue(await readRootFs(inChunks(exported)));
  const drift = packageDrift(image!, container);
  expect([drift.added.map(({ name }) => name), drift.removed.map(({ name }) => name)]).toEqual([['curl'], ['zlib1g']]);
});

const zstd = spawnSync('zstd', ['-c', '-19'], { input: base });
if (zstd.status !== 0) process.stderr.write('\nSKIPPED: a layer compressed by the zstd program, because it is not installed.\n');
test.skipIf(zstd.status !== 0)('a layer compressed by the zstd program', async () => {
  const files = ociLayout([{ stored: zstd.stdout, plain: base }], 'app:1');
  expect(readValue(await readArchive(inChunks(tarOf(files))))[0]?.packages).toHaveLength(2);
  const cut = ociLayout([{ stored: zstd.stdout.subarray(0, -9), plain: base }], 'app:1');
  expect(await readArchive(inChunks(tarOf(cut)))).toMatchObject({ ok: false, error: { reason: 'truncated' } });
});
