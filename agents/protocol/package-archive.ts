import { PACKAGE_LIMITS } from './packages.ts';

/*
 * A package is a gzipped archive in the tar format (POSIX.1-1988 ustar), so that people can look into it with any tool. It is
 * read by this reader and never by the `tar` program, which would follow names out of the folder, make links and devices, and
 * unpack without limit: what this reader does not know it refuses.
 */

export interface PackedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The archive is not one of ours. The sentence says why. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

const BLOCK = 512;
/** One folder, plain names: nothing to escape with. */
const FILE_NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const HEADER = {
  name: [0, 100],
  mode: 100,
  size: [124, 12],
  checksum: [148, 8],
  type: 156,
  link: [157, 100],
  magic: [257, 6],
  prefix: [345, 155],
} as const;

const field = (header: Uint8Array, [at, length]: readonly [number, number]): string => {
  const bytes = header.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return new TextDecoder('latin1').decode(end === -1 ? bytes : bytes.subarray(0, end));
};

const octal = (header: Uint8Array, place: readonly [number, number], what: string): number => {
  const text = field(header, place).trim();
  if (!/^[0-7]+$/.test(text)) throw new BadArchive(`An entry has no readable ${what}.`);
  return Number.parseInt(text, 8);
};

/** The checksum is counted with its own field as spaces. */
const checksumOf = (header: Uint8Array): number => {
  const [from, length] = HEADER.checksum;
  return header.reduce((sum, byte, at) => sum + (at >= from && at < from + length ? 0x20 : byte), 0);
};

interface Entry {
  readonly name: string;
  readonly size: number;
}

const readHeader = (header: Uint8Array): Entry => {
  if (octal(header, HEADER.checksum, 'checksum') !== checksumOf(header))
    throw new BadArchive('An entry is damaged: its checksum is wrong.');
  const name = field(header, HEADER.name);
  const type = String.fromCharCode(header[HEADER.type] ?? 0);
  if (field(header, HEADER.magic) !== 'ustar') throw new BadArchive('It is not a ustar archive.');
  if (type !== '0' || field(header, HEADER.link) !== '')
    throw new BadArchive(`"${name.slice(0, 100)}" is not a plain file; links, folders and devices are not allowed.`);
  if (field(header, HEADER.prefix) !== '' || !FILE_NAME.test(name))
    throw new BadArchive(
      `"${name.slice(0, 100)}" is not allowed as a name: lower-case letters, digits, dots, hyphens and underscores, without folders.`,
    );
  return { name, size: octal(header, HEADER.size, 'size') };
};

const isZero = (block: Uint8Array): boolean => block.every((byte) => byte === 0);

/** Reads an unpacked archive whole; throws BadArchive at the first thing that does not belong into a package. */
export const readArchive = (bytes: Uint8Array): PackedFile[] => {
  if (bytes.length > PACKAGE_LIMITS.unpackedBytes + BLOCK * (2 * PACKAGE_LIMITS.files + 2)) throw new BadArchive('It is too large.');
  if (bytes.length % BLOCK !== 0) throw new BadArchive('It ends in the middle of a block.');
  const files = new Map<string, PackedFile>();
  let at = 0;
  for (;;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.length < BLOCK) throw new BadArchive('It ends without its end mark.');
    if (isZero(header)) break;
    const { name, size } = readHeader(header);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new BadArchive(`"${name}" is cut off.`);
    if (files.has(name)) throw new BadArchive(`"${name}" is in it twice.`);
    if (files.size === PACKAGE_LIMITS.files) throw new BadArchive(`It holds more than ${PACKAGE_LIMITS.files} files.`);
    files.set(name, { name, content });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  if (!isZero(bytes.subarray(at))) throw new BadArchive('Something follows its end mark.');
  return [...files.values()];
};

const writeHeader = ({ name, content }: PackedFile): Uint8Array => {
  const header = new Uint8Array(BLOCK);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  const number = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  put(name, 0);
  put(number(0o644, 8), HEADER.mode);
  // Owner and group 0, time 0: the same files make the same archive.
  put(number(0, 8), 108);
  put(number(0, 8), 116);
  put(number(content.length, 12), HEADER.size[0]);
  put(number(0, 12), 136);
  put('0', HEADER.type);
  put('ustar\x0000', HEADER.magic[0]);
  put(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, HEADER.checksum[0]);
  return header;
};

/** Writes an archive that `readArchive` takes. */
export const writeArchive = (files: readonly PackedFile[]): Uint8Array => {
  const parts = files.flatMap((file) => [writeHeader(file), file.content, new Uint8Array((BLOCK - (file.content.length % BLOCK)) % BLOCK)]);
  parts.push(new Uint8Array(2 * BLOCK));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
