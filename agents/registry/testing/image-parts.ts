import { gzipSync } from 'node:zlib';
import { configOf, digestOf } from '../../inventory/testing/image-of.ts';

/** An image as a registry stores it. */
export interface ImageParts {
  readonly manifest: Buffer;
  readonly mediaType: string;
  readonly digest: string;
  /** Configuration and layers by their digests. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly layerDigests: readonly string[];
}

export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** Of these layers (unpacked), compressed as engines push them. */
export const partsOf = (layers: readonly Buffer[], more: Readonly<Record<string, unknown>> = {}): ImageParts => {
  const config = configOf(layers, more);
  const packed = layers.map((layer) => gzipSync(layer));
  const describe = (mediaType: string, bytes: Buffer) => ({ mediaType, size: bytes.length, digest: digestOf(bytes) });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: DOCKER_MANIFEST,
      config: describe('application/vnd.docker.container.image.v1+json', config),
      layers: packed.map((each) => describe('application/vnd.docker.image.rootfs.diff.tar.gzip', each)),
    }),
  );
  const blobs = new Map([config, ...packed].map((bytes) => [digestOf(bytes), bytes]));
  return { manifest, mediaType: DOCKER_MANIFEST, digest: digestOf(manifest), blobs, layerDigests: packed.map(digestOf) };
};

/** The index of images for platforms, each `os/architecture`. */
export const indexOf = (images: Readonly<Record<string, ImageParts>>): Buffer =>
  Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: Object.entries(images).map(([platform, { mediaType, manifest, digest }]) => {
        const [os, architecture] = platform.split('/');
        return { mediaType, size: manifest.length, digest, platform: { os, architecture } };
      }),
    }),
  );
