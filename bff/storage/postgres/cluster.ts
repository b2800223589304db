import { execFile } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Binaries, canReach } from './binaries.ts';
import type { SystemUser } from './system-user.ts';

/** A PostgreSQL data folder and what it takes to sign in to it. */
export interface Cluster {
  readonly folder: string;
  readonly logFile: string;
  readonly user: string;
  readonly password: string;
}

const run = promisify(execFile);
const SUPERUSER = 'watchbill';

/** Opens the cluster below `base`, made with initdb if there is none. A half-made one from a killed start is thrown away. */
export async function openCluster(
  base: string,
  binaries: Binaries,
  user: SystemUser | undefined,
  newPassword: () => string,
): Promise<Cluster> {
  mkdirSync(base, { recursive: true });
  if (user !== undefined && !canReach(base, user)) {
    throw new Error(
      `PostgreSQL's own user cannot reach the data folder ${base}; set WATCHBILL_DATA to a folder that every user may enter, such as /var/lib/watchbill`,
    );
  }
  const { folder, passwordFile } = placesOf(base);
  if (!existsSync(join(folder, 'PG_VERSION'))) await create(folder, passwordFile, { binaries, user, newPassword });
  return readCluster(base);
}

const placesOf = (base: string) => ({ folder: join(base, 'postgres'), passwordFile: join(base, 'postgres-password') });

/** A cluster that is there. */
export function readCluster(base: string): Cluster {
  const { folder, passwordFile } = placesOf(base);
  return { folder, logFile: join(base, 'postgres.log'), user: SUPERUSER, password: readFileSync(passwordFile, 'utf8').trim() };
}

/** Connection string of a database in it. */
export const urlIn = ({ user, password }: Cluster, port: number, database: string): string =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;

interface CreateOptions {
  readonly binaries: Binaries;
  readonly user: SystemUser | undefined;
  readonly newPassword: () => string;
}

async function create(folder: string, passwordFile: string, { binaries, user, newPassword }: CreateOptions): Promise<void> {
  const half = `${folder}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, `${newPassword()}\n`, { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (user !== undefined) {
    chownSync(half, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const flags = ['-D', half, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C.UTF-8'];
  try {
    await run(binaries.initdb, flags, { ...user, env: { PATH: process.env.PATH, TZ: 'UTC' } });
  } catch (cause) {
    const text = (cause as { stderr?: string }).stderr?.trim() ?? String(cause);
    throw new Error(`the database could not be created in ${folder}: ${text}`, { cause });
  }
  renameSync(half, folder);
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
