import type { FileFacts, FoundPackage } from '../file-facts.ts';
import { BadDatabase, rowsOf } from './sqlite-table.ts';

// Tags and types of rpm's headers (rpmtag.h).
const TAG = { name: 1000, version: 1001, release: 1002, epoch: 1003, architecture: 1022, sourceRpm: 1044 } as const;
const STRING = 6;
const INT32 = 4;

const ENTRY = 16;

/** A header as it lies in the database: the count of index entries, the length of the data, the entries (tag, type, offset, count), the data. */
const readHeader = (header: Buffer): ReadonlyMap<number, string> => {
  const found = new Map<number, string>();
  const wanted: ReadonlySet<number> = new Set(Object.values(TAG));
  if (header.length < 8) throw new BadDatabase('header cut off');
  const data = 8 + header.readUInt32BE(0) * ENTRY;
  if (data > header.length) throw new BadDatabase('header cut off');
  for (let at = 8; at < data; at += ENTRY) {
    const tag = header.readUInt32BE(at);
    if (!wanted.has(tag)) continue;
    const type = header.readUInt32BE(at + 4);
    const from = data + header.readUInt32BE(at + 8);
    if (type === INT32 && from + 4 <= header.length) found.set(tag, String(header.readInt32BE(from)));
    const end = type === STRING ? header.indexOf(0, from) : -1;
    if (end !== -1) found.set(tag, header.toString('utf8', from, end));
  }
  return found;
};

/** `openssl-3.0.7-27.el9.src.rpm`: the version has no epoch there. */
const SOURCE_RPM = /^(.+)-([^-]+-[^-]+)\.(?:no)?src\.rpm$/;

const toPackage = (header: ReadonlyMap<number, string>): FoundPackage | undefined => {
  const [name, version, release] = [header.get(TAG.name), header.get(TAG.version), header.get(TAG.release)];
  if (!name || !version || !release) throw new BadDatabase('a package without name, version or release');
  // Keys that were imported lie among the packages.
  if (name === 'gpg-pubkey') return undefined;
  const epoch = header.get(TAG.epoch) ?? '0';
  const architecture = header.get(TAG.architecture);
  const [, source, sourceVersion] = SOURCE_RPM.exec(header.get(TAG.sourceRpm) ?? '') ?? [];
  return {
    type: 'rpm',
    name,
    version: `${epoch === '0' ? '' : `${epoch}:`}${version}-${release}`,
    ...(source && sourceVersion && { source: { name: source, version: sourceVersion } }),
    ...(architecture && { architecture }),
  };
};

/** rpm's database in SQLite: table `Packages`, columns `hnum` and `blob`. */
export const parseRpm = (bytes: Buffer): FileFacts => {
  const packages: FoundPackage[] = [];
  try {
    for (const [, header] of rowsOf(bytes, 'Packages')) {
      const found = toPackage(readHeader(header ?? Buffer.alloc(0)));
      if (found) packages.push(found);
    }
    return { packages };
  } catch (error) {
    if (!(error instanceof BadDatabase)) throw error;
    return {
      packages,
      notes: [{ code: 'damaged-file', message: `The rpm database is damaged (${error.message}): packages may be missing.` }],
    };
  }
};

const notReadable = (what: string): FileFacts => ({ packages: [], notes: [{ code: 'not-readable', message: what }] });

export const berkeleyDatabase = (): FileFacts =>
  notReadable('The rpm database is in the Berkeley DB format, which is not read: the packages of the distribution are missing here.');

export const ndbDatabase = (): FileFacts =>
  notReadable('The rpm database is in the ndb format, which is not read: the packages of the distribution are missing here.');

export const writeAheadLog = (bytes: Buffer): FileFacts =>
  bytes.length === 0
    ? { packages: [] }
    : notReadable('The rpm database has changes in a write-ahead log, which is not read: the latest packages may be missing here.');
