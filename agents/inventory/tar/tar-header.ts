import { Refusal } from '../not-scannable.ts';

export const BLOCK = 512;

export type EntryKind = 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';

/** One header block, as it stands there: names may be cut and are completed from the extended headers before it. */
export interface TarHeader {
  /** The type flag, a character code. */
  readonly flag: number;
  readonly path: string;
  readonly linkPath: string;
  readonly size: number;
  readonly mode: number;
}

const damaged = (what: string): Refusal => new Refusal('damaged', `The archive is damaged: ${what}.`);

/** A text field ends at its first zero byte. */
const text = (block: Buffer, from: number, length: number): string => {
  const zero = block.indexOf(0, from);
  return block.toString('utf8', from, zero === -1 || zero > from + length ? from + length : zero);
};

/** Octal digits with spaces or zero bytes around them; GNU tar writes numbers above 8 GiB in base 256, with the first bit set. */
const number = (block: Buffer, from: number, length: number): number => {
  if ((block[from]! & 0x80) !== 0) return base256(block, from, length);
  let value = 0;
  for (let at = from; at < from + length; at++) {
    const byte = block[at]!;
    if (byte === 0x20 || byte === 0) continue;
    if (byte < 0x30 || byte > 0x37) throw damaged('a number of a header is none');
    value = value * 8 + byte - 0x30;
  }
  return value;
};

const base256 = (block: Buffer, from: number, length: number): number => {
  let value = block[from]! & 0x7f;
  for (let at = from + 1; at < from + length; at++) value = value * 256 + block[at]!;
  if (value > Number.MAX_SAFE_INTEGER) throw damaged('an entry says it has more bytes than any disk');
  return value;
};

/** Counted with its own field (148 to 155) as spaces. Some old programs summed signed bytes. */
const checkChecksum = (block: Buffer): void => {
  let unsigned = 8 * 0x20;
  let high = 0;
  for (let at = 0; at < 148; at++) {
    unsigned += block[at]!;
    high += block[at]! >> 7;
  }
  for (let at = 156; at < BLOCK; at++) {
    unsigned += block[at]!;
    high += block[at]! >> 7;
  }
  const told = number(block, 148, 8);
  if (told !== unsigned && told !== unsigned - 256 * high) throw damaged('the checksum of a header is wrong');
};

/** Whether a block is zeros only: two of them end an archive. */
export const isZeroBlock = (block: Buffer): boolean => {
  for (let at = 0; at < BLOCK; at++) if (block[at] !== 0) return false;
  return true;
};

/** Reads a header block (POSIX ustar, GNU, v7); refuses a damaged one. */
export const readTarHeader = (block: Buffer): TarHeader => {
  checkChecksum(block);
  const name = text(block, 0, 100);
  // Only "ustar\0" has a prefix; GNU's "ustar " keeps times in its place.
  const prefix = block[257] === 0x75 && block[262] === 0 && block[345] !== 0 ? text(block, 345, 155) : '';
  return {
    flag: block[156]!,
    path: prefix === '' ? name : `${prefix}/${name}`,
    linkPath: block[157] === 0 ? '' : text(block, 157, 100),
    size: number(block, 124, 12),
    mode: number(block, 100, 8),
  };
};

/** Whether bytes are the first block of a tar archive; one that is empty begins with zeros. */
export const looksLikeTar = (bytes: Buffer): boolean => {
  if (bytes.length < BLOCK) return false;
  const block = bytes.subarray(0, BLOCK);
  if (isZeroBlock(block)) return true;
  try {
    checkChecksum(block);
    return true;
  } catch {
    return false;
  }
};

const KINDS: Readonly<Record<string, EntryKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '5': 'directory',
};

/** GNU's old sparse files (`S`) and devices are `other`. In v7 archives a folder is a file whose name ends with a slash. */
export const kindOf = ({ flag, path }: Pick<TarHeader, 'flag' | 'path'>): EntryKind => {
  const kind = KINDS[String.fromCharCode(flag)] ?? 'other';
  return kind === 'file' && path.endsWith('/') ? 'directory' : kind;
};

/** Links, folders, devices and pipes have no content, whatever size they name: as Go's archive/tar, which engines use, reads it. */
export const hasBody = (flag: number): boolean => flag < 0x31 || flag > 0x36;
