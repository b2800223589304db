import { Locked } from '../runtime/lock-file.ts';
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
import { version } from './version.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

const runUntilEnd = (given: Arguments, scand: ScandCommand) =>
  run({
    data: dataFolder(given.data),
    scand,
    slots: given.slots,
    maxLoad: given.maxLoad,
    commands: { rebootCommand: given.rebootCommand, bootIdFile: given.bootIdFile, undoAfterMs: given.undoAfterSeconds * 1000 },
    ending: shutdownSignal(given.followParent),
    writeLog: (line) => process.stdout.write(line),
  });

const scandVersion = async (scand: ScandCommand): Promise<string> => {
  try {
    return (await readScandVersions(scand)).scand;
  } catch {
    return 'unavailable';
  }
};

const perform = async (given: Arguments): Promise<number> => {
  const data = dataFolder(given.data);
  const scand = findScand(import.meta.url);
  switch (given.command) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT_CODES.done;
    case 'version':
      say(version);
      return EXIT_CODES.done;
    case 'register':
      say(await register({ data, server: given.server, perscode: given.perscode, scandVersion: await scandVersion(scand) }));
      return EXIT_CODES.done;
    case 'run':
      await runUntilEnd(given, scand);
      return EXIT_CODES.done;
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
