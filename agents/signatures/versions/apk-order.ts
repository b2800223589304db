import { compareDigits, compareLists, compareText, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

// apk-package(5): digit{.digit}{letter}{_suffix{number}}{~hash}{-r#}
const VERSION = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~([0-9a-f]+))?(?:-r(\d+))?$/;

const BEFORE = ['alpha', 'beta', 'pre', 'rc'];
const AFTER = ['cvs', 'svn', 'git', 'hg', 'p'];

interface Suffix {
  readonly rank: number;
  readonly number: string;
}

interface ApkVersion {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  readonly hash: string;
  readonly revision: string;
}

/** Below 0: before the version itself; above: after it. */
const rankOf = (word: string): number | undefined => {
  if (BEFORE.includes(word)) return BEFORE.indexOf(word) - BEFORE.length;
  return AFTER.includes(word) ? AFTER.indexOf(word) + 1 : undefined;
};

const parseSuffixes = (text: string): Suffix[] | undefined => {
  const suffixes: Suffix[] = [];
  for (const part of text.split('_').slice(1)) {
    const rank = rankOf(part.replace(/\d+$/, ''));
    if (rank === undefined) return undefined;
    suffixes.push({ rank, number: /\d+$/.exec(part)?.[0] ?? '' });
  }
  return suffixes;
};

const parse = (text: string): ApkVersion | undefined => {
  const match = VERSION.exec(text);
  const suffixes = parseSuffixes(match?.[3] ?? '');
  if (!match || !suffixes) return undefined;
  return { numbers: (match[1] ?? '').split('.'), letter: match[2] ?? '', suffixes, hash: match[4] ?? '', revision: match[5] ?? '' };
};

/** From the second number on a leading zero makes a fraction of it: `1.05` comes before `1.1`. */
const compareNumbers = (a: readonly string[], b: readonly string[]): number => {
  const first = compareDigits(a[0] ?? '', b[0] ?? '');
  if (first !== 0) return first;
  return compareLists(a.slice(1), b.slice(1), (left, right) => {
    if (left === undefined || right === undefined) return left === right ? 0 : left === undefined ? -1 : 1;
    return left.startsWith('0') || right.startsWith('0') ? compareText(left, right) : compareDigits(left, right);
  });
};

const NO_SUFFIX: Suffix = { rank: 0, number: '' };

const compareSuffixes = (a: readonly Suffix[], b: readonly Suffix[]): number =>
  compareLists(a, b, (left = NO_SUFFIX, right = NO_SUFFIX) => left.rank - right.rank || compareDigits(left.number, right.number));

/** Alpine and its descendants, as apk-tools 3 compares. */
export const apkOrder: VersionOrder = {
  name: 'apk',
  isVersion: (text) => text.length <= MAX_VERSION_LENGTH && parse(text) !== undefined,
  compare: (a, b) => {
    const [left, right] = [parse(a), parse(b)];
    if (!left || !right) return compareText(a, b);
    return (
      compareNumbers(left.numbers, right.numbers) ||
      compareText(left.letter, right.letter) ||
      compareSuffixes(left.suffixes, right.suffixes) ||
      compareText(left.hash, right.hash) ||
      compareDigits(left.revision, right.revision)
    );
  },
};
