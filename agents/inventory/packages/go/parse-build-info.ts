import type { FileFacts, FoundPackage } from '../file-facts.ts';

/** Go's debug/buildinfo: the mark, the size of pointers, flags, up to 32 bytes; then, since Go 1.18, two strings with their lengths. */
export const BUILD_INFO_MARK = Buffer.from('\xff Go buildinf:', 'latin1');
export const BUILD_INFO_HEADER = 32;
const INLINE_STRINGS = 2;

/** A text with its length in front, in groups of seven bits; `undefined` where more bytes are needed. */
const stringAt = (bytes: Buffer, from: number): { text: Buffer; end: number } | undefined => {
  let length = 0;
  for (let at = from, scale = 1; at < from + 5 && at < bytes.length; at++, scale *= 128) {
    const byte = bytes[at]!;
    length += (byte & 0x7f) * scale;
    if (byte < 0x80)
      return at + 1 + length <= bytes.length ? { text: bytes.subarray(at + 1, at + 1 + length), end: at + 1 + length } : undefined;
  }
  return undefined;
};

/** Module lines stand between two marks of 16 bytes. */
const MODULE_MARKS = 16;

const toVersion = (version: string | undefined): string | undefined =>
  // What was built from a working copy has no version of its own.
  version && version !== '(devel)' && version.length <= 256 ? version : undefined;

const modulesOf = (text: string): FoundPackage[] => {
  const found: FoundPackage[] = [];
  for (const line of text.split('\n')) {
    const [word, name, told] = line.split('\t');
    // The line after a dependency that is replaced says by what.
    if (word === '=>') found.pop();
    const version = toVersion(told);
    if (name && version && (word === 'mod' || word === 'dep' || word === '=>')) found.push({ type: 'golang', name, version });
    else if (word === 'mod' || word === 'dep') found.push({ type: 'golang', name: '', version: '' });
  }
  return found.filter(({ name }) => name !== '');
};

/** `go1.22.3 X:boringcrypto` → 1.22.3: the standard library, which advisories know as the package `stdlib`. */
const standardLibrary = (goVersion: string): FoundPackage[] => {
  const [, major, minor, patch = '0', stage, number] = /^go(\d+)\.(\d+)(?:\.(\d+))?(?:(rc|beta)(\d+))?(?![\d.])/.exec(goVersion) ?? [];
  if (major === undefined) return [];
  return [{ type: 'golang', name: 'stdlib', version: `${major}.${minor}.${patch}${stage === undefined ? '' : `-${stage}.${number}`}` }];
};

const OLD: FileFacts = {
  packages: [],
  notes: [{ code: 'not-readable', message: 'The program was built with Go before 1.18; which modules it holds is not read.' }],
};

/** What a Go program says of how it was built. `bytes` begin with the mark. `none`: it is a text that looks like the mark. */
export const parseBuildInfo = (bytes: Buffer): FileFacts | 'none' | 'more' => {
  if (bytes.length < BUILD_INFO_HEADER) return 'more';
  const [pointerSize, flags] = [bytes[BUILD_INFO_MARK.length]!, bytes[BUILD_INFO_MARK.length + 1]!];
  if (![0, 4, 8].includes(pointerSize) || flags > 3) return 'none';
  if ((flags & INLINE_STRINGS) === 0) return pointerSize === 0 ? 'none' : OLD;
  if (bytes.subarray(BUILD_INFO_MARK.length + 2, BUILD_INFO_HEADER).some((byte) => byte !== 0)) return 'none';
  const version = stringAt(bytes, BUILD_INFO_HEADER);
  const modules = version && stringAt(bytes, version.end);
  if (!modules) return 'more';
  const isMarked = modules.text.length >= 2 * MODULE_MARKS;
  const text = isMarked ? modules.text.toString('utf8', MODULE_MARKS, modules.text.length - MODULE_MARKS) : '';
  return { packages: [...standardLibrary(version.text.toString('latin1')), ...modulesOf(text)] };
};
