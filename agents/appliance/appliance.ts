import type { PollRequest, PollResponse } from '../protocol/poll.ts';
import type { AgentConfiguration } from '../protocol/registration.ts';
import type { Clock, Random, Wait } from '../runtime/clock.ts';
import type { ClockOffset } from '../runtime/clock-offset.ts';
import { describeError, type Log } from '../runtime/log.ts';
import { createNudge, type Nudge } from '../runtime/nudge.ts';
import { type PlatformClient, REPORT_TIMEOUT_MS, type Refused } from '../runtime/platform-client.ts';
import { runPollLoop } from '../runtime/poll-loop.ts';
import { createReportLoop } from '../runtime/report-loop.ts';
import type { Spool } from '../runtime/spool.ts';
import { type ApplianceState, writeApplianceState } from './appliance-state.ts';
import { type CommandsParts, createCommands } from './commands/commands.ts';
import { composePoll } from './compose-poll.ts';
import type { DataFolder } from './data-folder.ts';
import { decideDecline } from './load-check.ts';
import { type Machine, slotsOf } from './machine.ts';
import { readScandVersions, type ScandCommand, type StartScand } from './scand-process.ts';
import type { ScandVersions } from './scand-wire.ts';
import { createSliceBoard, type SliceBoard } from './slice-board.ts';
import type { SliceStore } from './slice-store.ts';
import type { Updates } from './update/updates.ts';
import { version } from './version.ts';

export interface ApplianceParts {
  readonly data: DataFolder;
  readonly state: ApplianceState;
  readonly client: PlatformClient;
  readonly offset: ClockOffset;
  readonly spool: Spool;
  readonly store: SliceStore;
  readonly updates: (parts: { configuration: () => AgentConfiguration; onRestart: () => void; onNews: () => void }) => Promise<Updates>;
  readonly startScand: (command: () => ScandCommand) => StartScand;
  readonly machine: Machine;
  readonly slots: number | undefined;
  readonly maxLoad: number | undefined;
  readonly commands: Pick<CommandsParts, 'settings' | 'store' | 'wantedFile' | 'network' | 'platformKey' | 'applianceId'>;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly random: Random;
  readonly newId: () => string;
  readonly log: Log;
}

/** Time for a delivery before the first poll, and for the last one. */
const FLUSH_MS = 5000;

/** A clock further off than this is told of (design 04 §4.2). */
const CLOCK_ALARM_MS = 2000;

const readVersions = async (scand: ScandCommand, log: Log): Promise<ScandVersions> => {
  try {
    return await readScandVersions(scand);
  } catch (error) {
    log('error', 'scand cannot be started. Slices will fail.', { reason: describeError(error) });
    return { scand: 'unavailable', engines: [] };
  }
};

/** Measures the clock anew after each scan (seed 000). Without an answer the last measurement stands. */
const synchroniseClock = async ({ client, offset, log }: ApplianceParts): Promise<void> => {
  try {
    await client.configuration();
    log('info', 'Clock synchronised.', { event: 'clock-synchronized', offsetMs: offset.offsetMs() });
  } catch (error) {
    log('warn', 'The clock could not be synchronised.', { event: 'sync-failed', reason: describeError(error) });
  }
};

/** What it runs; scand is asked anew when it was switched. */
const createVersions = (updates: Updates, log: Log) => {
  let asked: ScandCommand | undefined;
  let told: ScandVersions = { scand: 'unavailable', engines: [] };
  return async () => {
    const scand = updates.scand();
    if (scand.words.at(-1) !== asked?.words.at(-1)) told = await readVersions(scand, log);
    asked = scand;
    const signatures = updates.signatures();
    return { appliance: version, ...told, ...(signatures === undefined ? {} : { signatures }) };
  };
};

/** What was told last, on disk for `status` and for the next start. */
const createMemory = ({ data, state, offset, clock, log }: ApplianceParts) => {
  let { configuration, wanted = {} } = state;
  let isOff = false;
  const judgeClock = (offsetMs: number | undefined) => {
    if (offsetMs === undefined || Math.abs(offsetMs) > CLOCK_ALARM_MS === isOff) return;
    isOff = !isOff;
    if (isOff) log('warn', 'The clock of this machine is off. Times are corrected.', { event: 'clock-off', offsetMs });
    else log('info', 'The clock of this machine is right again.', { event: 'clock-right', offsetMs });
  };
  return {
    configuration: () => configuration,
    remember: async (answer: PollResponse) => {
      wanted = answer.wanted ?? wanted;
      if (answer.configuration && answer.configuration.revision !== configuration.revision) {
        configuration = answer.configuration;
        log('info', 'Configuration changed.', { event: 'configuration-changed', ...configuration });
      }
      const offsetMs = offset.offsetMs();
      judgeClock(offsetMs);
      await writeApplianceState(data.state, {
        ...{ configuration, wanted },
        ...(offsetMs === undefined ? {} : { offsetMs }),
        lastContactAt: clock(),
      }).catch((error) => log('warn', 'The state could not be written.', { reason: describeError(error) }));
    },
  };
};

/** Tells the updates how each run of scand ended. */
const noteCrashes =
  (startScand: StartScand, updates: Updates): StartScand =>
  (order, onEvent) => {
    const run = startScand(order, onEvent);
    void run.ended.then((end) => updates.scandEnded(end.kind === 'crashed'));
    return run;
  };

const createReports = (parts: ApplianceParts, board: () => SliceBoard, onBanned: (refusal: Refused) => void) =>
  createReportLoop({
    ...parts,
    takeFleeting: () => board().takeFleeting(),
    send: (batch, signal) => parts.client.report(batch, { timeoutMs: REPORT_TIMEOUT_MS, ...(signal ? { signal } : {}) }),
    onControl: (control) => board().control(control),
    onRefused: (refused) => board().refused(refused),
    onBanned,
  });

/** Aborts with the given signal, or when the platform has retired this appliance. */
const createEnding = (stopped: AbortSignal, log: Log) => {
  const ending = new AbortController();
  let banned: Refused | undefined;
  let restarts = false;
  const end = () => ending.abort();
  if (stopped.aborted) end();
  stopped.addEventListener('abort', end, { once: true });
  return {
    signal: ending.signal,
    banned: () => banned,
    restarts: () => restarts,
    onRestart: () => {
      restarts = true;
      log('info', 'The appliance starts anew with another version.');
      end();
    },
    onBanned: (refusal: Refused) => {
      banned = refusal;
      log('error', 'The platform will have nothing to do with this appliance.', { code: refusal.problem.code });
      end();
    },
  };
};

/** How it ended. `banned`: the platform has retired this appliance. `restarts`: another version of it is to be started. */
export interface ApplianceEnd {
  readonly banned: Refused | undefined;
  readonly restarts: boolean;
}

/** The command "update now": it has failed when anything of it has. */
const updateNow = async (updates: Updates, ending: AbortSignal): Promise<void> => {
  const failed = (await updates.checkForUpdates(ending)).filter(({ state }) => state === 'failed' || state === 'rolled-back');
  if (failed.length > 0) throw new Error(failed.map(({ reason = 'An update failed.' }) => reason).join(' '));
};

interface Place {
  readonly slots: number;
  readonly ending: ReturnType<typeof createEnding>;
  readonly updates: Updates;
  readonly nudge: Nudge;
}

/** What works besides the polls: slices, their reports, and commands. They know of one another. */
const createWorkers = (parts: ApplianceParts, { slots, ending, updates, nudge }: Place) => {
  const { spool, machine, maxLoad } = parts;
  const reports = createReports(parts, () => board, ending.onBanned);
  let isRestarting = false;
  const declineReason = async (used: number) => {
    const state = { spoolIsFull: spool.isFull(), isEnding: ending.signal.aborted, isRestarting };
    return decideDecline({ machine: await machine(), slots, used, maxLoad, ...state });
  };
  const board: SliceBoard = createSliceBoard({
    ...parts,
    signatures: parts.data.signatures,
    slots,
    wakeReports: reports.wake,
    startScand: noteCrashes(parts.startScand(updates.scand), updates),
    onSliceEnded: () => void synchroniseClock(parts),
    declineReason,
  });
  const endSlices = async () => {
    isRestarting = true;
    // Told as stopped: their hosts go back to the queue at once, not when the leases end.
    await board.stop('control');
    await Promise.race([reports.flush(), parts.wait(FLUSH_MS)]);
    return () => {
      isRestarting = false;
    };
  };
  const commands = createCommands({
    ...{ ...parts, ...parts.commands, endSlices, onNews: nudge.push, ending: ending.signal },
    onUpdateCommand: () => updateNow(updates, ending.signal),
  });
  return { board, reports, commands };
};

/** Polls, scans and reports until the signal aborts. */
export const runAppliance = async (parts: ApplianceParts, stopped: AbortSignal): Promise<ApplianceEnd> => {
  const { log, spool, machine } = parts;
  const ending = createEnding(stopped, log);
  const bootId = parts.newId();
  const slots = parts.slots ?? slotsOf(await machine());
  const memory = createMemory(parts);
  const nudge = createNudge();
  const updates = await parts.updates({ configuration: memory.configuration, onRestart: ending.onRestart, onNews: nudge.push });
  const versionsNow = createVersions(updates, log);
  const versions = await versionsNow();
  const { board, reports, commands } = createWorkers(parts, { slots, ending, updates, nudge });
  const composeRequest = async (wait: boolean): Promise<PollRequest> => {
    const work = { used: board.used(), running: board.running(), commands: await commands.compose() };
    const { revision } = memory.configuration();
    const packages = { versions: await versionsNow(), wanted: updates.wanted(), updates: updates.reports() };
    return composePoll({ ...work, ...packages, bootId, slots, wait, machine: await machine(), revision }, parts);
  };
  const onAnswer = async (answer: PollResponse) => {
    await memory.remember(answer);
    await updates.proven();
    if (answer.wanted) updates.hear(answer.wanted);
    await commands.answered(answer);
    board.control(answer.control);
    for (const offer of answer.slices) await board.offer(offer);
  };
  const told = { composeRequest, configuration: memory.configuration, onAnswer, onBanned: ending.onBanned };
  const polls = { ...parts, poll: parts.client.poll, ...told, nudge, isUrgent: commands.isUrgent };

  const engines = versions.engines.map((each) => each.name).join();
  log('info', 'Appliance started.', { event: 'appliance-started', version, scand: versions.scand, engines, slots, bootId });
  await commands.resume();
  await board.resume();
  // The results of the last process go first, so that the platform does not give away at our first poll what is done.
  await Promise.race([reports.flush(), parts.wait(FLUSH_MS, ending.signal)]);
  const loops = [reports.run, board.runProgress, updates.run].map((run) => run(ending.signal));
  await Promise.all([...loops, runPollLoop(polls, ending.signal)]);
  await Promise.all([commands.stop(), board.stop('shutdown')]);
  if (!ending.banned()) await Promise.race([reports.flush(), parts.wait(FLUSH_MS)]);
  log('info', 'Appliance ended.', { event: 'appliance-stopped', waiting: spool.messages() });
  return { banned: ending.banned(), restarts: ending.restarts() };
};
