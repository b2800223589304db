import { createHash } from 'node:crypto';
import { packageManifest, targetPathOf } from '#protocol/packages';
import type { Database } from '../../storage/database.ts';
import { ROLES, type RoleName } from './key-store.ts';
import { metadataOf, newestMetadata } from './metadata-store.ts';
import { readContent } from './package-store.ts';

/** A file of the repository, as it is sent. */
export interface RepositoryFile {
  readonly body: Buffer;
  /** Digest of the body, hexadecimal. */
  readonly tag: string;
  /** The name will always mean these bytes. */
  readonly forEver: boolean;
}

export interface RepositoryFiles {
  /** `timestamp.json`, `3.targets.json`. */
  readonly metadata: (name: string) => Promise<RepositoryFile | undefined>;
  /** `<sha256>.scand-1.0.3.tar.gz`. */
  readonly target: (name: string) => Promise<RepositoryFile | undefined>;
}

const METADATA = /^(?:(\d{1,9})\.)?([a-z]+)\.json$/;
const TARGET = /^([0-9a-f]{64})\.([a-z]+)-(.+)\.tar\.gz$/;
/** A fleet asks for the same few packages one after another; each has 16 MiB at most. */
const KEPT = 3;

const digest = (body: Buffer) => createHash('sha256').update(body).digest('hex');

export function createRepositoryFiles(db: Database): RepositoryFiles {
  const kept = new Map<string, Buffer>();
  const keep = (name: string, body: Buffer) => {
    kept.set(name, body);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  };
  return {
    metadata: async (name) => {
      const [, version, role] = METADATA.exec(name) ?? [];
      if (!ROLES.some((one) => one === role)) return undefined;
      const known = role as RoleName;
      const row = version === undefined ? await newestMetadata(db, known) : await metadataOf(db, known, Number(version));
      if (row === undefined) return undefined;
      const body = Buffer.from(row.body);
      return { body, tag: digest(body), forEver: version !== undefined };
    },
    target: async (name) => {
      const [, sha256 = '', packageName, version] = TARGET.exec(name) ?? [];
      const asked = packageManifest.safeParse({ package: packageName, version });
      if (!asked.success || !name.endsWith(`.${targetPathOf(asked.data.package, asked.data.version)}`)) return undefined;
      const before = kept.get(name);
      if (before !== undefined) return { body: before, tag: sha256, forEver: true };
      const row = await readContent(db, asked.data.package, asked.data.version);
      if (row?.sha256 !== sha256) return undefined;
      keep(name, row.content);
      return { body: row.content, tag: sha256, forEver: true };
    },
  };
}
