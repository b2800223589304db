import type { UpdateReport, WantedPackages } from '../protocol/packages.ts';
import type { PollRequest } from '../protocol/poll.ts';
import type { ClockOffset } from '../runtime/clock-offset.ts';
import type { Spool } from '../runtime/spool.ts';
import type { MachineSample } from './machine.ts';

export interface PollFacts {
  readonly bootId: string;
  readonly versions: PollRequest['versions'];
  readonly slots: number;
  readonly used: number;
  readonly wait: boolean;
  readonly machine: MachineSample;
  readonly running: PollRequest['running'];
  readonly revision: number;
  readonly commands: Pick<PollRequest, 'commands' | 'network'>;
  readonly wanted: WantedPackages;
  readonly updates: readonly UpdateReport[];
}

/** What the appliance says of itself at every poll. */
export const composePoll = (facts: PollFacts, { offset, spool }: { offset: ClockOffset; spool: Pick<Spool, 'bytes'> }): PollRequest => {
  const { machine } = facts;
  const offsetMs = offset.offsetMs();
  return {
    bootId: facts.bootId,
    versions: facts.versions,
    capacity: {
      slots: facts.slots,
      used: facts.used,
      cpuPercent: machine.cpuPercent,
      memoryUsedBytes: machine.memoryTotalBytes - machine.memoryAvailableBytes,
      memoryTotalBytes: machine.memoryTotalBytes,
      load: machine.load,
      cores: machine.cores,
      spoolBytes: spool.bytes(),
    },
    running: facts.running,
    clock: { sentAt: Math.max(0, Math.round(offset.machineNow())), ...(offsetMs === undefined ? {} : { offsetMs }) },
    configurationRevision: facts.revision,
    wait: facts.wait,
    ...facts.commands,
    wanted: facts.wanted,
    updates: [...facts.updates],
  };
};
