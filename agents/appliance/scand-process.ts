import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Wait } from '../runtime/clock.ts';
import { type ScandEvent, type ScandOrder, type ScandVersions, scandEvent, scandVersions } from './scand-wire.ts';

/** How to start scand: program and the words before its own. */
export interface ScandCommand {
  readonly program: string;
  readonly words: readonly string[];
}

/** Beside the running file in a bundle; from its source, with the same loader, in development. */
export const findScand = (runningFile: string): ScandCommand => {
  const isBundle = runningFile.endsWith('.mjs');
  const path = fileURLToPath(new URL(isBundle ? './scand.mjs' : './scand.ts', runningFile));
  return { program: process.execPath, words: isBundle ? [path] : ['--import', import.meta.resolve('tsx'), path] };
};

export type ScandEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped' }
  /** Died, or said what is not in its wire. */
  | { readonly kind: 'crashed'; readonly reason: string };

export interface ScandRun {
  /** Every event is awaited before the next is read, so that a slow disk slows scand and not the memory. */
  readonly ended: Promise<ScandEnd>;
  /** At the next host boundary; the whole process group is killed when it takes longer. */
  readonly stop: (killAfterMs: number) => void;
}

export type StartScand = (order: ScandOrder, onEvent: (event: ScandEvent) => Promise<void>) => ScandRun;

const MAX_LINE_LENGTH = 64 * 1024 * 1024;
const MAX_PROBLEM_LENGTH = 2000;

async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    for (const line of lines.slice(0, -1)) {
      yield [...parts, line].join('');
      parts = [];
      length = 0;
    }
    const rest = lines.at(-1) ?? '';
    parts.push(rest);
    length += rest.length;
    if (length > MAX_LINE_LENGTH) throw new Error('scand wrote a line longer than 64 MiB.');
  }
}

const parseEvent = (line: string): ScandEvent => {
  try {
    return scandEvent.parse(JSON.parse(line));
  } catch {
    throw new Error(`scand wrote a line that is not an event: ${line.slice(0, 200)}`);
  }
};

const killGroup = ({ pid }: ChildProcess) => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
};

const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.on('error', (error) => resolve(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => resolve(signal ? `was killed by ${signal}` : `ended with exit code ${code}`));
  });

/** Keeps the end of what a process says on its standard error. */
const tailOf = (child: ChildProcess): (() => string) => {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-MAX_PROBLEM_LENGTH);
  });
  return () => tail.trim().split('\n').at(-1) ?? '';
};

const readEvents = async (child: ChildProcess, onEvent: (event: ScandEvent) => Promise<void>): Promise<ScandEnd | undefined> => {
  let end: ScandEnd | undefined;
  if (!child.stdout) return undefined;
  for await (const line of readLines(child.stdout.setEncoding('utf8'))) {
    const event = parseEvent(line);
    if (event.kind === 'ended') end = { kind: event.outcome };
    else await onEvent(event);
  }
  return end;
};

export const createStartScand =
  (command: () => ScandCommand, wait: Wait): StartScand =>
  (order, onEvent) => {
    const { program, words } = command();
    const child = spawn(program, words, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const exit = exitOf(child);
    const problem = tailOf(child);
    // It may die before it has read its order; its exit tells.
    child.stdin.on('error', () => undefined);
    child.stdin.write(`${JSON.stringify(order)}\n`);
    const gone = new AbortController();

    const follow = async (): Promise<ScandEnd> => {
      try {
        const end = await readEvents(child, onEvent);
        const how = await exit;
        return end ?? { kind: 'crashed', reason: `scand ${how}${problem() ? `: ${problem()}` : ''}` };
      } catch (error) {
        killGroup(child);
        await exit;
        return { kind: 'crashed', reason: error instanceof Error ? error.message : String(error) };
      } finally {
        gone.abort();
        child.stdin.destroy();
      }
    };

    return {
      ended: follow(),
      stop: (killAfterMs) => {
        child.kill('SIGTERM');
        void wait(killAfterMs, gone.signal).then(() => !gone.signal.aborted && killGroup(child));
      },
    };
  };

/** Asks scand which engines it has. */
export const readScandVersions = async ({ program, words }: ScandCommand): Promise<ScandVersions> => {
  const { stdout } = await promisify(execFile)(program, [...words, '--versions'], { timeout: 30_000 });
  return scandVersions.parse(JSON.parse(stdout));
};
