import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isMissing } from './atomic-file.ts';

/** Another living process holds the lock. */
export class Locked extends Error {
  override readonly name = 'Locked';
  readonly pid: number;
  constructor(pid: number) {
    super(`Another appliance (process ${pid}) already runs on this data folder.`);
    this.pid = pid;
  }
}

const readBoot = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
};

/** Tells a process from a later one with the same number: boot and start tick (proc(5), field 22). Empty where there is no /proc. */
const identityOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const startTick = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readBoot()}/${startTick}`;
  } catch {
    return '';
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The living holder, or undefined. */
export const lockHolder = async (path: string): Promise<number | undefined> => {
  try {
    const [pidText = '', identity = ''] = (await readFile(path, 'utf8')).trim().split(' ');
    const pid = Number(pidText);
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined;
    return identity === identityOf(pid) ? pid : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Written aside and linked, so that nobody ever reads a lock without its content. */
const tryTake = async (path: string): Promise<boolean> => {
  const draft = `${path}.${randomUUID()}.draft`;
  await writeFile(draft, `${process.pid} ${identityOf(process.pid)}\n`, { mode: 0o600 });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
};

/** Takes the lock, also from a process that died; throws Locked while one lives. Returns what gives it back. */
export const takeLock = async (path: string): Promise<() => Promise<void>> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await tryTake(path)) return () => rm(path, { force: true });
    const holder = await lockHolder(path);
    if (holder !== undefined) throw new Locked(holder);
    // Moved away rather than removed: of two that find it stale only one succeeds.
    const stale = `${path}.${randomUUID()}.stale`;
    await rename(path, stale).catch((error) => {
      if (!isMissing(error)) throw error;
    });
    await rm(stale, { force: true });
  }
  throw new Error('The lock of the data folder changes hands all the time.');
};
