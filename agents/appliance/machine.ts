import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { readMachineLimits } from './machine-limits.ts';

/** The machine as it is now. Bytes; CPU since the last look. */
export interface MachineSample {
  /** Whole ones that it may use: of the machine, or of its control group where that has fewer. */
  readonly cores: number;
  /** Files and sockets that one process may have open; absent: not limited, or not known. */
  readonly openFiles?: number;
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
    const { cores, openFiles } = await readMachineLimits();
    return {
      cores: Math.max(1, Math.floor(Math.min(availableParallelism(), cores ?? Number.POSITIVE_INFINITY))),
      ...(openFiles === undefined ? {} : { openFiles }),
      cpuPercent: Math.round(Math.min(1, Math.max(0, busy)) * 1000) / 10,
      load: Math.max(0, loadavg()[0] ?? 0),
      memoryTotalBytes,
      memoryAvailableBytes: Math.min(process.availableMemory(), memoryTotalBytes),
      diskFreeBytes: disk.bavail * disk.bsize,
    };
  };
};

/** What the appliance itself has open, and what each slice adds in it: the pipes of its scand, files of slice and spool. */
const OWN_FILES = 64;
const FILES_PER_SLICE = 16;

/** Scanning waits for the network most of the time: two slices a core, half a GiB of memory for each, and files to talk to its scand. */
export const slotsOf = (machine: Pick<MachineSample, 'cores' | 'memoryTotalBytes' | 'openFiles'>): number => {
  const { cores, memoryTotalBytes, openFiles = Number.POSITIVE_INFINITY } = machine;
  const byFiles = Math.floor((openFiles - OWN_FILES) / FILES_PER_SLICE);
  return Math.max(1, Math.min(MAX_SLOTS, cores * 2, Math.floor(memoryTotalBytes / (GIB / 2)), byFiles));
};
