import { inflateRawSync } from 'node:zlib';

/** The archive breaks the ZIP format, or goes beyond what is read of it. */
export class BadZip extends Error {}

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Of its local header, from the start of the file. */
  readonly offset: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const CENTRAL = 0x02014b50;
const CENTRAL_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const MOST_ENTRIES = 100_000;

/** The record at the end, behind which a comment of up to 64 KiB may stand. */
const findEnd = (bytes: Buffer): number => {
  const lowest = Math.max(0, bytes.length - END_BYTES - 0xffff);
  for (let at = bytes.length - END_BYTES; at >= lowest; at--) if (bytes[at] === 0x50 && bytes.readUInt32LE(at) === END) return at;
  throw new BadZip('it has no directory');
};

/** The directory of a ZIP archive (APPNOTE.TXT, 4.3); ZIP64, for archives above 4 GiB or 65,535 entries, is not read. */
export function* zipEntries(bytes: Buffer): Generator<ZipEntry> {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff || count > MOST_ENTRIES) throw new BadZip('its directory is of the ZIP64 form');
  for (let at = start, left = count; left > 0; left--) {
    if (at + CENTRAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw new BadZip('its directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const next = at + CENTRAL_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    yield {
      name: bytes.toString('utf8', at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    at = next;
  }
}

/** The content of an entry, of at most `limit` bytes. Stored content is not copied. */
export const readZipEntry = (bytes: Buffer, { method, packedSize, offset }: ZipEntry, limit: number): Buffer => {
  if (offset + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(offset) !== LOCAL)
    throw new BadZip('an entry is not where its directory says');
  const from = offset + LOCAL_BYTES + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (from + packedSize > bytes.length) throw new BadZip('an entry is cut off');
  const packed = bytes.subarray(from, from + packedSize);
  if (method === 0) return packed;
  if (method !== 8) throw new BadZip('an entry is compressed in a way that is not read');
  try {
    return inflateRawSync(packed, { maxOutputLength: limit });
  } catch {
    throw new BadZip('an entry does not unpack, or is larger than what is read');
  }
};
