import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running PostgreSQL says of itself in `postmaster.pid` (PostgreSQL source, `pidfile.h`). */
export interface PostmasterPid {
  readonly pid: number;
  readonly dataFolder: string;
  readonly port: number;
}

export function readPostmasterPid(dataFolder: string): PostmasterPid | undefined {
  const file = join(dataFolder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, folder, , port] = readFileSync(file, 'utf8').split('\n');
  const parsed = { pid: Number(pid), dataFolder: folder ?? '', port: Number(port) };
  return parsed.pid > 0 && parsed.port > 0 ? parsed : undefined;
}

/** Signal 0 asks without disturbing. EPERM: it lives, under another user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
