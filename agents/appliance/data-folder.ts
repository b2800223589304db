import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where an appliance keeps what must survive it. */
export const dataFolder = (folder: string) => ({
  folder,
  identity: join(folder, 'identity.json'),
  /** The key of a registration whose answer has not arrived: the next try uses the same. */
  registration: join(folder, 'registration.json'),
  state: join(folder, 'state.json'),
  lock: join(folder, 'lock'),
  spool: join(folder, 'spool'),
  /** The operational log, until the Monitoring Server has it. */
  log: join(folder, 'log'),
  /** Stream and acknowledged number of the operational log. */
  logStream: join(folder, 'log-stream.json'),
  slices: join(folder, 'slices'),
  /** The signature manifest that the Distribution Server delivered last; replaced as a whole. */
  signatures: join(folder, 'signatures.wbsig'),
  commands: join(folder, 'commands'),
  /** Routes and VLANs of commands, as they were proven. */
  network: join(folder, 'network.json'),
  /** Versions of packages that came from the Distribution Server, and the book that says which are in use. */
  packages: join(folder, 'packages'),
  packageBook: join(folder, 'packages.json'),
  downloads: join(folder, 'downloads'),
  /** Trusted metadata of the Distribution Server. */
  trust: join(folder, 'distribution'),
});
export type DataFolder = ReturnType<typeof dataFolder>;

/** `WATCHBILL_APPLIANCE_DATA`, or the place where the system keeps such things. */
export const defaultDataFolder = (environment: NodeJS.ProcessEnv, isRoot: boolean): string =>
  environment.WATCHBILL_APPLIANCE_DATA ??
  (isRoot ? '/var/lib/watchbill-appliance' : join(environment.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'watchbill-appliance'));
