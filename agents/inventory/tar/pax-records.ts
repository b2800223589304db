import { Refusal } from '../not-scannable.ts';

/** What an extended header (POSIX pax) says of the entry after it. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
  /** `GNU.sparse.name`, the name of a sparse file. */
  readonly sparseName?: string;
}

const damaged = (): Refusal => new Refusal('damaged', 'The archive is damaged: an extended header breaks its format.');

const number = (value: string): number => {
  const size = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw damaged();
  return size;
};

/** Records of the form `length key=value\n`, the length counting itself, in bytes. */
export const readPaxRecords = (bytes: Buffer): PaxRecords => {
  const found: { path?: string; linkpath?: string; size?: number; sparseName?: string } = {};
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space === -1 ? Number.NaN : number(bytes.toString('latin1', at, space));
    const end = at + length;
    const equals = bytes.indexOf(0x3d, space);
    if (!(end <= bytes.length) || end <= space + 1 || bytes[end - 1] !== 0x0a || equals === -1 || equals >= end) throw damaged();
    const key = bytes.toString('utf8', space + 1, equals);
    const value = bytes.toString('utf8', equals + 1, end - 1);
    if (key === 'path') found.path = value;
    else if (key === 'linkpath') found.linkpath = value;
    else if (key === 'size') found.size = number(value);
    else if (key === 'GNU.sparse.name') found.sparseName = value;
    at = end;
  }
  return found;
};
