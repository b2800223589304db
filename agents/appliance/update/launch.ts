import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Clock, Wait } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { DataFolder } from '../data-folder.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { type PackageBook, packageEntry, readPackageBook, writePackageBook } from './installed-packages.ts';

/** How the installed program tells a newer one that it starts: where it lies, and its version. JSON of `LaunchedBy`. */
export const LAUNCHER_VARIABLE = 'WATCHBILL_LAUNCHER';

export interface LaunchedBy {
  readonly file: string;
  readonly version: string;
}

export interface LaunchParts {
  readonly data: DataFolder;
  readonly installed: LaunchedBy;
  /** The words of this program. */
  readonly words: readonly string[];
  readonly ending: AbortSignal;
  /** Runs the installed version in this process; gives its exit code. */
  readonly runHere: () => Promise<number>;
  /** Time that a new version has to reach the platform. */
  readonly trialMs: number;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Log;
}

const KILL_AFTER_MS = 15_000;

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.on('error', () => resolve(EXIT_CODES.unexpected));
    child.on('exit', (code) => resolve(code ?? EXIT_CODES.unexpected));
  });

/** Starts a newer version and passes on when this one is told to end. It ends with this process: its standard input closes. */
const startVersion = ({ installed, words, ending, wait }: LaunchParts, entry: string) => {
  const environment = { ...process.env, [LAUNCHER_VARIABLE]: JSON.stringify(installed) };
  const child = spawn(process.execPath, [entry, ...words, '--follow-parent'], { stdio: ['pipe', 'inherit', 'inherit'], env: environment });
  child.stdin?.on('error', () => undefined);
  const gone = new AbortController();
  const stop = () => {
    child.kill('SIGTERM');
    void wait(KILL_AFTER_MS, gone.signal).then(() => gone.signal.aborted || child.kill('SIGKILL'));
  };
  if (ending.aborted) stop();
  ending.addEventListener('abort', stop, { once: true });
  const ended = exitOf(child).finally(() => {
    gone.abort();
    ending.removeEventListener('abort', stop);
  });
  return { ended, kill: () => child.kill('SIGKILL') };
};

/** Goes back to the version before, and remembers not to try this one again. */
const takeBack = async (
  { data, installed, clock, log }: LaunchParts,
  book: PackageBook,
  version: string,
  reason: string,
): Promise<void> => {
  const { appliance: _, ...current } = book.current;
  const { appliance: before, ...previous } = book.previous;
  const { trial: __, ...rest } = book;
  const from = before ?? installed.version;
  log('error', 'The new appliance was taken back.', { version, from, reason });
  const report = { package: 'appliance', state: 'rolled-back', from, to: version, reason, at: clock() } as const;
  await writePackageBook(data, {
    ...rest,
    current: before === undefined ? current : { ...current, appliance: before },
    previous,
    refused: { ...book.refused, appliance: version },
    reports: [...book.reports.filter((one) => one.package !== 'appliance'), report],
    unlogged: [report],
  });
};

/** Runs a newer version. Gives its exit code; undefined: it was taken back, or wants to be started anew. */
const superviseVersion = async (parts: LaunchParts, book: PackageBook, version: string): Promise<number | undefined> => {
  const { data, trialMs, wait, ending } = parts;
  const entry = packageEntry(data, 'appliance', version);
  if (!existsSync(entry)) {
    await takeBack(parts, book, version, 'Its program is not there any more.');
    return undefined;
  }
  const running = startVersion(parts, entry);
  const onTrial = async () => (await readPackageBook(data)).trial?.version === version;
  const proven = new AbortController();
  let late = false;
  const judge = wait(trialMs, proven.signal).then(async () => {
    if (proven.signal.aborted || ending.aborted || !(await onTrial())) return;
    late = true;
    running.kill();
  });
  const code = await running.ended;
  proven.abort();
  await judge;
  if (ending.aborted) return code;
  if (await onTrial()) {
    const reason = late
      ? `It did not reach the platform within ${Math.round(trialMs / 1000)} s.`
      : `It ended with exit code ${code} before it reached the platform.`;
    await takeBack(parts, await readPackageBook(data), version, reason);
    return undefined;
  }
  return code === EXIT_CODES.restart ? undefined : code;
};

/**
 * Runs whichever version of the appliance is in use: the installed one in this process, a newer one in a process of its own that this
 * one watches. A newer version that ends or stays silent before its first answered poll is taken back.
 */
export const launch = async (parts: LaunchParts): Promise<number> => {
  for (;;) {
    const book = await readPackageBook(parts.data);
    const version = book.current.appliance;
    const code = version === undefined ? await parts.runHere() : await superviseVersion(parts, book, version);
    if (code !== undefined && code !== EXIT_CODES.restart) return code;
    if (parts.ending.aborted) return EXIT_CODES.done;
  }
};
