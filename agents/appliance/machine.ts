import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** The machine as it is now. Bytes; CPU since the last look. */
export interface MachineSample {
  readonly cores: number;
  readonly cpuPercent: number;
  readonly load: number;
  readonly memoryTotalBytes: number;
  readonly memoryAvailableBytes: number;
  readonly diskFreeBytes: number;
}

export type Machine = () => Promise<MachineSample>;

const GIB = 1024 ** 3;
const MAX_SLOTS = 32;

const cpuTimes = () => {
  const all = cpus().map(({ times }) => ({ idle: times.idle, total: times.user + times.nice + times.sys + times.idle + times.irq }));
  return all.reduce((sum, each) => ({ idle: sum.idle + each.idle, total: sum.total + each.total }), { idle: 0, total: 0 });
};

/** A container may be allowed less memory than the machine has. */
const memoryTotal = (): number => {
  const allowed = process.constrainedMemory();
  return allowed > 0 && allowed < totalmem() ? allowed : totalmem();
};

export const createMachine = (folder: string): Machine => {
  let before = cpuTimes();
  return async () => {
    const now = cpuTimes();
    const busy = now.total > before.total ? 1 - (now.idle - before.idle) / (now.total - before.total) : 0;
    before = now;
    const memoryTotalBytes = memoryTotal();
    const disk = await statfs(folder);
    return {
      cores: availableParallelism(),
      cpuPercent: Math.round(Math.min(1, Math.max(0, busy)) * 1000) / 10,
      load: Math.max(0, loadavg()[0] ?? 0),
      memoryTotalBytes,
      memoryAvailableBytes: Math.min(process.availableMemory(), memoryTotalBytes),
      diskFreeBytes: disk.bavail * disk.bsize,
    };
  };
};

/** Scanning waits for the network most of the time: two slices a core, and half a GiB of memory for each. */
export const slotsOf = ({ cores, memoryTotalBytes }: Pick<MachineSample, 'cores' | 'memoryTotalBytes'>): number =>
  Math.max(1, Math.min(MAX_SLOTS, cores * 2, Math.floor(memoryTotalBytes / (GIB / 2))));
