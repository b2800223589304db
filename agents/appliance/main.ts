import { fileURLToPath, pathToFileURL } from 'node:url';
import { machineClock, machineWait } from '../runtime/clock.ts';
import { Locked } from '../runtime/lock-file.ts';
import { createLog } from '../runtime/log.ts';
import { shutdownSignal } from '../runtime/shutdown.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { dataFolder } from './data-folder.ts';
import { examine } from './doctor.ts';
import { EXIT_CODES, Exit } from './exit-code.ts';
import { HELP } from './help.ts';
import { register } from './register.ts';
import { run } from './run.ts';
import { findScand, readScandVersions, type ScandCommand } from './scand-process.ts';
import { describeStatus } from './status.ts';
import { LAUNCHER_VARIABLE, type LaunchedBy, launch } from './update/launch.ts';
import { version } from './version.ts';

/** Set where this is a newer version that the installed program started. */
const readLauncher = (): LaunchedBy | undefined => {
  const text = process.env[LAUNCHER_VARIABLE];
  return text === undefined ? undefined : (JSON.parse(text) as LaunchedBy);
};
const launchedBy = readLauncher();

const say = (text: string) => process.stdout.write(`${text}\n`);

const writeLog = (line: string) => process.stdout.write(line);

/** Time that a new version has to reach the platform, and that it waits for the one before it to end. */
const TRIAL_MS = 180_000;
const LOCK_PATIENCE_MS = 20_000;

const runUntilEnd = (given: Arguments, scand: ScandCommand): Promise<number> => {
  const data = dataFolder(given.data);
  const ending = shutdownSignal(given.followParent);
  const { slots, maxLoad } = given;
  const installed = launchedBy ?? { file: fileURLToPath(import.meta.url), version };
  const lockPatienceMs = launchedBy === undefined ? 0 : LOCK_PATIENCE_MS;
  const commands = { rebootCommand: given.rebootCommand, bootIdFile: given.bootIdFile, undoAfterMs: given.undoAfterSeconds * 1000 };
  const from = { scand, installedVersion: installed.version, installedFile: pathToFileURL(installed.file).href };
  const runHere = () => run({ ...from, data, slots, maxLoad, commands, ending, writeLog, lockPatienceMs });
  if (launchedBy !== undefined) return runHere();
  const log = createLog(writeLog, machineClock);
  const trialMs = Number(process.env.WATCHBILL_TRIAL_MS ?? TRIAL_MS);
  const parts = { data, installed, words: process.argv.slice(2), ending, runHere, trialMs };
  return launch({ ...parts, clock: machineClock, wait: machineWait, log });
};

const scandVersion = async (scand: ScandCommand): Promise<string> => {
  try {
    return (await readScandVersions(scand)).scand;
  } catch {
    return 'unavailable';
  }
};

const perform = async (given: Arguments): Promise<number> => {
  const data = dataFolder(given.data);
  const scand = findScand(launchedBy === undefined ? import.meta.url : pathToFileURL(launchedBy.file).href);
  switch (given.command) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT_CODES.done;
    case 'version':
      say(version);
      return EXIT_CODES.done;
    case 'register':
      say(await register({ ...given, data, scandVersion: await scandVersion(scand) }));
      return EXIT_CODES.done;
    case 'run':
      return runUntilEnd(given, scand);
    case 'status':
      say(await describeStatus(data));
      return EXIT_CODES.done;
    case 'doctor': {
      const { ok, report } = await examine(data, scand);
      say(report);
      return ok ? EXIT_CODES.done : EXIT_CODES.unexpected;
    }
  }
};

const main = async (): Promise<number> => {
  try {
    return await perform(parseArguments(process.argv.slice(2), process.env, process.getuid?.() === 0));
  } catch (error) {
    const reason = error instanceof Exit ? error.reason : error instanceof Locked ? 'alreadyRunning' : 'unexpected';
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (reason === 'unexpected' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return EXIT_CODES[reason];
  }
};

process.exit(await main());
