import { type BackOffLimits, backOffMs } from './back-off.ts';
import type { Random, Wait } from './clock.ts';
import { describeError, type Log } from './log.ts';
import { Refused } from './platform-client.ts';
import type { Spool, SpooledMessage } from './spool.ts';

const BACK_OFF: BackOffLimits = { minMs: 500, baseMs: 1000, maxMs: 60_000 };

/** One thing to tell the platform. */
export interface Told {
  readonly messageId: string;
  readonly kind: string;
}

/** What the platform says about a batch. */
export interface BatchAnswer {
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly messageId: string; readonly code: string; readonly message: string }[];
  /** Called once all of it has been taken in. */
  readonly settled?: () => void;
}

export interface DeliveryLoopParts<R extends Told> {
  readonly spool: Spool;
  /** Undefined: not readable by this version. */
  readonly parse: (value: unknown) => R | undefined;
  /** Of a batch: reports, and bytes of them. */
  readonly limits: { readonly reports: number; readonly bytes: number };
  /** Reports that are worth nothing later (progress, declined): taken out once, sent after the spooled ones, never stored. */
  readonly takeFleeting: () => readonly R[];
  readonly send: (reports: R[], signal?: AbortSignal) => Promise<BatchAnswer>;
  readonly onRefused: (refused: { readonly report: R; readonly code: string }) => void;
  /** For the log: what a report is about. */
  readonly describe: (report: R) => Readonly<Record<string, string | undefined>>;
  /** The platform will have nothing to do with this agent any more. */
  readonly onBanned: (refusal: Refused) => void;
  readonly wait: Wait;
  readonly random: Random;
  readonly log: Log;
}

export const isBan = (error: unknown): error is Refused =>
  error instanceof Refused && ['appliance-retired', 'appliance-unknown', 'sensor-retired', 'sensor-unknown'].includes(error.problem.code);

/** The platform read the batch and cannot take it as it is: the same bytes will never do. */
const isUnreadable = (error: unknown): boolean => error instanceof Refused && [400, 413, 422].includes(error.problem.status);

interface Batch<R> {
  readonly messages: readonly SpooledMessage[];
  readonly reports: readonly R[];
}

const parseReports = <R>(messages: readonly SpooledMessage[], parse: (value: unknown) => R | undefined): Batch<R> => {
  const parsed = messages.map((message) => ({ message, report: parse(JSON.parse(message.text)) }));
  return {
    messages: parsed.filter((each) => each.report !== undefined).map((each) => each.message),
    reports: parsed.flatMap((each) => (each.report === undefined ? [] : [each.report])),
  };
};

const createDelivery = <R extends Told>(parts: DeliveryLoopParts<R>) => {
  const { spool, log, limits } = parts;

  const handleAnswer = async (reports: readonly R[], answer: BatchAnswer) => {
    const byId = new Map(reports.map((each) => [each.messageId, each]));
    const known = [...answer.accepted, ...answer.refused.map((each) => each.messageId)].filter((messageId) => byId.has(messageId));
    for (const { messageId, code, message } of answer.refused) {
      const refused = byId.get(messageId);
      if (!refused) continue;
      log('warn', 'The platform refused a report.', {
        event: 'report-refused',
        code,
        reason: message,
        kind: refused.kind,
        ...parts.describe(refused),
        messageId,
      });
      parts.onRefused({ report: refused, code });
    }
    await spool.acknowledge(known);
    answer.settled?.();
    return known.length;
  };

  const readBatch = async (count: number): Promise<Batch<R>> => {
    const messages = await spool.readBatch(count, limits.bytes);
    const batch = parseReports(messages, parts.parse);
    const readable = new Set(batch.messages);
    for (const message of messages.filter((each) => !readable.has(each))) {
      log('error', 'A spooled report is not readable by this version. It is set aside.', { messageId: message.messageId });
      await spool.setAside(message);
    }
    return batch;
  };

  /** Sends the next batch; true when something was delivered. Fails when the platform cannot take it now. */
  return async (count: number, signal?: AbortSignal): Promise<boolean> => {
    const batch = await readBatch(count);
    const fleeting = count === limits.reports ? parts.takeFleeting().slice(0, limits.reports - batch.reports.length) : [];
    const reports = [...batch.reports, ...fleeting];
    if (reports.length === 0) return false;
    try {
      const settled = await handleAnswer(reports, await parts.send(reports, signal));
      if (settled === 0) throw new Error('The platform took none of the reports.');
      return true;
    } catch (error) {
      const [only] = batch.messages;
      if (!isUnreadable(error) || reports.length !== 1 || !only) throw error;
      log('error', 'The platform cannot read a report. It is set aside.', { messageId: only.messageId, reason: describeError(error) });
      await spool.setAside(only);
      return true;
    }
  };
};

export interface DeliveryLoop {
  /** Runs until the signal aborts. */
  run(ending: AbortSignal): Promise<void>;
  /** There is a fleeting report. */
  wake(): void;
  /** One try for everything that waits, at the end of the program. */
  flush(): Promise<void>;
}

/** Delivers the spool in order, for ever, each message exactly once by its id. */
export const createDeliveryLoop = <R extends Told>(parts: DeliveryLoopParts<R>): DeliveryLoop => {
  const { spool, wait, random, log, limits } = parts;
  const deliver = createDelivery(parts);
  let waking = new AbortController();
  let failures = 0;
  let count = limits.reports;

  const afterFailure = async (error: unknown, ending: AbortSignal) => {
    if (ending.aborted) return;
    if (isBan(error)) return parts.onBanned(error);
    // One bad report must not hold up the rest: halve until it stands alone.
    if (isUnreadable(error) && count > 1) {
      count = Math.ceil(count / 2);
      return;
    }
    failures += 1;
    const delayMs = Math.max(backOffMs(failures, BACK_OFF, random), error instanceof Refused ? (error.retryAfterMs ?? 0) : 0);
    const event = failures === 1 ? ('sync-failed' as const) : undefined;
    log('warn', 'Reports could not be delivered. They stay on disk.', {
      event,
      reason: describeError(error),
      waiting: spool.messages(),
      delayMs,
    });
    await wait(Math.min(delayMs, BACK_OFF.maxMs * 5), ending);
  };

  const step = async (ending: AbortSignal) => {
    waking = new AbortController();
    const { signal } = waking;
    try {
      const delivered = await deliver(count, ending);
      const wasWhole = count === limits.reports;
      count = delivered ? Math.min(limits.reports, count * 2) : limits.reports;
      failures = 0;
      // Only a whole batch takes fleeting reports along: look once more before waiting.
      if (!delivered && wasWhole && spool.messages() === 0 && !ending.aborted) await spool.nextAppend(signal);
    } catch (error) {
      await afterFailure(error, ending);
    }
  };

  return {
    run: async (ending) => {
      ending.addEventListener('abort', () => waking.abort(), { once: true });
      while (!ending.aborted) await step(ending);
    },
    wake: () => waking.abort(),
    flush: async () => {
      try {
        while (await deliver(limits.reports));
      } catch (error) {
        log('warn', 'Reports stay on disk until the next start.', { reason: describeError(error), waiting: spool.messages() });
      }
    },
  };
};
