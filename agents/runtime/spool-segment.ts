import { type FileHandle, open, readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { syncFolder } from './atomic-file.ts';

/** One message that waits for delivery: where its text lies. */
export interface SpoolEntry {
  readonly messageId: string;
  readonly segment: string;
  /** Bytes from the start of the segment, and of the text alone. */
  readonly offset: number;
  readonly length: number;
}

const CHECKSUM_LENGTH = 9;

const checksum = (text: Buffer): string => crc32(text).toString(16).padStart(8, '0');

const encode = (text: string): Buffer => {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from(`${checksum(bytes)} `), bytes, Buffer.from('\n')]);
};

const messageIdOf = (text: Buffer): string | undefined => {
  try {
    const { messageId } = JSON.parse(text.toString('utf8')) as { messageId?: unknown };
    return typeof messageId === 'string' ? messageId : undefined;
  } catch {
    return undefined;
  }
};

/** Every whole line with the right check sum; half-written and damaged ones are passed over and counted. */
export const readSegment = async (path: string): Promise<{ entries: SpoolEntry[]; damaged: number; size: number }> => {
  const content = await readFile(path);
  const entries: SpoolEntry[] = [];
  let damaged = 0;
  for (let start = 0; start < content.length; ) {
    const newline = content.indexOf(10, start);
    const end = newline === -1 ? content.length : newline;
    const text = content.subarray(start + CHECKSUM_LENGTH, end);
    const whole = newline !== -1 && content.subarray(start, start + CHECKSUM_LENGTH).toString('latin1') === `${checksum(text)} `;
    const messageId = whole ? messageIdOf(text) : undefined;
    if (messageId === undefined) damaged += 1;
    else entries.push({ messageId, segment: path, offset: start + CHECKSUM_LENGTH, length: text.length });
    start = end + 1;
  }
  return { entries, damaged, size: content.length };
};

export interface SpoolWriter {
  readonly path: string;
  size(): number;
  /** Durable when it returns. After a failure nothing of the message is left behind. */
  append(messageId: string, text: string): Promise<SpoolEntry>;
  close(): Promise<void>;
}

/** Writes a message at a given place of a file. A parameter, so that a test can fill the disk. */
export type WriteAt = (handle: FileHandle, bytes: Buffer, position: number) => Promise<void>;

export const writeAt: WriteAt = async (handle, bytes, position) => {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  await handle.datasync();
};

/** A new segment. An old one is never written to again: its tail may be half a message. */
export const createSegment = async (folder: string, path: string, write: WriteAt): Promise<SpoolWriter> => {
  const handle = await open(path, 'wx', 0o600);
  await syncFolder(folder);
  let size = 0;
  return {
    path,
    size: () => size,
    append: async (messageId, text) => {
      const bytes = encode(text);
      try {
        await write(handle, bytes, size);
      } catch (error) {
        await handle.truncate(size).catch(() => undefined);
        throw error;
      }
      const entry = { messageId, segment: path, offset: size + CHECKSUM_LENGTH, length: bytes.length - CHECKSUM_LENGTH - 1 };
      size += bytes.length;
      return entry;
    },
    close: () => handle.close(),
  };
};
