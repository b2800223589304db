import { readFile } from 'node:fs/promises';

/** What this process is allowed of the machine; undefined: as much as there is. */
export interface MachineLimits {
  /** Processors, as a share: `1.5`. */
  readonly cores: number | undefined;
  /** Files and sockets that one process may have open. */
  readonly openFiles: number | undefined;
}

/** cgroup v2 `cpu.max`: quota and period in µs, or `max` (Linux, admin-guide/cgroup-v2). */
export const parseCpuMax = (text: string): number | undefined => {
  const [quota, period] = text.trim().split(/\s+/).map(Number);
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : undefined;
};

/** The soft limit in /proc/self/limits (proc(5)). */
export const parseOpenFiles = (text: string): number | undefined => {
  const soft = Number(/^Max open files\s+(\S+)/m.exec(text)?.[1]);
  return Number.isFinite(soft) ? soft : undefined;
};

/** The folders of cgroup v2 that bound this process: its own and all above it, as /proc/self/cgroup names them. */
export const cgroupFolders = (text: string): string[] => {
  const path = /^0::(\/.*)$/m.exec(text)?.[1];
  if (path === undefined) return [];
  const parts = path.split('/').filter((part) => part !== '');
  return [...parts.keys(), parts.length].map((n) => ['/sys/fs/cgroup', ...parts.slice(0, n)].join('/'));
};

const read = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** cgroup v1 keeps the same two numbers in two files. */
const readVersion1 = async (): Promise<number | undefined> => {
  const folder = '/sys/fs/cgroup/cpu';
  return parseCpuMax(`${await read(`${folder}/cpu.cfs_quota_us`)} ${await read(`${folder}/cpu.cfs_period_us`)}`);
};

/** Reads the limits as they are now. Where the system has no such files there are none. */
export const readMachineLimits = async (): Promise<MachineLimits> => {
  const folders = cgroupFolders(await read('/proc/self/cgroup'));
  const quotas = await Promise.all(folders.map(async (folder) => parseCpuMax(await read(`${folder}/cpu.max`))));
  const bounds = [...quotas, await readVersion1()].filter((quota) => quota !== undefined);
  return {
    cores: bounds.length === 0 ? undefined : Math.min(...bounds),
    openFiles: parseOpenFiles(await read('/proc/self/limits')),
  };
};
