import { configOf, digestOf } from './image-of.ts';
import type { TarInput } from './tar-of.ts';

/** A layer as it is stored, and what it unpacks to. */
export interface StoredLayer {
  readonly stored: Buffer;
  readonly plain: Buffer;
}

const blob = (content: Buffer): TarInput => ({ path: `blobs/sha256/${digestOf(content).slice(7)}`, content });
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const descriptor = (content: Buffer, more: Readonly<Record<string, unknown>> = {}) => ({
  // Wrong on purpose: content decides.
  mediaType: 'application/vnd.oci.image.layer.v1.tar',
  digest: digestOf(content),
  size: content.length,
  ...more,
});

/** An image of these layers: its configuration and its manifest. */
export const imageOf = (layers: readonly StoredLayer[]): { config: Buffer; manifest: Buffer } => {
  const config = configOf(layers.map(({ plain }) => plain));
  const manifest = json({ schemaVersion: 2, config: descriptor(config), layers: layers.map(({ stored }) => descriptor(stored)) });
  return { config, manifest };
};

/** The files of an OCI layout of one image for two platforms, of which one is stored, with an attestation beside it. */
export const ociLayout = (layers: readonly StoredLayer[], name: string): TarInput[] => {
  const { config, manifest } = imageOf(layers);
  const platforms = json({
    manifests: [
      descriptor(manifest, { platform: { os: 'linux', architecture: 'amd64' } }),
      descriptor(Buffer.from('another'), { platform: { os: 'linux', architecture: 'arm64' } }),
      descriptor(Buffer.from('attestation'), { platform: { os: 'unknown', architecture: 'unknown' } }),
    ],
  });
  const index = json({
    schemaVersion: 2,
    manifests: [descriptor(platforms, { annotations: { 'org.opencontainers.image.ref.name': name } })],
  });
  return [
    { path: 'index.json', content: index },
    { path: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
    ...[platforms, manifest, config, ...layers.map(({ stored }) => stored)].map(blob),
  ];
};

/** A zstd frame (RFC 8878, 3.1.1) of blocks that are stored as they are. */
export const zstdOf = (bytes: Buffer): Buffer => {
  const most = 128 * 1024;
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0]);
  head.writeUInt32LE(bytes.length, 5);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += most) {
    const block = bytes.subarray(at, at + most);
    const header = Buffer.alloc(3);
    header.writeUIntLE(Number(at + most >= bytes.length) | (block.length << 3), 0, 3);
    blocks.push(header, block);
  }
  return Buffer.concat([head, ...blocks]);
};
