import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineWait } from '../../runtime/clock.ts';
import { readIdentity } from '../../runtime/identity-file.ts';
import { shutdownSignal } from '../../runtime/shutdown.ts';
import { createTransport } from '../../runtime/transport.ts';
import { readApplianceState } from '../appliance-state.ts';
import { dataFolder } from '../data-folder.ts';
import { EXIT_CODES, Exit } from '../exit-code.ts';
import { register } from '../register.ts';
import { runSimulatedAppliance } from './simulated-appliance.ts';
import { type FleetSettings, traitsOf } from './traits.ts';

const HELP = `watchbill-simulator: a fleet of pretended appliances for a Watchbill platform. For trials: its results are made up.
Keys, tokens and messages are real ones.

  watchbill-simulator --server URL --codes FILE --data DIR [options]

  --codes FILE       Personalization codes from the console, one a line: each makes one appliance, once. Not needed later.
  --data DIR         Keeps the identities; those that are there already take part without a code.
  --seed N           The same seed gives the same fleet. Default: 1.
  --slots N          Each appliance has from 1 up to N slots. Default: 4.
  --host-ms N        Time that the scan of a host takes. Default: 500.
  --skew-ms N        Clocks are off by up to N ms, either way. Default: 0.
  --slow-share R     Share of appliances on a slow link (0 to 1), each exchange waits up to --slow-ms. Defaults: 0, 2000.
  --loss-rate R      Share of answers that are lost. Default: 0.
  --decline-rate R   Share of slices that are declined. Default: 0.
  --fail-rate R      Share of slices that fail. Default: 0.
`;

const NUMBERS = {
  seed: 1,
  slots: 4,
  'host-ms': 500,
  'skew-ms': 0,
  'slow-share': 0,
  'slow-ms': 2000,
  'loss-rate': 0,
  'decline-rate': 0,
  'fail-rate': 0,
} as const;
type NumberName = keyof typeof NUMBERS;
const TELL_EVERY_MS = 10_000;

const readWords = (words: readonly string[]) => {
  const names = ['server', 'codes', 'data', ...Object.keys(NUMBERS)];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ args: [...words], options: { ...options, help: { type: 'boolean' } } });
    return values as Readonly<Record<string, string | boolean | undefined>>;
  } catch (error) {
    throw new Exit('usage', `${(error as Error).message.split('. ')[0]}. \`watchbill-simulator --help\` lists what it takes.`);
  }
};

const readNumber = (values: ReturnType<typeof readWords>, name: NumberName): number => {
  const value = Number(values[name] ?? NUMBERS[name]);
  const most = name.endsWith('-rate') || name.endsWith('-share') ? 1 : 1e9;
  const least = name === 'slots' ? 1 : 0;
  if (values[name] === '' || !(value >= least && value <= most))
    throw new Exit('usage', `--${name} must be a number from ${least} to ${most}; it is "${values[name]}".`);
  return value;
};

const readSettings = (values: ReturnType<typeof readWords>): FleetSettings => ({
  seed: readNumber(values, 'seed'),
  slots: Math.min(1024, Math.floor(readNumber(values, 'slots'))),
  hostMs: readNumber(values, 'host-ms'),
  skewMs: readNumber(values, 'skew-ms'),
  slowShare: readNumber(values, 'slow-share'),
  slowMs: readNumber(values, 'slow-ms'),
  lossRate: readNumber(values, 'loss-rate'),
  declineRate: readNumber(values, 'decline-rate'),
  failRate: readNumber(values, 'fail-rate'),
});

/** Registers one appliance for each code that has none yet. */
const enrol = async (data: string, server: string | undefined, codes: readonly string[]): Promise<void> => {
  for (const perscode of codes) {
    const own = dataFolder(join(data, `appliance-${perscode.replace(/\D/g, '')}`));
    await mkdir(own.folder, { recursive: true, mode: 0o700 });
    if (await readIdentity(own.identity)) continue;
    await register({ data: own, server, perscode, scandVersion: 'simulated' });
  }
};

const simulate = async (words: readonly string[]): Promise<void> => {
  const values = readWords(words);
  if (values.help === true) return void process.stdout.write(HELP);
  const { server, codes, data } = values;
  if (typeof data !== 'string') throw new Exit('usage', 'Name a folder for the identities: --data DIR');
  const settings = readSettings(values);
  const lines = typeof codes === 'string' ? (await readFile(codes, 'utf8')).split('\n') : [];
  await mkdir(data, { recursive: true, mode: 0o700 });
  await enrol(
    data,
    typeof server === 'string' ? server : undefined,
    lines.map((line) => line.trim()).filter((line) => line !== ''),
  );
  const folders = (await readdir(data)).filter((name) => name.startsWith('appliance-')).sort();
  if (folders.length === 0)
    throw new Exit('notRegistered', `No appliance is registered in ${data}: name personalization codes with --codes`);
  const stopped = shutdownSignal(false);
  const counts = { polls: 0, hosts: 0, failures: 0 };
  const count = (what: keyof typeof counts) => () => {
    counts[what] += 1;
  };
  const events = { polled: count('polls'), hostDone: count('hosts'), failed: count('failures') };
  const start = async (name: string, n: number) => {
    const own = dataFolder(join(data, name));
    const identity = await readIdentity(own.identity);
    if (identity === undefined) return;
    const { configuration } = await readApplianceState(own.state);
    const transport = createTransport(identity.server);
    await runSimulatedAppliance({ n, identity, configuration, settings, traits: traitsOf(settings, n), transport, events }, stopped);
  };
  const tell = async () => {
    while (!stopped.aborted) {
      await machineWait(TELL_EVERY_MS, stopped);
      process.stdout.write(`${folders.length} appliances: ${counts.polls} polls, ${counts.hosts} hosts, ${counts.failures} failures\n`);
    }
  };
  await Promise.all([tell(), ...folders.map(start)]);
};

try {
  await simulate(process.argv.slice(2));
  process.exit(EXIT_CODES.done);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(EXIT_CODES[error instanceof Exit ? error.reason : 'unexpected']);
}
