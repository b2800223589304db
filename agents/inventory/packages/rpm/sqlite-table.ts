/*
 * As much of SQLite's file format (https://www.sqlite.org/fileformat2.html) as it takes to read the rows of one table. The file comes out
 * of an image: every offset is checked, no page is visited twice.
 */

/** The file is no SQLite database, or a damaged one. */
export class BadDatabase extends Error {}

const MAGIC = 'SQLite format 3\0';
const LEAF = 0x0d;
const INTERIOR = 0x05;

interface Database {
  readonly bytes: Buffer;
  readonly pageSize: number;
  /** Without what is reserved at the end of each page. */
  readonly usable: number;
}

const open = (bytes: Buffer): Database => {
  if (bytes.length < 512 || bytes.toString('latin1', 0, 16) !== MAGIC) throw new BadDatabase('no SQLite file');
  const told = bytes.readUInt16BE(16);
  const pageSize = told === 1 ? 65_536 : told;
  const usable = pageSize - bytes[20]!;
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480) throw new BadDatabase('page size');
  return { bytes, pageSize, usable };
};

const pageOf = ({ bytes, pageSize }: Database, number: number): Buffer => {
  const end = number * pageSize;
  if (number < 1 || end > bytes.length) throw new BadDatabase('page outside the file');
  return bytes.subarray(end - pageSize, end);
};

const byteAt = (bytes: Buffer, at: number): number => {
  const byte = bytes[at];
  if (byte === undefined) throw new BadDatabase('cut off');
  return byte;
};

/** A number of one to nine bytes, and where it ends. */
const varint = (bytes: Buffer, from: number): [value: number, end: number] => {
  let value = 0;
  for (let at = from; at < from + 8; at++) {
    const byte = byteAt(bytes, at);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + 1];
  }
  return [value * 256 + byteAt(bytes, from + 8), from + 9];
};

/** A row's bytes, with what overflows into pages of its own. */
const payloadOf = (database: Database, page: Buffer, from: number, length: number): Buffer => {
  const { usable, bytes } = database;
  if (length > bytes.length) throw new BadDatabase('row larger than the file');
  const most = usable - 35;
  if (length <= most) return page.subarray(from, from + length);
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  const here = fitting <= most ? fitting : least;
  if (from + here + 4 > page.length) throw new BadDatabase('row outside its page');
  const parts = [page.subarray(from, from + here)];
  let next = page.readUInt32BE(from + here);
  for (let left = length - here; left > 0; left -= usable - 4) {
    const overflow = pageOf(database, next);
    parts.push(overflow.subarray(4, 4 + Math.min(left, usable - 4)));
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts);
};

/** Rows of a table's tree, as bytes, in the order of their ids. */
function* payloads(database: Database, root: number, visited = new Set<number>()): Generator<Buffer> {
  if (visited.has(root)) throw new BadDatabase('pages in a circle');
  visited.add(root);
  const page = pageOf(database, root);
  // The first page begins with the header of the file.
  const start = root === 1 ? 100 : 0;
  const kind = page[start];
  if (kind !== LEAF && kind !== INTERIOR) throw new BadDatabase('no page of a table');
  const count = page.readUInt16BE(start + 3);
  const pointers = start + (kind === LEAF ? 8 : 12);
  if (pointers + count * 2 > page.length) throw new BadDatabase('too many cells');
  for (let cell = 0; cell < count; cell++) {
    const at = page.readUInt16BE(pointers + cell * 2);
    if (kind === INTERIOR) {
      if (at + 4 > page.length) throw new BadDatabase('cell outside its page');
      yield* payloads(database, page.readUInt32BE(at), visited);
      continue;
    }
    const [length, afterLength] = varint(page, at);
    const [, afterId] = varint(page, afterLength);
    yield payloadOf(database, page, afterId, length);
  }
  if (kind === INTERIOR) yield* payloads(database, page.readUInt32BE(start + 8), visited);
}

/** Bytes of a column by its serial type. */
const lengthOf = (serial: number): number => {
  if (serial >= 12) return (serial - (serial % 2 === 0 ? 12 : 13)) / 2;
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][serial]!;
};

/** The columns of a row, as bytes: text as UTF-8, numbers big-endian. */
const columnsOf = (payload: Buffer): Buffer[] => {
  const [headerEnd, first] = varint(payload, 0);
  if (headerEnd > payload.length) throw new BadDatabase('row header outside its row');
  const columns: Buffer[] = [];
  let body = headerEnd;
  for (let at = first; at < headerEnd; ) {
    const [serial, end] = varint(payload, at);
    const length = lengthOf(serial);
    if (body + length > payload.length) throw new BadDatabase('column outside its row');
    columns.push(payload.subarray(body, body + length));
    body += length;
    at = end;
  }
  return columns;
};

const unsigned = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** The rows of a table, each as its columns; throws `BadDatabase`. Columns of `sqlite_schema`: type, name, tbl_name, rootpage, sql. */
export function* rowsOf(bytes: Buffer, table: string): Generator<Buffer[]> {
  const database = open(bytes);
  for (const payload of payloads(database, 1)) {
    const [type, name, , root] = columnsOf(payload);
    if (type?.toString() !== 'table' || name?.toString() !== table || !root) continue;
    for (const row of payloads(database, unsigned(root))) yield columnsOf(row);
    return;
  }
  throw new BadDatabase('no such table');
}
