import { type LogBatch, type LogResponse, MAX_LOG_ENTRIES } from '../protocol/log.ts';
import { type BackOffLimits, backOffMs } from './back-off.ts';
import type { Random, Wait } from './clock.ts';
import type { Journal } from './journal.ts';
import { describeError, type Log } from './log.ts';
import { Refused } from './platform-client.ts';

export interface LogLoopParts {
  readonly journal: Journal;
  readonly send: (batch: LogBatch, signal?: AbortSignal) => Promise<LogResponse>;
  readonly wait: Wait;
  readonly random: Random;
  /** The machine's own log: trouble of the delivery must not make new entries to deliver. */
  readonly log: Log;
}

const BACK_OFF: BackOffLimits = { minMs: 1000, baseMs: 2000, maxMs: 300_000 };
const isUnreadable = (error: unknown): boolean => error instanceof Refused && [400, 413, 422].includes(error.problem.status);

export interface LogLoop {
  /** Runs until the signal aborts. */
  run(ending: AbortSignal): Promise<void>;
  /** One try for everything that waits, at the end of the program. */
  flush(): Promise<void>;
}

/** Sends the next entries in order. True: there may be more. The platform's word on what it has counts, whatever we believe. */
const createDelivery = ({ journal, send }: LogLoopParts) => {
  let count = MAX_LOG_ENTRIES;
  let expected = 0;
  return async (signal?: AbortSignal): Promise<boolean> => {
    const batch = await journal.nextBatch(count);
    const first = batch?.entries[0];
    if (batch === undefined || first === undefined) return batch !== undefined;
    try {
      const { acknowledged } = await send(batch, signal);
      await journal.acknowledged(acknowledged);
      const isBeside = acknowledged < first.number || acknowledged > (batch.entries.at(-1)?.number ?? 0);
      // Told again what it told before, and nothing taken: try later, not in a circle.
      if (isBeside && acknowledged === expected) throw new Error(`It has entries up to ${acknowledged} and takes no other.`);
      expected = acknowledged;
      count = Math.min(MAX_LOG_ENTRIES, count * 2);
      return true;
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      // One bad entry must not hold up the rest: halve until it stands alone, then give it up.
      if (batch.entries.length === 1) await journal.drop(first.number);
      count = Math.max(1, Math.ceil(batch.entries.length / 2));
      return true;
    }
  };
};

/** Delivers the operational log to the Monitoring Server, in order, for ever. */
export const createLogLoop = (parts: LogLoopParts): LogLoop => {
  const { journal, wait, random, log } = parts;
  const deliver = createDelivery(parts);
  let failures = 0;
  const step = async (ending: AbortSignal) => {
    try {
      const more = await deliver(ending);
      failures = 0;
      if (!more && journal.waiting() === 0) await journal.nextEntry(ending);
    } catch (error) {
      if (ending.aborted) return;
      failures += 1;
      const delayMs = Math.max(backOffMs(failures, BACK_OFF, random), error instanceof Refused ? (error.retryAfterMs ?? 0) : 0);
      if (failures === 1) log('warn', 'The operational log could not be delivered. It stays on disk.', { reason: describeError(error) });
      await wait(Math.min(delayMs, BACK_OFF.maxMs), ending);
    }
  };
  return {
    run: async (ending) => {
      while (!ending.aborted) await step(ending);
    },
    flush: async () => {
      await journal.settled();
      try {
        while (await deliver());
      } catch (error) {
        log('warn', 'The operational log stays on disk until the next start.', {
          reason: describeError(error),
          waiting: journal.waiting(),
        });
      }
    },
  };
};
