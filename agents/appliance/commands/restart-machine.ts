import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describeError } from '../../runtime/log.ts';
import { failed, type Outcome } from './change-network.ts';

export interface RestartParts {
  /** Program and words; absent where the machine must not be restarted. */
  readonly rebootCommand: readonly string[] | undefined;
  /** Names this start of the machine: Linux makes a new one at every boot. */
  readonly bootIdFile: string;
  /** Keeps the boot id, so that the next start can tell whether the machine was restarted. */
  readonly keepBootId: (bootId: string) => Promise<void>;
  /** Gives slices in flight back and takes no new ones; what is returned takes them again. */
  readonly endSlices: () => Promise<() => void>;
  /** Resolves when the program is to end, or that time has passed. */
  readonly untilEnding: (atMostMs: number) => Promise<void>;
  readonly isEnding: () => boolean;
}

const COMMAND_TIMEOUT_MS = 60_000;
/** So long a machine may take to go down. */
const GOING_DOWN_MS = 300_000;

export const readBootId = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim();

const outputOf = (error: unknown): string => {
  const { stderr = '' } = error as { stderr?: string };
  return stderr.trim().split('\n').at(-1) || describeError(error);
};

/** Undefined: the program ends now, and the next start tells the outcome. */
export const restartMachine = async (parts: RestartParts): Promise<Outcome | undefined> => {
  const [program, ...words] = parts.rebootCommand ?? [];
  if (program === undefined) {
    return failed('This appliance runs inside another program, so it does not restart the machine. Name a command with --reboot-command.');
  }
  let takeSlices: (() => void) | undefined;
  try {
    await parts.keepBootId(await readBootId(parts.bootIdFile));
    takeSlices = await parts.endSlices();
    await promisify(execFile)(program, words, { timeout: COMMAND_TIMEOUT_MS });
  } catch (error) {
    takeSlices?.();
    if (parts.isEnding()) return undefined;
    return failed(`${[program, ...words].join(' ')}: ${outputOf(error)}`);
  }
  await parts.untilEnding(GOING_DOWN_MS);
  if (parts.isEnding()) return undefined;
  takeSlices();
  return failed(`${[program, ...words].join(' ')} was run, but the machine did not go down.`);
};

/** What became of a restart, seen by the next start. */
export const judgeRestart = async (before: string | undefined, bootIdFile: string): Promise<Outcome> => {
  if (before === undefined) return failed('The appliance ended before it could restart the machine.');
  const now = await readBootId(bootIdFile).catch(() => before);
  return now === before ? failed('The appliance started again, but the machine was not restarted.') : { state: 'succeeded' };
};
