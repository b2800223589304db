import type { NetworkFacts } from '../../protocol/command.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import type { MachineNetwork } from './machine-network.ts';
import { NOTHING_WANTED, readWanted } from './wanted-file.ts';

export interface NetworkNews {
  /** The facts, when they differ from what was told; call `told` once the platform has them. */
  read(): Promise<{ readonly facts: NetworkFacts; readonly told: () => void } | undefined>;
}

export interface NetworkNewsParts {
  readonly network: MachineNetwork;
  readonly wantedFile: string;
  readonly offset: Pick<ClockOffset, 'now'>;
  readonly log: Log;
}

/** Reads the network back before every poll, and tells of it when it changed. */
export const createNetworkNews = ({ network, wantedFile, offset, log }: NetworkNewsParts): NetworkNews => {
  let told: string | undefined;
  let complained = false;
  return {
    read: async () => {
      try {
        const facts = await network.read((await readWanted(wantedFile)) ?? NOTHING_WANTED, offset.now());
        const { readAt: _, ...lasting } = facts;
        const text = JSON.stringify(lasting);
        if (text === told) return undefined;
        return {
          facts,
          told: () => {
            told = text;
          },
        };
      } catch (error) {
        if (!complained) log('warn', 'The network of this machine cannot be read.', { reason: describeError(error) });
        complained = true;
        return undefined;
      }
    },
  };
};
