import { PACKAGE_NAMES, type UpdateReport, type WantedPackages } from '../../protocol/packages.ts';
import { AGENT_PATHS } from '../../protocol/paths.ts';
import type { Random, Wait } from '../../runtime/clock.ts';
import type { ClockOffset } from '../../runtime/clock-offset.ts';
import { describeError, type Log } from '../../runtime/log.ts';
import type { PlatformClient } from '../../runtime/platform-client.ts';
import { hasRoot, pinRoot, refreshMetadata } from '../../runtime/verified-update/trusted-metadata.ts';
import type { DataFolder } from '../data-folder.ts';
import type { ScandCommand } from '../scand-process.ts';
import { applyPackage, type FindTarget } from './apply-package.ts';
import { type PackageBook, packageEntry, removeOldVersions } from './installed-packages.ts';
import type { OwnPackages } from './own-packages.ts';
import { openUpdateRecord, type UpdateRecord } from './update-record.ts';

export interface UpdatesParts {
  readonly data: DataFolder;
  /** Address of the platform. */
  readonly server: string;
  readonly client: Pick<PlatformClient, 'configuration'>;
  readonly offset: Pick<ClockOffset, 'now' | 'toPlatform' | 'machineNow'>;
  readonly wait: Wait;
  readonly random: Random;
  readonly log: Log;
  /** What this appliance was installed with. */
  readonly own: OwnPackages;
  /** Version of this very program. */
  readonly running: string;
  readonly wanted: WantedPackages;
  readonly pollIntervalSeconds: () => number;
  /** Another version of the appliance is to be started. */
  readonly onRestart: () => void;
  /** There is something to tell the platform of. */
  readonly onNews: () => void;
}

/** Keeps the packages of this appliance at the versions that the platform wants (seed 000, auto-update). */
export interface Updates {
  /** How to start scand from now on; slices under way keep theirs. */
  scand(): ScandCommand;
  /** Version of the signatures in use. */
  signatures(): string | undefined;
  wanted(): WantedPackages;
  /** The newest of each package, for the poll. */
  reports(): UpdateReport[];
  /** What an answer of the platform says that it should run. */
  hear(wanted: WantedPackages): void;
  /** The platform answered a poll: this version of the appliance works. */
  proven(): Promise<void>;
  /** Asks the Distribution Server now, also for versions that failed before. Gives how each package stands. */
  checkForUpdates(signal?: AbortSignal): Promise<UpdateReport[]>;
  /** A scand ended: one that crashes again and again is taken back. */
  scandEnded(crashed: boolean): void;
  /** Checks every four hours until the signal aborts. */
  run(ending: AbortSignal): Promise<void>;
}

const EVERY_MS = 4 * 3_600_000;
/** Up to this much earlier: a fleet that started together does not come together. */
const JITTER = 0.1;
/** The first check of a program that starts. */
const FIRST_MS = 60_000;
/** So many crashes of scand in a row since it was switched to. */
const CRASHES = 3;
/** So far off it may be the clock that makes a signature look expired. */
const CLOCK_BLAMED_MS = 3_600_000;
/** After a check that failed and may succeed: again so soon, then twice as long each time. */
const RETRY_MS = 5 * 60_000;

/** Signatures expire by the clock of this machine: a platform that is played back would play its time back too. */
const blameClock = ({ offset }: UpdatesParts, error: unknown): string => {
  const aheadMs = offset.machineNow() - offset.now();
  if (!/expired/.test(describeError(error)) || aheadMs < CLOCK_BLAMED_MS) return '';
  return `. The clock of this machine is ${Math.round(aheadMs / 3_600_000)} h ahead of the platform's: set it.`;
};

/** Fresh metadata, or undefined after saying why there is none. */
const findTargets = async (parts: UpdatesParts, { book, report }: UpdateRecord, signal?: AbortSignal): Promise<FindTarget | undefined> => {
  const { trust } = parts.data;
  try {
    if (!(await hasRoot(trust))) {
      // An appliance that was registered before there was a Distribution Server trusts the root that it first meets.
      const { distributionRoot } = await parts.client.configuration();
      if (distributionRoot === undefined) return undefined;
      await pinRoot(trust, distributionRoot);
    }
    const find = await refreshMetadata({ folder: trust, url: parts.server + AGENT_PATHS.metadata, ...(signal ? { signal } : {}) });
    if (book().reports.some((one) => one.package === undefined && one.state === 'failed')) await report({ state: 'current' });
    return find;
  } catch (error) {
    if (!signal?.aborted) await report({ state: 'failed', reason: describeError(error) + blameClock(parts, error) });
    return undefined;
  }
};

/** Whether something failed that another look may bring: a version that does not work here is not it. */
const mayRetry = ({ reports, refused }: PackageBook): boolean =>
  reports.some(({ package: name, state, to }) => state === 'failed' && (name === undefined || refused?.[name] !== to));

/** One look at the Distribution Server, and what follows from it. */
const checkOnce = async (parts: UpdatesParts, record: UpdateRecord, wanted: WantedPackages, signal?: AbortSignal): Promise<void> => {
  const find = await findTargets(parts, record, signal);
  if (find === undefined) return;
  for (const name of PACKAGE_NAMES) {
    const version = wanted[name]?.version;
    if (version === undefined || signal?.aborted) continue;
    if (await applyPackage({ ...parts, ...record, find, signal }, name, version)) return parts.onRestart();
  }
  await removeOldVersions(parts.data, record.book());
};

const takeBackScand = async ({ own }: UpdatesParts, { book, save, report }: UpdateRecord): Promise<void> => {
  const { scand: to, ...others } = book().current;
  const { scand: before, ...previous } = book().previous;
  if (to === undefined) return;
  await save({
    current: before === undefined ? others : { ...others, scand: before },
    previous,
    refused: { ...book().refused, scand: to },
  });
  const reason = `scand ended with a crash ${CRASHES} times in a row.`;
  await report({ package: 'scand', state: 'rolled-back', from: before ?? own.scand, to, reason });
};

/** Jobs one after the other; that one fails is said and stops none. */
const createQueue = (log: Log) => {
  let last: Promise<void> = Promise.resolve();
  return (job: () => Promise<void>): Promise<void> => {
    last = last.then(job).catch((error) => log('error', 'The update failed.', { reason: describeError(error) }));
    return last;
  };
};

export const createUpdates = async (parts: UpdatesParts): Promise<Updates> => {
  const { data, own, random } = parts;
  const record = await openUpdateRecord(parts);
  const queue = createQueue(parts.log);
  let { wanted } = parts;
  let crashes = 0;
  let wake = new AbortController();
  const { book, report } = record;

  const run = async (ending: AbortSignal): Promise<void> => {
    let delayMs = random() * FIRST_MS;
    let retries = 0;
    while (!ending.aborted) {
      await parts.wait(delayMs, AbortSignal.any([ending, wake.signal]));
      // Told to run another version: soon, but not the whole fleet at once.
      if (wake.signal.aborted) await parts.wait(random() * parts.pollIntervalSeconds() * 1000, ending);
      if (ending.aborted) return;
      wake = new AbortController();
      await queue(() => checkOnce(parts, record, wanted, ending));
      retries = mayRetry(book()) ? retries + 1 : 0;
      const soon = retries === 0 ? EVERY_MS : Math.min(EVERY_MS, RETRY_MS * 2 ** (retries - 1));
      delayMs = soon * (1 - random() * JITTER);
    }
  };
  return {
    scand: () => {
      const version = book().current.scand;
      return version === undefined ? own.scandCommand : { program: process.execPath, words: [packageEntry(data, 'scand', version)] };
    },
    signatures: () => book().current.signatures ?? own.signatures,
    wanted: () => wanted,
    reports: () => [...book().reports],
    hear: (next) => {
      wanted = next;
      wake.abort();
    },
    proven: async () => {
      const to = record.endTrial();
      if (to !== undefined)
        await report({ package: 'appliance', state: 'installed', from: book().previous.appliance ?? own.appliance, to });
    },
    checkForUpdates: async (signal) => {
      await queue(async () => {
        await record.save({ refused: {} });
        await checkOnce(parts, record, wanted, signal);
      });
      if (!(await hasRoot(data.trust)) && book().reports.length === 0) throw new Error('The platform has no Distribution Server.');
      return [...book().reports];
    },
    scandEnded: (crashed) => {
      crashes = crashed && book().current.scand !== undefined ? crashes + 1 : 0;
      if (crashes < CRASHES) return;
      crashes = 0;
      void queue(() => takeBackScand(parts, record));
    },
    run,
  };
};
