import type { Budget } from '../budget.ts';
import { type ByteSink, collect, type TarEntry } from '../tar/tar-reader.ts';
import type { FileFacts } from './file-facts.ts';
import { parseDpkg } from './parse-dpkg.ts';
import { parseOsRelease } from './parse-os-release.ts';

interface FileKind {
  readonly isIt: (path: string) => boolean;
  readonly read: (bytes: Buffer, path: string) => FileFacts;
}

const DPKG_PART = /^var\/lib\/dpkg\/status\.d\/[^/]+$/;

/** Files that tell of software, by their paths. The first that fits reads it. */
const KINDS: readonly FileKind[] = [
  { isIt: (path) => path === 'var/lib/dpkg/status' || (DPKG_PART.test(path) && !path.endsWith('.md5sums')), read: parseDpkg },
  { isIt: (path) => path === 'etc/os-release' || path === 'usr/lib/os-release', read: parseOsRelease },
];

const tooLarge = (limit: number): FileFacts => ({
  packages: [],
  notes: [{ code: 'file-too-large', message: `The file is larger than ${limit.toLocaleString('en')} bytes and was not read.` }],
});

/** Whether a file of this path would be read. */
export const tellsOfSoftware = (path: string): boolean => KINDS.some(({ isIt }) => isIt(path));

/** Who reads the content of a file; `undefined` where it tells nothing of software. `take` gets what it says. */
export const readerFor = ({ path, size }: TarEntry, { limits }: Budget, take: (facts: FileFacts) => void): ByteSink | undefined => {
  const kind = KINDS.find(({ isIt }) => isIt(path));
  if (!kind) return undefined;
  if (size > limits.fileBytes) {
    take(tooLarge(limits.fileBytes));
    return undefined;
  }
  return collect((bytes) => take(kind.read(bytes, path)));
};
