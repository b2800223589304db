import { type FileHandle, open } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';

/** Why a ZIP file cannot be read; `message` says it for a person. */
export class ZipProblem extends Error {}

export interface ZipEntry {
  readonly name: string;
  readonly read: () => Promise<Buffer>;
}

// APPNOTE.TXT 4.3: signatures and sizes of the fixed parts.
const END = { signature: 0x06054b50, bytes: 22 };
const END_64_LOCATOR = { signature: 0x07064b50, bytes: 20 };
const END_64 = { signature: 0x06064b50, bytes: 56 };
const CENTRAL = { signature: 0x02014b50, bytes: 46 };
const LOCAL = { signature: 0x04034b50, bytes: 30 };
const ZIP_64 = 0xffffffff;
const ZIP_64_EXTRA = 0x0001;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

const MAX_DIRECTORY_BYTES = 512 * 1024 * 1024;
const MAX_COMMENT_BYTES = 65_535;

const readAt = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw new ZipProblem('is cut off');
  return bytes;
};

const readNumber64 = (bytes: Buffer, at: number): number => {
  const value = bytes.readBigUInt64LE(at);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipProblem('is damaged: a size in it is impossible');
  return Number(value);
};

interface Directory {
  readonly offset: number;
  readonly bytes: number;
  readonly entries: number;
}

const readDirectory64 = async (file: FileHandle, end: number): Promise<Directory> => {
  const locator = await readAt(file, Math.max(0, end - END_64_LOCATOR.bytes), END_64_LOCATOR.bytes);
  if (locator.readUInt32LE(0) !== END_64_LOCATOR.signature) throw new ZipProblem('is damaged: its directory cannot be found');
  const record = await readAt(file, readNumber64(locator, 8), END_64.bytes);
  if (record.readUInt32LE(0) !== END_64.signature) throw new ZipProblem('is damaged: its directory cannot be found');
  return { entries: readNumber64(record, 32), bytes: readNumber64(record, 40), offset: readNumber64(record, 48) };
};

const findDirectory = async (file: FileHandle): Promise<Directory> => {
  const { size } = await file.stat();
  const length = Math.min(size, END.bytes + MAX_COMMENT_BYTES);
  const tail = await readAt(file, size - length, length);
  for (let at = length - END.bytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END.signature) continue;
    const found = { entries: tail.readUInt16LE(at + 10), bytes: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) };
    const needs64 = found.entries === 0xffff || found.bytes === ZIP_64 || found.offset === ZIP_64;
    return needs64 ? readDirectory64(file, size - length + at) : found;
  }
  throw new ZipProblem('is not a ZIP file');
};

interface Member {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** Sizes that do not fit into 32 bits stand in an extra field, in a fixed order, only those that are needed (APPNOTE 4.5.3). */
const with64 = (member: Member, extra: Buffer): Member => {
  for (let at = 0; at + 4 <= extra.length; ) {
    const [id, length] = [extra.readUInt16LE(at), extra.readUInt16LE(at + 2)];
    if (id === ZIP_64_EXTRA) {
      let next = at + 4;
      const take = (value: number): number => {
        if (value !== ZIP_64) return value;
        if (next + 8 > Math.min(extra.length, at + 4 + length)) throw new ZipProblem('is damaged: a size in it is missing');
        next += 8;
        return readNumber64(extra, next - 8);
      };
      const [unpacked, packed] = [take(member.unpacked), take(member.packed)];
      return { ...member, unpacked, packed, offset: take(member.offset) };
    }
    at += 4 + length;
  }
  return member;
};

function* membersOf(directory: Buffer, count: number): Generator<Member> {
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL.bytes > directory.length || directory.readUInt32LE(at) !== CENTRAL.signature)
      throw new ZipProblem('is damaged: its directory breaks off');
    const names = directory.readUInt16LE(at + 28);
    const extras = directory.readUInt16LE(at + 30);
    const start = at + CENTRAL.bytes;
    const member: Member = {
      name: directory.toString('utf8', start, start + names),
      ...{ flags: directory.readUInt16LE(at + 8), method: directory.readUInt16LE(at + 10), crc: directory.readUInt32LE(at + 16) },
      ...{ packed: directory.readUInt32LE(at + 20), unpacked: directory.readUInt32LE(at + 24), offset: directory.readUInt32LE(at + 42) },
    };
    yield with64(member, directory.subarray(start + names, start + names + extras));
    at = start + names + extras + directory.readUInt16LE(at + 32);
  }
}

const inflate = (packed: Buffer, maxBytes: number): Buffer => {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
  } catch {
    throw new ZipProblem('does not unpack');
  }
};

const readMember = async (file: FileHandle, member: Member, maxBytes: number): Promise<Buffer> => {
  const { flags, method, packed, unpacked, offset } = member;
  if ((flags & ENCRYPTED) !== 0) throw new ZipProblem('is encrypted');
  if (method !== STORED && method !== DEFLATED) throw new ZipProblem('is packed in a way that is not supported');
  if (unpacked > maxBytes || packed > maxBytes) throw new ZipProblem(`is larger than ${maxBytes / 1024 / 1024} MiB`);
  const local = await readAt(file, offset, LOCAL.bytes);
  if (local.readUInt32LE(0) !== LOCAL.signature) throw new ZipProblem('is not where the directory says');
  const start = offset + LOCAL.bytes + local.readUInt16LE(26) + local.readUInt16LE(28);
  const bytes = await readAt(file, start, packed);
  const content = method === STORED ? bytes : inflate(bytes, unpacked);
  if (content.length !== unpacked || crc32(content) !== member.crc) throw new ZipProblem('is damaged: its checksum does not fit');
  return content;
};

/** The files in a ZIP file, ZIP64 included, one after the other; none is read before it is asked for, none is larger than `maxBytes`. */
export async function* zipEntries(path: string, maxBytes: number): AsyncGenerator<ZipEntry> {
  const file = await open(path, 'r');
  try {
    const { offset, bytes, entries } = await findDirectory(file);
    if (bytes > MAX_DIRECTORY_BYTES) throw new ZipProblem('has a larger directory than is read');
    for (const member of membersOf(await readAt(file, offset, bytes), entries))
      if (!member.name.endsWith('/')) yield { name: member.name, read: () => readMember(file, member, maxBytes) };
  } finally {
    await file.close();
  }
}
