import { gunzipSync } from 'node:zlib';
import { BadArchive, type PackedFile, readArchive } from '#protocol/package-archive';
import { PACKAGE_ENTRY, PACKAGE_LIMITS, packageManifest } from '#protocol/packages';
import { err, ok, type Result } from '../../domain/result.ts';
import type { PackedPackage } from './own-packages.ts';

/** Checks a package that somebody hands in as an appliance would. The error says what is wrong with it. */
export function readPackage(content: Buffer): Result<PackedPackage, string> {
  if (content.length > PACKAGE_LIMITS.packedBytes) return err(`A package has at most ${PACKAGE_LIMITS.packedBytes / 1024 ** 2} MiB.`);
  const files = unpack(content);
  if (!files.ok) return files;
  const manifest = packageManifest.safeParse(jsonOf(files.value.find(({ name }) => name === 'manifest.json')));
  if (!manifest.success) return err('It holds no manifest.json that names a package and its version.');
  const entry = PACKAGE_ENTRY[manifest.data.package];
  if (!files.value.some(({ name, content: { length } }) => name === entry && length > 0))
    return err(`A package ${manifest.data.package} holds ${entry}.`);
  return ok({ ...manifest.data, content });
}

function unpack(content: Buffer): Result<PackedFile[], string> {
  try {
    return ok(readArchive(gunzipSync(content, { maxOutputLength: PACKAGE_LIMITS.unpackedBytes })));
  } catch (error) {
    return err(error instanceof BadArchive ? error.message : 'It is not a gzipped archive, or unpacks to more than 64 MiB.');
  }
}

function jsonOf(file: PackedFile | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(file?.content ?? []).toString('utf8'));
  } catch {
    return undefined;
  }
}
