import type { MachineSample } from './machine.ts';

const MIB = 1024 ** 2;
const MIN_MEMORY_BYTES = 128 * MIB;
const MIN_DISK_BYTES = 64 * MIB;
/** Sockets of one slice, and what its scand opens besides. */
const MIN_OPEN_FILES = 256;

export interface LoadCheck {
  readonly machine: MachineSample;
  readonly slots: number;
  readonly used: number;
  /** One-minute load average; default four times the cores, and four. */
  readonly maxLoad: number | undefined;
  readonly spoolIsFull: boolean;
  readonly isEnding: boolean;
  /** A command restarts the machine. */
  readonly isRestarting?: boolean;
}

export const maxLoadOf = (cores: number, maxLoad?: number): number => maxLoad ?? cores * 4 + 4;

const inMib = (bytes: number) => `${Math.floor(bytes / MIB)} MiB`;

/** Why a slice must not start here and now, in words for the console; undefined when it may. Seed 000, "internal checks". */
export const decideDecline = ({ machine, slots, used, maxLoad, spoolIsFull, isEnding, isRestarting }: LoadCheck): string | undefined => {
  const loadLimit = maxLoadOf(machine.cores, maxLoad);
  if (isEnding) return 'The appliance is shutting down.';
  if (isRestarting) return 'The machine is about to restart.';
  if (used >= slots) return slots === 1 ? 'Its only slot is in use.' : `All ${slots} slots are in use.`;
  if (spoolIsFull) return 'No room is left for results: the spool of the appliance is full.';
  if (machine.diskFreeBytes < MIN_DISK_BYTES)
    return `The disk is short: ${inMib(machine.diskFreeBytes)} free, ${inMib(MIN_DISK_BYTES)} needed.`;
  if (machine.memoryAvailableBytes < MIN_MEMORY_BYTES)
    return `Memory is short: ${inMib(machine.memoryAvailableBytes)} available, ${inMib(MIN_MEMORY_BYTES)} needed.`;
  if (machine.openFiles !== undefined && machine.openFiles < MIN_OPEN_FILES)
    return `A process may open only ${machine.openFiles} files; a scan needs ${MIN_OPEN_FILES}.`;
  if (machine.load > loadLimit) return `The load is high: ${machine.load.toFixed(1)}, the limit is ${loadLimit}.`;
  return undefined;
};
