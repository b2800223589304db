import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { SCAND_EXIT_CODES, type ScandEvent, type ScandOrder, type ScandVersions, scandOrder } from './scand-wire.ts';

/** What scand is built around; the real one comes from agents/scanning. */
export interface ScandEngine {
  readonly scan: (order: ScandOrder, emit: (event: ScandEvent) => void, stop: AbortSignal) => Promise<'finished' | 'stopped'>;
  readonly versions: () => Promise<ScandVersions>;
}

export interface ScandStreams {
  readonly input: Readable;
  readonly output: Writable;
  readonly problems: Writable;
  /** The end of the parent: nobody is left to report to. Must not return control to the scan. */
  readonly onParentGone: () => void;
  /** Aborted by SIGTERM. */
  readonly stop: AbortSignal;
}

const parseOrder = (line: string): ScandOrder | string => {
  try {
    const parsed = scandOrder.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  } catch (error) {
    return (error as Error).message;
  }
};

const readOrder = (input: Readable, onParentGone: () => void): Promise<string | undefined> =>
  new Promise((resolve) => {
    const lines = createInterface({ input });
    lines.once('line', (line) => {
      lines.on('close', onParentGone);
      resolve(line);
    });
    lines.once('close', () => resolve(undefined));
  });

/** One slice, from its order on the input to its last event on the output. Returns the exit code. */
export const runScand = async (engine: ScandEngine, streams: ScandStreams): Promise<number> => {
  const { input, output, problems, onParentGone, stop } = streams;
  const line = await readOrder(input, onParentGone);
  const order = line === undefined ? 'there is none' : parseOrder(line);
  if (typeof order === 'string') {
    problems.write(`The order cannot be read: ${order}.\n`);
    return SCAND_EXIT_CODES.badOrder;
  }
  output.on('error', onParentGone);
  const emit = (event: ScandEvent) => output.write(`${JSON.stringify(event)}\n`);
  try {
    emit({ kind: 'ended', outcome: await engine.scan(order, emit, stop) });
    return SCAND_EXIT_CODES.done;
  } catch (error) {
    problems.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return SCAND_EXIT_CODES.engineFailed;
  }
};
