import { createHash } from 'node:crypto';
import { type TarInput, tarOf } from './tar-of.ts';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const digestOf = (bytes: Uint8Array): string => `sha256:${sha256(bytes)}`;

/** The configuration of an image of these layers (unpacked). */
export const configOf = (layers: readonly Buffer[], more: Readonly<Record<string, unknown>> = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      created: '2026-11-20T10:00:00Z',
      rootfs: { type: 'layers', diff_ids: layers.map(digestOf) },
      history: layers.map((_, at) => ({ created_by: `step ${at + 1}` })),
      ...more,
    }),
  );

/** An archive as docker 20.10 saves it: `<id>/layer.tar`, the configuration, and the list of images last. */
export const savedArchive = (layers: readonly Buffer[], repoTags: readonly string[] = ['app:1']): TarInput[] => {
  const config = configOf(layers);
  const paths = layers.map((layer, at) => `${sha256(Buffer.from(`${at}${sha256(layer)}`))}/layer.tar`);
  const manifest = [{ Config: `${sha256(config)}.json`, RepoTags: repoTags, Layers: paths }];
  return [
    ...layers.map((content, at) => ({ path: paths[at]!, content })),
    { path: `${sha256(config)}.json`, content: config },
    { path: 'manifest.json', content: JSON.stringify(manifest) },
  ];
};

export const OS_RELEASE = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n';

/** dpkg's list of these packages, each `name version [source [(version)]]`. */
export const dpkgStatus = (...packages: readonly string[]): string =>
  packages
    .map((each) => {
      const [, name, version, source] = /^(\S+) (\S+)(?: (.+))?$/.exec(each)!;
      return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n${source ? `Source: ${source}\n` : ''}Version: ${version}\n`;
    })
    .join('\n');

/** A layer of a Debian image with these packages. */
export const debianLayer = (...packages: readonly string[]): Buffer =>
  tarOf([
    { path: 'etc/', flag: '5' },
    { path: 'etc/os-release', content: OS_RELEASE },
    { path: 'var/lib/dpkg/status', content: dpkgStatus(...packages) },
  ]);

/** The bytes in chunks of a size that fits no block. */
export async function* inChunks(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
