// scand: executes one slice in a process of its own, so that a fault of an engine never takes the appliance down.
import { detectEngines } from '../scanning/detect-engines.ts';
import { scanSlice } from '../scanning/scan-slice.ts';
import { openSignatures } from './open-signatures.ts';
import { runScand, type ScandEngine } from './scand-program.ts';
import { SCAND_EXIT_CODES } from './scand-wire.ts';
import { version } from './version.ts';

/** Takes the engines' own processes along: the appliance starts scand as the leader of a process group. */
const dieWithParent = () => {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.exit(SCAND_EXIT_CODES.parentGone);
  }
};

const sayProblem = (problem: string) => process.stderr.write(`${problem}\n`);

const engine: ScandEngine = {
  scan: async (order, emit, stop) => {
    const signatures = await openSignatures(order.signatures, import.meta.url, sayProblem);
    return scanSlice(order, emit, stop, { clock: () => Date.now(), signatures });
  },
  versions: async () => ({ scand: version, engines: [...(await detectEngines())] }),
};

const main = async (): Promise<number> => {
  if (process.argv.includes('--versions')) {
    process.stdout.write(`${JSON.stringify(await engine.versions())}\n`);
    return 0;
  }
  const stopping = new AbortController();
  process.on('SIGTERM', () => stopping.abort());
  const { stdin: input, stdout: output, stderr: problems } = process;
  return runScand(engine, { input, output, problems, onParentGone: dieWithParent, stop: stopping.signal });
};

process.exit(await main());
