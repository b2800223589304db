import { randomUUID } from 'node:crypto';
import type { LogBatch } from '../protocol/log.ts';
import { machineClock, machineWait } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import type { Identity } from '../runtime/identity-file.ts';
import { readIdentity } from '../runtime/identity-file.ts';
import { openJournal } from '../runtime/journal.ts';
import { Locked, takeLock } from '../runtime/lock-file.ts';
import { bothLogs, createLog, type Log } from '../runtime/log.ts';
import { createLogLoop } from '../runtime/log-loop.ts';
import { createPlatformClient, PLAIN_TIMEOUT_MS } from '../runtime/platform-client.ts';
import { openSpool } from '../runtime/spool.ts';
import { createTransport } from '../runtime/transport.ts';
import { openManifest } from '../signatures/manifest/open-manifest.ts';
import { type ApplianceParts, runAppliance } from './appliance.ts';
import { readApplianceState } from './appliance-state.ts';
import { openCommandStore } from './commands/command-store.ts';
import type { CommandSettings } from './commands/commands.ts';
import { createIpTool } from './commands/ip-tool.ts';
import { createMachineNetwork } from './commands/machine-network.ts';
import type { DataFolder } from './data-folder.ts';
import { EXIT_CODES, Exit } from './exit-code.ts';
import { createMachine } from './machine.ts';
import { shippedSignatures } from './open-signatures.ts';
import { createStartScand, readScandVersions, type ScandCommand } from './scand-process.ts';
import { openSliceStore } from './slice-store.ts';
import type { OwnPackages } from './update/own-packages.ts';
import { createUpdates } from './update/updates.ts';
import { version } from './version.ts';

export interface RunInput {
  readonly data: DataFolder;
  /** What it was installed with: scand, and the version of the appliance. */
  readonly scand: ScandCommand;
  readonly installedVersion: string;
  /** Address of the installed program. */
  readonly installedFile: string;
  /** A newer version is started while the one before it may still be ending. */
  readonly lockPatienceMs: number;
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

/** What is told here and, where it has a code, to the Monitoring Server; with the clock by which it is told. */
const openTelling = async ({ data, writeLog }: RunInput, identity: Identity) => {
  const state = await readApplianceState(data.state);
  const newId = () => randomUUID();
  const ownLog = createLog(writeLog, machineClock);
  const onStep = (byMs: number) => log('warn', 'The clock of this machine was set.', { event: 'clock-stepped', byMs });
  const offset = createClockOffset(machineClock, state.offsetMs, onStep);
  const journal = await openJournal({ folder: data.log, streamFile: data.logStream, offset, newId });
  const log: Log = bothLogs(ownLog, journal.write);
  const client = createPlatformClient({ transport: createTransport(identity.server), offset, newId, signer: identity });
  const send = (batch: LogBatch, signal?: AbortSignal) => client.log(batch, { timeoutMs: PLAIN_TIMEOUT_MS, ...(signal ? { signal } : {}) });
  const logLoop = createLogLoop({ journal, send, wait: machineWait, random: Math.random, log: ownLog });
  return { state, newId, offset, log, client, journal, logLoop };
};

type Telling = Awaited<ReturnType<typeof openTelling>>;

const openParts = async (input: RunInput, identity: Identity, log: Log) => {
  const { data } = input;
  return {
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

const LOCK_RETRY_MS = 100;

const takeLockPatiently = async (path: string, patienceMs: number): Promise<() => Promise<void>> => {
  for (let leftMs = patienceMs; ; leftMs -= LOCK_RETRY_MS) {
    try {
      return await takeLock(path);
    } catch (error) {
      if (!(error instanceof Locked) || leftMs <= 0) throw error;
      await machineWait(LOCK_RETRY_MS);
    }
  }
};

/** What it was installed with. What cannot be read is said by whoever needs it. */
const readOwn = async ({ scand, installedVersion, installedFile }: RunInput): Promise<OwnPackages> => {
  const told = await readScandVersions(scand).catch(() => ({ scand: 'unavailable' }));
  const shipped = await openManifest(shippedSignatures(installedFile)).catch(() => undefined);
  await shipped?.close();
  return { scand: told.scand, scandCommand: scand, appliance: installedVersion, signatures: shipped?.header.version };
};

/** Delivers the operational log as long as the work goes on, and what it told last. */
const whileTelling = async <T>({ logLoop, journal }: Pick<Telling, 'logLoop' | 'journal'>, work: () => Promise<T>): Promise<T> => {
  const ending = new AbortController();
  const delivering = logLoop.run(ending.signal);
  try {
    return await work();
  } finally {
    ending.abort();
    await delivering;
    await Promise.race([logLoop.flush(), machineWait(LAST_DELIVERY_MS)]);
    await journal.close();
  }
};

const LAST_DELIVERY_MS = 3000;

/** The appliance, built from real parts, until the signal aborts. Gives its exit code. */
export const run = async (input: RunInput): Promise<number> => {
  const { data, ending } = input;
  const identity = await requireIdentity(data);
  const release = await takeLockPatiently(data.lock, input.lockPatienceMs);
  try {
    const { logLoop, journal, ...told } = await openTelling(input, identity);
    const parts = { ...told, ...(await openParts(input, identity, told.log)) };
    const own = await readOwn(input);
    const applianceParts: ApplianceParts = {
      ...parts,
      data,
      clock: machineClock,
      wait: machineWait,
      random: Math.random,
      machine: createMachine(data.folder),
      startScand: (command) => createStartScand(command, machineWait),
      updates: ({ configuration, onRestart, onNews }) =>
        createUpdates({
          ...{ ...parts, data, own, onRestart, onNews, server: identity.server },
          ...{ wait: machineWait, random: Math.random, running: version, wanted: parts.state.wanted ?? {} },
          pollIntervalSeconds: () => configuration().pollIntervalSeconds,
        }),
      slots: input.slots,
      maxLoad: input.maxLoad,
    };
    const { banned, restarts } = await whileTelling({ logLoop, journal }, () => runAppliance(applianceParts, ending));
    await parts.spool.close();
    if (banned) throw new Exit('banned', `The platform will have nothing to do with this appliance: ${banned.message}`);
    return restarts ? EXIT_CODES.restart : EXIT_CODES.done;
  } finally {
    await release();
  }
};
