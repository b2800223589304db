import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';
import { debianLayer, digestOf, dpkgStatus, inChunks, savedArchive } from './testing/image-of.ts';
import { readValue } from './testing/read-value.ts';
import { tarOf } from './testing/tar-of.ts';

const base = debianLayer('libc6 2.36-9+deb12u4 glibc', 'libssl3 3.0.11-1~deb12u2 openssl', 'perl-base 5.36.0-7 perl (5.36.0-7)');
const upgrade = tarOf([
  {
    path: './var/lib/dpkg/status',
    content: dpkgStatus('libc6 2.36-9+deb12u4 glibc', 'libssl3 3.0.15-1~deb12u1 openssl', 'curl 7.88.1-10'),
  },
]);

test('the packages of a saved image are those of its uppermost list, each with the layer that brought it in', async () => {
  const [image, ...others] = readValue(await readArchive(inChunks(tarOf(savedArchive([base, upgrade])))));
  expect(others).toEqual([]);
  expect(image).toMatchObject({
    imageId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    repoTags: ['app:1'],
    architecture: 'amd64',
    created: '2026-11-20T10:00:00.000Z',
    size: base.length + upgrade.length,
    os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)', ecosystem: 'Debian:12' },
    layers: [
      { digest: digestOf(base), size: base.length, createdBy: 'step 1' },
      { digest: digestOf(upgrade), size: upgrade.length, createdBy: 'step 2' },
    ],
    notes: [],
  });
  expect(image?.packages.map(({ name, version, layer }) => [name, version, layer])).toEqual([
    ['curl', '7.88.1-10', digestOf(upgrade)],
    ['libc6', '2.36-9+deb12u4', digestOf(base)],
    ['libssl3', '3.0.15-1~deb12u1', digestOf(upgrade)],
  ]);
  expect(image?.packages[2]).toEqual({
    ecosystem: 'Debian:12',
    type: 'deb',
    name: 'libssl3',
    version: '3.0.15-1~deb12u1',
    source: { name: 'openssl', version: '3.0.15-1~deb12u1' },
    purl: 'pkg:deb/debian/libssl3@3.0.15-1~deb12u1?arch=amd64&distro=debian-12',
    layer: digestOf(upgrade),
  });
});

test('compressed as a whole it is the same image', async () => {
  const plain = tarOf(savedArchive([base, upgrade]));
  expect(await readArchive(inChunks(gzipSync(plain)))).toEqual(await readArchive(inChunks(plain, 1 << 20)));
});
