import { compareDigits, compareLists, compareText, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

// Semantic Versioning 2.0.0 §9–§11. Advisories also write `1` and `1.2`: what is missing is 0.
const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:\.\d+)*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;

interface SemanticVersion {
  /** Three, or more where an ecosystem allows it (NuGet: four). */
  readonly numbers: readonly string[];
  readonly preRelease: readonly string[];
}

const parse = (text: string): SemanticVersion | undefined => {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const [, major = '0', minor = '0', patch = '0', more = '', preRelease] = match;
  return { numbers: [major, minor, patch, ...more.split('.').slice(1)], preRelease: preRelease?.split('.') ?? [] };
};

const isNumeric = (identifier: string): boolean => /^\d+$/.test(identifier);

const compareIdentifier = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (isNumeric(a) !== isNumeric(b)) return isNumeric(a) ? -1 : 1;
  return isNumeric(a) ? compareDigits(a, b) : compareText(a, b);
};

const comparePreRelease = (a: readonly string[], b: readonly string[]): number => {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 0 : a.length === 0 ? 1 : -1;
  return compareLists(a, b, compareIdentifier);
};

/** npm, crates.io and all others with semantic versions. Build metadata does not count. */
export const semverOrder: VersionOrder = {
  name: 'semver',
  isVersion: (text) => text.length <= MAX_VERSION_LENGTH && VERSION.test(text),
  compare: (a, b) => {
    const [left, right] = [parse(a), parse(b)];
    if (!left || !right) return compareText(a, b);
    return (
      compareLists(left.numbers, right.numbers, (x = '0', y = '0') => compareDigits(x, y)) ||
      comparePreRelease(left.preRelease, right.preRelease)
    );
  },
};
