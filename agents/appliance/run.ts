import { randomUUID } from 'node:crypto';
import { machineClock, machineWait } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import type { Identity } from '../runtime/identity-file.ts';
import { readIdentity } from '../runtime/identity-file.ts';
import { takeLock } from '../runtime/lock-file.ts';
import { createLog, type Log } from '../runtime/log.ts';
import { createPlatformClient } from '../runtime/platform-client.ts';
import { openSpool } from '../runtime/spool.ts';
import { createTransport } from '../runtime/transport.ts';
import { runAppliance } from './appliance.ts';
import { readApplianceState } from './appliance-state.ts';
import { openCommandStore } from './commands/command-store.ts';
import type { CommandSettings } from './commands/commands.ts';
import { createIpTool } from './commands/ip-tool.ts';
import { createMachineNetwork } from './commands/machine-network.ts';
import type { DataFolder } from './data-folder.ts';
import { Exit } from './exit-code.ts';
import { createMachine } from './machine.ts';
import { createStartScand, type ScandCommand } from './scand-process.ts';
import { openSliceStore } from './slice-store.ts';

export interface RunInput {
  readonly data: DataFolder;
  readonly scand: ScandCommand;
  readonly slots: number | undefined;
  readonly maxLoad: number | undefined;
  readonly commands: CommandSettings;
  readonly ending: AbortSignal;
  readonly writeLog: (line: string) => void;
}

export const requireIdentity = async (data: DataFolder): Promise<Identity> => {
  const identity = await readIdentity(data.identity);
  if (identity) return identity;
  throw new Exit(
    'notRegistered',
    `No appliance is registered in ${data.folder}. Run: watchbill-appliance register --server URL --perscode CODE`,
  );
};

const openParts = async (input: RunInput, identity: Identity, log: Log) => {
  const { data } = input;
  const state = await readApplianceState(data.state);
  const offset = createClockOffset(machineClock, state.offsetMs);
  const newId = () => randomUUID();
  return {
    state,
    offset,
    newId,
    client: createPlatformClient({ transport: createTransport(identity.server), offset, newId, signer: identity }),
    spool: await openSpool({
      folder: data.spool,
      onDamage: (count) => log('warn', 'Half-written reports of a crash were passed over.', { count }),
    }),
    store: await openSliceStore(data.slices),
    commands: {
      settings: input.commands,
      store: await openCommandStore(data.commands),
      wantedFile: data.network,
      network: createMachineNetwork(createIpTool(), identity.server),
      platformKey: identity.platformKey,
      applianceId: identity.applianceId,
    },
  };
};

/** The appliance, built from real parts, until the signal aborts. */
export const run = async (input: RunInput): Promise<void> => {
  const { data, ending } = input;
  const identity = await requireIdentity(data);
  const release = await takeLock(data.lock);
  const log = createLog(input.writeLog, machineClock);
  try {
    const parts = await openParts(input, identity, log);
    const banned = await runAppliance(
      {
        ...parts,
        data,
        log,
        clock: machineClock,
        wait: machineWait,
        random: Math.random,
        machine: createMachine(data.folder),
        scand: input.scand,
        startScand: createStartScand(input.scand, machineWait),
        slots: input.slots,
        maxLoad: input.maxLoad,
      },
      ending,
    );
    await parts.spool.close();
    if (banned) throw new Exit('banned', `The platform will have nothing to do with this appliance: ${banned.message}`);
  } finally {
    await release();
  }
};
