import { compareDigits, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

const VERSION = /^(\d+:)?\d[A-Za-z0-9.+:~-]*$/;

/** deb-version(7): a tilde sorts before everything, even the end; letters before all else. */
const weight = (char: string | undefined): number => {
  if (char === undefined) return 0;
  if (char === '~') return -1;
  return /[A-Za-z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + 256;
};

const compareWords = (a: string, b: string): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = weight(a[i]) - weight(b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Words and numbers in turn, beginning with a word that may be empty. */
const comparePart = (a: string, b: string): number => {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const compare = i % 2 === 0 ? compareWords : compareDigits;
    const difference = compare(left[i] ?? '', right[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
};

/** A version of a Debian package, cut as deb-version(7) does: `[epoch:]upstream[-revision]`. */
export interface DpkgVersion {
  readonly epoch: string;
  readonly upstream: string;
  readonly revision: string;
}

export const parseDpkgVersion = (text: string): DpkgVersion => {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '' : text.slice(0, colon),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  };
};

/** Debian and its descendants. No revision is the same as the revision 0. */
export const dpkgOrder: VersionOrder = {
  name: 'dpkg',
  isVersion: (text) => text.length <= MAX_VERSION_LENGTH && VERSION.test(text),
  compare: (a, b) => {
    const [left, right] = [parseDpkgVersion(a), parseDpkgVersion(b)];
    return (
      compareDigits(left.epoch, right.epoch) || comparePart(left.upstream, right.upstream) || comparePart(left.revision, right.revision)
    );
  },
};
