import { EXIT_CODES, Exit } from '../appliance/exit-code.ts';
import { version } from '../appliance/version.ts';
import { connectEngine } from '../engine/engine.ts';
import { EngineRefused, EngineUnreachable } from '../engine/engine-error.ts';
import type { SensorKind } from '../protocol/sensor-registration.ts';
import { readIdentity } from '../runtime/identity-file.ts';
import { Locked, takeLock } from '../runtime/lock-file.ts';
import { shutdownSignal } from '../runtime/shutdown.ts';
import { parseSensorArguments, type SensorArguments } from './arguments.ts';
import { HELP } from './help.ts';
import { registerSensor } from './register-sensor.ts';
import { runSensor } from './run-sensor.ts';
import { sensorFolder } from './sensor-folder.ts';

const start = async (kind: SensorKind, given: SensorArguments): Promise<number> => {
  const data = sensorFolder(given.data);
  const ending = shutdownSignal(given.followParent);
  const release = await takeLock(data.lock);
  try {
    const known = await readIdentity(data.identity);
    // A wrong socket is found before the code is used up; later the engine may be down for a while.
    if (known === undefined) await connectEngine(given.socketPath, ending);
    const identity = known ?? (await registerSensor({ kind, data, server: given.server, perscode: given.perscode }));
    if (given.registerOnly) {
      process.stdout.write(`Registered with ${identity.server}. Start it with: systemctl enable --now watchbill-sensor@${kind}\n`);
      return EXIT_CODES.done;
    }
    const writeLog = (line: string) => process.stdout.write(line);
    await runSensor({ kind, data, identity, socketPath: given.socketPath, runningFile: import.meta.url, ending, writeLog });
    return EXIT_CODES.done;
  } finally {
    await release();
  }
};

const perform = async (given: SensorArguments): Promise<number> => {
  if (given.command !== 'help' && given.command !== 'version') return start(given.command, given);
  process.stdout.write(given.command === 'help' ? HELP : `${version}\n`);
  return EXIT_CODES.done;
};

const reasonOf = (error: unknown): keyof typeof EXIT_CODES => {
  if (error instanceof Exit) return error.reason;
  if (error instanceof Locked) return 'alreadyRunning';
  return error instanceof EngineUnreachable || error instanceof EngineRefused ? 'usage' : 'unexpected';
};

const main = async (): Promise<number> => {
  try {
    return await perform(parseSensorArguments(process.argv.slice(2), process.env, process.getuid?.() === 0));
  } catch (error) {
    const reason = reasonOf(error);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (reason === 'unexpected' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    return EXIT_CODES[reason];
  }
};

process.exit(await main());
