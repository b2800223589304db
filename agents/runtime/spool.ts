import { appendFile, type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInTurn } from './in-turn.ts';
import { createSegment, readSegment, type SpoolEntry, type SpoolWriter, type WriteAt, writeAt } from './spool-segment.ts';

/** Nothing more fits: the disk is full, or the spool has reached its bound. What is there stays. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
}

export interface SpooledMessage {
  readonly messageId: string;
  readonly text: string;
}

export interface SpoolLimits {
  /** Bytes on disk at most. */
  readonly maxBytes: number;
  /** A segment is closed once it is this large. */
  readonly segmentBytes: number;
}

export interface Spool {
  /** Durable when it returns; a message that already waits is not taken twice. Throws SpoolFull. */
  append(message: { readonly messageId: string }): Promise<void>;
  /** The oldest messages, in order: at most `count`, and at most `bytes` unless the first alone is larger. */
  readBatch(count: number, bytes: number): Promise<SpooledMessage[]>;
  /** The platform has them, or will never take them. */
  acknowledge(messageIds: readonly string[]): Promise<void>;
  /** Takes out a message that blocks the rest, and keeps it in `set-aside.ndjson`: a result is never thrown away. */
  setAside(message: SpooledMessage): Promise<void>;
  has(messageId: string): boolean;
  messages(): number;
  bytes(): number;
  isFull(): boolean;
  /** Resolves at the next append, or when the signal aborts. */
  nextAppend(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const DEFAULT_LIMITS: SpoolLimits = { maxBytes: 256 * 1024 * 1024, segmentBytes: 1024 * 1024 };
const SEGMENT = /^(\d{10})\.log$/;

const isDiskFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');

const readEntries = async (folder: string) => {
  const names = (await readdir(folder)).filter((name) => SEGMENT.test(name)).sort();
  const waiting = new Map<string, SpoolEntry>();
  const sizes = new Map<string, number>();
  let damaged = 0;
  for (const name of names) {
    const segment = await readSegment(join(folder, name));
    for (const entry of segment.entries) if (!waiting.has(entry.messageId)) waiting.set(entry.messageId, entry);
    sizes.set(join(folder, name), segment.size);
    damaged += segment.damaged;
  }
  return { waiting, sizes, damaged, lastNumber: Number(names.at(-1)?.slice(0, 10) ?? 0) };
};

/** Neighbours of one segment are read through one handle: a batch of 200 opens a file or two. */
const readTexts = async (entries: readonly SpoolEntry[]): Promise<SpooledMessage[]> => {
  const messages: SpooledMessage[] = [];
  let reading: { readonly segment: string; readonly handle: FileHandle } | undefined;
  try {
    for (const { messageId, segment, offset, length } of entries) {
      if (reading?.segment !== segment) {
        await reading?.handle.close();
        reading = { segment, handle: await open(segment, 'r') };
      }
      const bytes = Buffer.alloc(length);
      await reading.handle.read(bytes, 0, length, offset);
      messages.push({ messageId, text: bytes.toString('utf8') });
    }
  } finally {
    await reading?.handle.close();
  }
  return messages;
};

const oldest = (waiting: Iterable<SpoolEntry>, count: number, bytes: number): SpoolEntry[] => {
  const batch: SpoolEntry[] = [];
  let size = 0;
  for (const entry of waiting) {
    size += entry.length + 1;
    if (batch.length >= count || (batch.length > 0 && size > bytes)) break;
    batch.push(entry);
  }
  return batch;
};

/** Segments on disk: numbered, appended to, deleted whole once all their messages are acknowledged. */
const createSegments = (folder: string, limits: SpoolLimits, write: WriteAt, found: Awaited<ReturnType<typeof readEntries>>) => {
  const { sizes } = found;
  let { lastNumber } = found;
  let current: SpoolWriter | undefined;
  const retire = async () => {
    await current?.close();
    current = undefined;
  };
  const writer = async (): Promise<SpoolWriter> => {
    if (current && current.size() >= limits.segmentBytes) await retire();
    if (current) return current;
    lastNumber += 1;
    const path = join(folder, `${String(lastNumber).padStart(10, '0')}.log`);
    current = await createSegment(folder, path, write);
    return current;
  };
  return {
    retire,
    bytes: () => [...sizes.values()].reduce((sum, size) => sum + size, 0),
    append: async (messageId: string, text: string): Promise<SpoolEntry> => {
      const segment = await writer();
      const entry = await segment.append(messageId, text);
      sizes.set(segment.path, segment.size());
      return entry;
    },
    removeAllBut: async (inUse: ReadonlySet<string>) => {
      for (const path of [...sizes.keys()].filter((segment) => !inUse.has(segment))) {
        if (path === current?.path) await retire();
        await rm(path, { force: true });
        sizes.delete(path);
      }
    },
  };
};

export interface SpoolParts {
  readonly folder: string;
  readonly limits?: Partial<SpoolLimits>;
  readonly write?: WriteAt;
  /** Told once at opening how many messages a crash or a bad disk damaged. */
  readonly onDamage?: (count: number) => void;
}

/** Opens the durable queue of what the platform has still to learn. Survives kill -9 at any byte. One process at a time. */
export const openSpool = async ({ folder, limits: given, write = writeAt, onDamage }: SpoolParts): Promise<Spool> => {
  const limits = { ...DEFAULT_LIMITS, ...given };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await readEntries(folder);
  if (found.damaged > 0) onDamage?.(found.damaged);
  const { waiting } = found;
  const segments = createSegments(folder, limits, write, found);
  const inTurn = createInTurn();
  const listeners = new Set<() => void>();
  let diskFull = false;

  const append = async (message: { readonly messageId: string }) => {
    if (waiting.has(message.messageId)) return;
    const text = JSON.stringify(message);
    if (segments.bytes() + text.length > limits.maxBytes) throw new SpoolFull('The spool has reached its bound.');
    try {
      waiting.set(message.messageId, await segments.append(message.messageId, text));
      diskFull = false;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      diskFull = true;
      throw new SpoolFull('The disk is full.', { cause: error });
    }
    for (const listener of listeners) listener();
  };

  const forget = async (messageIds: readonly string[]) => {
    for (const messageId of messageIds) waiting.delete(messageId);
    await segments.removeAllBut(new Set([...waiting.values()].map((entry) => entry.segment)));
  };

  return {
    append: (message) => inTurn(() => append(message)),
    readBatch: (count, bytes) => inTurn(() => readTexts(oldest(waiting.values(), count, bytes))),
    acknowledge: (messageIds) => inTurn(() => forget(messageIds)),
    setAside: (message) =>
      inTurn(async () => {
        await appendFile(join(folder, 'set-aside.ndjson'), `${message.text}\n`, { mode: 0o600 });
        await forget([message.messageId]);
      }),
    has: (messageId) => waiting.has(messageId),
    messages: () => waiting.size,
    bytes: () => segments.bytes(),
    isFull: () => diskFull || segments.bytes() >= limits.maxBytes,
    nextAppend: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          listeners.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        listeners.add(done);
        signal.addEventListener('abort', done, { once: true });
      }),
    close: () => inTurn(() => segments.retire()),
  };
};

/** What waits in a spool that another process has open. */
export const readSpoolSize = async (folder: string): Promise<{ messages: number; bytes: number }> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { waiting, sizes } = await readEntries(folder);
  return { messages: waiting.size, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
};
