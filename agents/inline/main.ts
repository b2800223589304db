import { version } from '../appliance/version.ts';
import { machineClock, machineWait } from '../runtime/clock.ts';
import { parseArguments } from './arguments.ts';
import { EXIT_CODES, Exit } from './exit-code.ts';
import { HELP } from './help.ts';
import { performScan } from './perform-scan.ts';

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      // Whoever reads it had enough (`| head`): that changes nothing in the verdict.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
process.stdout.on('error', () => undefined);

const perform = async (): Promise<number> => {
  const given = parseArguments(process.argv.slice(2), process.arch);
  if (given.command !== 'scan') {
    await write(given.command === 'help' ? HELP : `${version}\n`);
    return EXIT_CODES.pass;
  }
  return performScan(given, {
    ...{ environment: process.env, runningFile: import.meta.url, version, clock: machineClock, wait: machineWait },
    ...{ random: Math.random, newId: () => crypto.randomUUID(), write },
    complain: (line) => process.stderr.write(`${line}\n`),
    terminal: process.stdout.isTTY ? { columns: process.stdout.columns } : undefined,
  });
};

const main = async (): Promise<number> => {
  try {
    return await perform();
  } catch (error) {
    if (!(error instanceof Exit)) {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      return EXIT_CODES.unexpected;
    }
    process.stderr.write(`${error.message}\n`);
    return EXIT_CODES[error.reason];
  }
};

process.exit(await main());
