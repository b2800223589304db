import { version } from '../appliance/version.ts';
import { machineClock, machineWait } from '../runtime/clock.ts';
import { runProgram } from './run-program.ts';

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      // Whoever reads it had enough (`| head`): that changes nothing in the verdict.
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
process.stdout.on('error', () => undefined);

const code = await runProgram(process.argv.slice(2), process.arch, {
  ...{ environment: process.env, runningFile: import.meta.url, version, clock: machineClock, wait: machineWait },
  ...{ random: Math.random, newId: () => crypto.randomUUID(), write },
  complain: (line) => process.stderr.write(`${line}\n`),
  terminal: process.stdout.isTTY ? { columns: process.stdout.columns } : undefined,
});
process.exit(code);
