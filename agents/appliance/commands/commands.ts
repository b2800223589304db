import type { PollRequest, PollResponse } from '../../protocol/poll.ts';
import type { Wait } from '../../runtime/clock.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import type { Log } from '../../runtime/log.ts';
import { changeNetwork, failed, type Outcome, restoreNetwork } from './change-network.ts';
import { type CommandRun, createCommandBoard } from './command-board.ts';
import type { CommandStore, StoredCommand } from './command-store.ts';
import { createContactProof } from './contact-proof.ts';
import type { MachineNetwork } from './machine-network.ts';
import { createNetworkNews } from './network-news.ts';
import { judgeRestart, restartMachine } from './restart-machine.ts';
import { readWanted } from './wanted-file.ts';

export interface CommandSettings {
  /** Program and words; absent where the machine must not be restarted. */
  readonly rebootCommand: readonly string[] | undefined;
  readonly bootIdFile: string;
  readonly undoAfterMs: number;
}

export interface CommandsParts {
  readonly settings: CommandSettings;
  readonly store: CommandStore;
  readonly wantedFile: string;
  readonly network: MachineNetwork;
  readonly platformKey: string;
  readonly applianceId: string;
  /** Looks for new packages now; fails with the reason. Absent: this appliance has no updater. */
  readonly onUpdateCommand?: (() => Promise<void>) | undefined;
  /** Gives slices in flight back and takes no new ones; what is returned takes them again. */
  readonly endSlices: () => Promise<() => void>;
  /** Gives a held poll up, so that the platform hears of it at once. */
  readonly onNews: () => void;
  readonly ending: AbortSignal;
  readonly offset: ClockOffset;
  readonly wait: Wait;
  readonly log: Log;
}

/** Command jobs (seed 000): routes, VLANs, update, reboot. */
export interface Commands {
  resume(): Promise<void>;
  /** What goes up with the next poll. */
  compose(): Promise<Pick<PollRequest, 'commands' | 'network'>>;
  /** The poll that was composed last has been answered. */
  answered(answer: PollResponse): Promise<void>;
  /** The network was changed and is not proven: polls are short, and tried again soon. */
  isUrgent(): boolean;
  /** Undoes what is not proven. */
  stop(): Promise<void>;
}

const RETRY_RESTORE_MS = 30_000;
const NO_UPDATER = 'This appliance has no updater: install the new version by hand.';

export const createCommands = (parts: CommandsParts): Commands => {
  const { settings, network, wantedFile, ending, wait, log } = parts;
  // An unproven change is given up when the program ends: nobody else would watch over it.
  const proof = createContactProof((delayMs, over) => wait(delayMs, over ? AbortSignal.any([over, ending]) : ending), parts.onNews);
  const news = createNetworkNews(parts);
  const changeParts = { network, wantedFile, isReached: proof.isReached, undoAfterMs: settings.undoAfterMs, log };

  const carryOut = async ({ claims, keepBootId }: CommandRun): Promise<Outcome | undefined> => {
    if (claims.kind === 'routes' || claims.kind === 'vlans') {
      const outcome = await changeNetwork(changeParts, claims);
      // Cut short by the end of the program: it is undone, and the next start says why.
      return outcome.state === 'failed' && ending.aborted ? undefined : outcome;
    }
    if (claims.kind === 'update') return update(parts.onUpdateCommand);
    const untilEnding = (atMostMs: number) => wait(atMostMs, ending);
    return restartMachine({ ...settings, keepBootId, endSlices: parts.endSlices, untilEnding, isEnding: () => ending.aborted });
  };
  const judgeInterrupted = async ({ claims, bootId }: StoredCommand): Promise<Outcome> => {
    if (claims.kind === 'reboot') return judgeRestart(bootId, settings.bootIdFile);
    if (claims.kind === 'update') return failed('The appliance ended in the middle of it.');
    const proven = (await readWanted(wantedFile).catch(() => undefined))?.commandId === claims.jti;
    return proven ? { state: 'succeeded' } : failed('The appliance ended before the change was proven. The former lists are back.');
  };
  const board = createCommandBoard({ ...parts, carryOut, judgeInterrupted });
  const keepRestoring = async () => {
    while (!ending.aborted) {
      await wait(RETRY_RESTORE_MS, ending);
      if (ending.aborted || (await restoreNetwork(changeParts))) return;
    }
  };

  let onAnswered = () => {};
  return {
    resume: async () => {
      if (!(await restoreNetwork(changeParts))) void keepRestoring();
      await board.resume();
    },
    compose: async () => {
      const proven = proof.pollBegins();
      const changed = await news.read();
      onAnswered = () => {
        proven();
        changed?.told();
      };
      return { commands: board.told(), ...(changed === undefined ? {} : { network: changed.facts }) };
    },
    answered: async ({ noted = [], commands = [] }) => {
      onAnswered();
      await board.noted(noted);
      await board.take(commands);
    },
    isUrgent: proof.isAsked,
    stop: board.stop,
  };
};

const update = async (onUpdateCommand: CommandsParts['onUpdateCommand']): Promise<Outcome> => {
  if (onUpdateCommand === undefined) return failed(NO_UPDATER);
  await onUpdateCommand();
  return { state: 'succeeded' };
};
