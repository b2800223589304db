/** How an ecosystem orders its versions. */
export interface VersionOrder {
  readonly name: string;
  /** Whether the text is a version there at all; `compare` is meaningful for such texts alone, but never throws. */
  readonly isVersion: (text: string) => boolean;
  /** Below 0: `a` is older; 0: the same place in the order; above 0: `a` is newer. A total order over valid versions. */
  readonly compare: (a: string, b: string) => number;
}

/** Longest version that is looked at. Versions come from the network: every comparison is linear in this. */
export const MAX_VERSION_LENGTH = 256;

/** Whole numbers as text, however long: without leading zeros the longer one is the larger one. */
export const compareDigits = (a: string, b: string): number => {
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return left.length - right.length || compareText(left, right);
};

/** By UTF-16 unit, independent of any locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first difference of two lists decides; `absent` stands for what the shorter one lacks. */
export const compareLists = <T>(
  a: readonly T[],
  b: readonly T[],
  compare: (left: T | undefined, right: T | undefined) => number,
): number => {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = compare(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
};
