import { z } from 'zod';
import {
  type LogBatch,
  type LogEntry,
  logEntry,
  MAX_LOG_BYTES,
  MAX_LOG_DETAIL,
  MAX_LOG_ENTRIES,
  MAX_LOG_MESSAGE,
} from '../protocol/log.ts';
import { readJsonFile, writeAtomically } from './atomic-file.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { LogDetails, LogLevel } from './log.ts';
import { openSpool, type Spool, SpoolFull, type SpoolLimits } from './spool.ts';
import type { WriteAt } from './spool-segment.ts';

/** What became of an event on its way to the Monitoring Server is nobody's concern here: writing never fails, never waits. */
export interface Journal {
  /** Takes an event that has a code; the others are for the machine's own log alone. */
  write(level: LogLevel, message: string, details?: LogDetails): void;
  /** The oldest entries, with what was lost before each. Undefined: nothing waits. */
  nextBatch(count: number): Promise<LogBatch | undefined>;
  /** The platform has everything up to this number. */
  acknowledged(number: number): Promise<void>;
  /** Nobody will take this entry: it counts as lost. */
  drop(number: number): Promise<void>;
  waiting(): number;
  nextEntry(signal: AbortSignal): Promise<void>;
  /** Resolves when everything written is on disk. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalParts {
  readonly folder: string;
  /** Where stream and acknowledged number are kept. */
  readonly streamFile: string;
  readonly offset: ClockOffset;
  readonly newId: () => string;
  readonly limits?: Partial<SpoolLimits>;
  readonly write?: WriteAt;
}

const LIMITS: SpoolLimits = { maxBytes: 8 * 1024 * 1024, segmentBytes: 256 * 1024 };
/** `base`: how many numbers were given before this stream began; on the wire each stream counts from 1. */
const streamState = z.object({ stream: z.uuid(), acknowledged: z.int().min(0), base: z.int().min(0).default(0) });
type StreamState = z.infer<typeof streamState>;

const shorten = (value: string | number | boolean) =>
  typeof value === 'string' ? value.slice(0, MAX_LOG_DETAIL) : Number.isNaN(value) ? 'NaN' : value;

const detailsOf = ({ event: _, ...details }: LogDetails): LogEntry['details'] => {
  const told = Object.entries(details).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.slice(0, 64), shorten(value)] as const],
  );
  return told.length === 0 ? undefined : Object.fromEntries(told.slice(0, 32));
};

const readState = async (file: string, newId: () => string): Promise<StreamState> => {
  const read = streamState.safeParse(await readJsonFile(file).catch(() => undefined));
  if (read.success) return read.data;
  const fresh = { stream: newId(), acknowledged: 0, base: 0 };
  // Without room for it this process has the stream to itself, and the next one begins another.
  await writeAtomically(file, JSON.stringify(fresh)).catch(() => undefined);
  return fresh;
};

/** Makes room by forgetting the oldest entries, a segment's worth at a time. False: there are none. */
const forgetOldest = async (spool: Spool, bytes: number): Promise<boolean> => {
  const oldest = await spool.readBatch(10_000, bytes);
  await spool.acknowledge(oldest.map((each) => each.messageId));
  return oldest.length > 0;
};

/** Where there is no room, the oldest entries go; where there is none even then, this one does. */
const keep = async (spool: Spool, entry: LogEntry, segmentBytes: number): Promise<void> => {
  for (;;) {
    try {
      return await spool.append({ messageId: String(entry.number), ...entry });
    } catch (error) {
      if (!(error instanceof SpoolFull) || !(await forgetOldest(spool, segmentBytes))) return;
    }
  }
};

/** The entries behind the number, as the stream counts them, each with the count of those that are missing right before it. */
const onTheWire = (entries: readonly LogEntry[], { acknowledged, base }: StreamState): LogEntry[] => {
  let before = acknowledged;
  return entries.map((entry) => {
    const lost = entry.number - before - 1;
    before = entry.number;
    return { ...entry, number: entry.number - base, ...(lost > 0 ? { lost } : {}) };
  });
};

/** The operational log on disk: bounded, numbered without gaps, kept until the platform has it. Survives kill -9 at any byte. */
export const openJournal = async (parts: JournalParts): Promise<Journal> => {
  const { folder, streamFile, offset, newId, write } = parts;
  const limits = { ...LIMITS, ...parts.limits };
  let state = await readState(streamFile, newId);
  const spool = await openSpool({ folder, limits, ...(write ? { write } : {}) });
  const waiting = await spool.readBatch(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  let last = waiting.reduce((most, { messageId }) => Math.max(most, Number(messageId)), state.acknowledged);
  let writing: Promise<void> = Promise.resolve();

  const entryOf = (level: LogLevel, message: string, details: LogDetails): LogEntry => {
    const machineAt = Math.max(0, Math.round(offset.machineNow()));
    const told = detailsOf(details);
    last += 1;
    return {
      ...{ number: last, at: offset.toPlatform(machineAt), machineAt, level, code: details.event ?? '' },
      message: message.slice(0, MAX_LOG_MESSAGE),
      ...(told === undefined ? {} : { details: told }),
    };
  };

  return {
    write: (level, message, details = {}) => {
      if (details.event === undefined) return;
      const entry = entryOf(level, message, details);
      writing = writing.then(() => keep(spool, entry, limits.segmentBytes)).catch(() => undefined);
    },
    nextBatch: async (count) => {
      const messages = await spool.readBatch(Math.min(count, MAX_LOG_ENTRIES), MAX_LOG_BYTES / 2);
      const entries = messages.flatMap(({ text }) => {
        const read = logEntry.safeParse(JSON.parse(text));
        return read.success && read.data.number > state.acknowledged ? [read.data] : [];
      });
      if (entries.length > 0) return { stream: state.stream, entries: onTheWire(entries, state) };
      // Known already, or written by a version that spoke otherwise.
      await spool.acknowledge(messages.map((each) => each.messageId));
      return messages.length === 0 ? undefined : { stream: state.stream, entries: [] };
    },
    acknowledged: async (number) => {
      const isOurs = number + state.base <= last;
      // It has numbers that were never given here: this folder was put back to an older copy. Those that wait are told in a new stream.
      state = isOurs ? { ...state, acknowledged: number + state.base } : { ...state, stream: newId(), base: state.acknowledged };
      // First the number, then the entries: a number is never given twice, whatever happens in between.
      await writeAtomically(streamFile, JSON.stringify(state));
      const all = await spool.readBatch(MAX_LOG_ENTRIES, MAX_LOG_BYTES);
      await spool.acknowledge(all.map((each) => each.messageId).filter((messageId) => Number(messageId) <= state.acknowledged));
    },
    drop: (number) => spool.acknowledge([String(number + state.base)]),
    waiting: spool.messages,
    nextEntry: spool.nextAppend,
    settled: () => writing,
    close: async () => {
      await writing;
      await spool.close();
    },
  };
};
