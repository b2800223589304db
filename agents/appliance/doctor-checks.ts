import { execFile } from 'node:child_process';
import { rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeAtomically } from '../runtime/atomic-file.ts';
import { readCapabilities } from '../runtime/capabilities.ts';
import { machineClock } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import { type Identity, readIdentity } from '../runtime/identity-file.ts';
import { lockHolder } from '../runtime/lock-file.ts';
import { createPlatformClient, type PlatformClient, Refused } from '../runtime/platform-client.ts';
import { createTransport } from '../runtime/transport.ts';
import type { DataFolder } from './data-folder.ts';
import { decideDecline } from './load-check.ts';
import { createMachine, slotsOf } from './machine.ts';
import { readScandVersions, type ScandCommand } from './scand-process.ts';
import { readPackageBook } from './update/installed-packages.ts';

/** What a check says: all is well, or it works but could be better. What is broken it throws, with what would do. */
export interface Finding {
  readonly level: 'ok' | 'note';
  readonly text: string;
}
export type Check = () => Promise<Finding>;

const ok = (text: string): Finding => ({ level: 'ok', text });
const note = (text: string): Finding => ({ level: 'note', text });

/** An offset that people notice in reports (design 04, N4.2). */
const CLOCK_ALARM_MS = 2000;
const MIB = 1024 * 1024;
/** Below this, results of a long outage may not fit. */
const ROOMY_MIB = 1024;

export const checkFolder =
  ({ folder }: DataFolder): Check =>
  async () => {
    const probe = join(folder, 'doctor');
    await writeAtomically(probe, 'ok');
    await rm(probe);
    const { bavail, bsize } = await statfs(folder);
    const freeMib = Math.floor((bavail * bsize) / MIB);
    const text = `${folder} can be written, ${freeMib} MiB free`;
    return freeMib < ROOMY_MIB ? note(`${text}; that is little room for the results of a long outage`) : ok(text);
  };

const requireBound = async ({ identity, folder }: DataFolder): Promise<Identity> => {
  const known = await readIdentity(identity);
  if (known) return known;
  throw new Error(`${folder} is not registered: run watchbill-appliance register with a code from the console`);
};

const createClient = (identity: Identity) => {
  const offset = createClockOffset(machineClock);
  const newId = () => crypto.randomUUID();
  return { offset, client: createPlatformClient({ transport: createTransport(identity.server), offset, newId, signer: identity }) };
};

const sayOffset = (ms: number): string => {
  const size = Math.abs(ms);
  return `${size < 1000 ? `${size} ms` : `${Math.round(size / 1000)} s`} ${ms < 0 ? 'behind' : 'ahead of'}`;
};

export const checkPlatform =
  (data: DataFolder): Check =>
  async () => {
    const { server, ...identity } = await requireBound(data);
    const { offset, client } = createClient({ server, ...identity });
    await client.configuration();
    const offsetMs = offset.offsetMs() ?? 0;
    const text = `${server} answers; this clock is ${sayOffset(offsetMs)} it`;
    return Math.abs(offsetMs) > CLOCK_ALARM_MS ? note(`${text}. Results are corrected by that; better set this clock (NTP)`) : ok(text);
  };

/** A batch of nothing is refused for that once its signature was found good, and changes nothing. */
const isKnown = async (client: PlatformClient): Promise<void> => {
  try {
    await client.report({ reports: [] });
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 400) throw error;
  }
};

export const checkRegistration =
  (data: DataFolder): Check =>
  async () => {
    const identity = await requireBound(data);
    try {
      await isKnown(createClient(identity).client);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      throw new Error(`${error.message}. Make a new code in the console, then register with --again`, { cause: error });
    }
    return ok(`the platform knows this appliance (${identity.applianceId})`);
  };

export const checkScand =
  (scand: ScandCommand): Check =>
  async () => {
    const { scand: version, engines } = await readScandVersions(scand);
    return ok(`scand ${version} with ${engines.map((each) => `${each.name} ${each.version}`).join(', ')}`);
  };

export const checkNmap =
  (scand: ScandCommand): Check =>
  async () => {
    const { engines } = await readScandVersions(scand);
    const nmap = engines.find(({ name }) => name === 'nmap');
    if (nmap === undefined) return note('not installed; scans use TCP connections alone. It is better with: apt-get install nmap');
    return readCapabilities().has('CAP_NET_RAW')
      ? ok(`nmap ${nmap.version}, raw packets allowed`)
      : note(`nmap ${nmap.version} without raw packets; hosts that answer no TCP stay unseen. Run as root, or with CAP_NET_RAW`);
  };

export const checkRoutes = (): Check => async () => {
  const missing: string[] = [];
  await promisify(execFile)('ip', ['-V'], { timeout: 10_000 }).catch(() => missing.push('iproute2 (apt-get install iproute2)'));
  if (!readCapabilities().has('CAP_NET_ADMIN')) missing.push('CAP_NET_ADMIN, or root');
  return missing.length === 0
    ? ok('routes and VLANs of the console can be set')
    : note(`routes and VLANs of the console cannot be set: that needs ${missing.join(' and ')}`);
};

export const checkUpdates =
  (data: DataFolder): Check =>
  async () => {
    const { current, reports, trial } = await readPackageBook(data);
    const bad = reports.filter(({ state }) => state === 'failed' || state === 'rolled-back');
    if (bad.length > 0)
      return note(
        bad.map((one) => `${one.package ?? 'the repository'}: ${one.state}${one.reason === undefined ? '' : `, ${one.reason}`}`).join('; '),
      );
    if (trial !== undefined) return ok(`appliance ${trial.version} is on trial`);
    const delivered = Object.entries(current).map(([name, version]) => `${name} ${version}`);
    return ok(delivered.length === 0 ? 'everything as it was installed' : `delivered: ${delivered.join(', ')}`);
  };

export const checkRoom =
  (data: DataFolder): Check =>
  async () => {
    const machine = await createMachine(data.folder)();
    const slots = slotsOf(machine);
    const reason = decideDecline({ machine, slots, used: 0, maxLoad: undefined, spoolIsFull: false, isEnding: false });
    if (reason) throw new Error(reason);
    return ok(`room for ${slots} slices at once`);
  };

export const checkRunning =
  (data: DataFolder): Check =>
  async () => {
    const pid = await lockHolder(data.lock);
    return pid === undefined
      ? note('it does not run now; start it: systemctl start watchbill-appliance, or watchbill-appliance run')
      : ok(`it runs, process ${pid}`);
  };
