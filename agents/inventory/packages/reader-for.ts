import type { Budget } from '../budget.ts';
import { baseName } from '../tar/entry-path.ts';
import { type ByteSink, collect, type TarEntry } from '../tar/tar-reader.ts';
import type { FileFacts } from './file-facts.ts';
import { goBinary } from './go/go-binary.ts';
import { JAR, parseJar } from './jar/parse-jar.ts';
import { parseApk } from './parse-apk.ts';
import { parseDpkg } from './parse-dpkg.ts';
import { parseNpm } from './parse-npm.ts';
import { parseOsRelease } from './parse-os-release.ts';
import { parsePython } from './parse-python.ts';
import { berkeleyDatabase, ndbDatabase, parseRpm, writeAheadLog } from './rpm/parse-rpm.ts';

interface FileKind {
  readonly isIt: (path: string) => boolean;
  readonly read: (bytes: Buffer, path: string) => FileFacts;
  /** Only the beginning says something. */
  readonly firstBytes?: number;
}

const at = (...paths: readonly string[]): FileKind['isIt'] => {
  const known = new Set(paths);
  return (path) => known.has(path);
};
const like =
  (pattern: RegExp): FileKind['isIt'] =>
  (path) =>
    pattern.test(path);

/** Below either of them; Fedora moved it and left a link. */
const inRpm = (name: string): FileKind['isIt'] => at(`var/lib/rpm/${name}`, `usr/lib/sysimage/rpm/${name}`);

const METADATA_BYTES = 64 * 1024;
const NPM = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/;

/** Files that tell of software and have one name. A path is looked up by its last part: every file of an image is asked about. */
const BY_NAME: ReadonlyMap<string, FileKind> = new Map([
  ['status', { isIt: at('var/lib/dpkg/status'), read: parseDpkg }],
  ['installed', { isIt: at('lib/apk/db/installed', 'usr/lib/apk/db/installed'), read: parseApk }],
  ['os-release', { isIt: at('etc/os-release', 'usr/lib/os-release'), read: parseOsRelease }],
  ['rpmdb.sqlite', { isIt: inRpm('rpmdb.sqlite'), read: parseRpm }],
  ['rpmdb.sqlite-wal', { isIt: inRpm('rpmdb.sqlite-wal'), read: writeAheadLog, firstBytes: 1 }],
  ['Packages', { isIt: inRpm('Packages'), read: berkeleyDatabase, firstBytes: 1 }],
  ['Packages.db', { isIt: inRpm('Packages.db'), read: ndbDatabase, firstBytes: 1 }],
  ['package.json', { isIt: like(NPM), read: parseNpm }],
  ['METADATA', { isIt: like(/\.dist-info\/METADATA$/), read: parsePython, firstBytes: METADATA_BYTES }],
  ['PKG-INFO', { isIt: like(/\.egg-info\/PKG-INFO$/), read: parsePython, firstBytes: METADATA_BYTES }],
]);

/** Files whose names differ. */
const BY_PATTERN: readonly FileKind[] = [
  {
    isIt: (path) => path.startsWith('var/lib/dpkg/status.d/') && /^[^/.][^/]*$/.test(path.slice(22)) && !path.endsWith('.md5sums'),
    read: parseDpkg,
  },
  { isIt: (path) => JAR.test(path), read: parseJar },
  { isIt: (path) => path.endsWith('.egg-info'), read: parsePython, firstBytes: METADATA_BYTES },
];

const kindOf = (path: string): FileKind | undefined => {
  const named = BY_NAME.get(baseName(path));
  return named?.isIt(path) ? named : BY_PATTERN.find(({ isIt }) => isIt(path));
};

/** Whether a file of this path would be read, whatever is in it. */
export const tellsOfSoftware = (path: string): boolean => kindOf(path) !== undefined;

const tooLarge = (limit: number): FileFacts => ({
  packages: [],
  notes: [{ code: 'file-too-large', message: `The file is larger than ${limit.toLocaleString('en')} bytes and was not read.` }],
});

/** The first bytes of a file; the rest passes by. */
const collectFirst = (most: number, take: (bytes: Buffer) => void): ByteSink => {
  const all = collect(take);
  let left = most;
  return {
    write: (chunk) => {
      if (left > 0) void all.write(chunk.subarray(0, left));
      left -= chunk.length;
      return undefined;
    },
    end: all.end,
  };
};

const EXECUTABLE = 0o111;
/** The smallest Go program is above 1 MB; nothing below half of it is one. */
const SMALLEST_GO_PROGRAM = 500_000;

const canBeProgram = ({ path, mode, size }: TarEntry): boolean =>
  (mode & EXECUTABLE) !== 0 && size >= SMALLEST_GO_PROGRAM && !path.endsWith('.so') && !path.includes('.so.');

/** Who reads the content of a file; `undefined` where it tells nothing of software. `take` gets what it says, at most once. */
export const readerFor = (entry: TarEntry, { limits }: Budget, take: (facts: FileFacts) => void): ByteSink | undefined => {
  const { path, size } = entry;
  const kind = kindOf(path);
  if (!kind) return canBeProgram(entry) ? goBinary(take) : undefined;
  const { read, firstBytes } = kind;
  if (firstBytes !== undefined) return collectFirst(firstBytes, (bytes) => take(read(bytes, path)));
  if (size <= limits.fileBytes) return collect((bytes) => take(read(bytes, path)));
  take(tooLarge(limits.fileBytes));
  return undefined;
};
