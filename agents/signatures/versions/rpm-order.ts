import { compareDigits, compareText, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

const VERSION = /^(\d+:)?[A-Za-z0-9._+~^-]+$/;

// Runs of digits, runs of letters, and the two signs that mean something; all else only separates.
const SEGMENTS = /\d+|[A-Za-z]+|~|\^/g;

const isNumber = (segment: string): boolean => /^\d/.test(segment);

/** rpm-version(7): `~` sorts before the end, the end before `^`, and that before anything longer. */
const ofSigns = (a: string | undefined, b: string | undefined): number | undefined => {
  if (a === '~' || b === '~') return a === b ? 0 : a === '~' ? -1 : 1;
  if (a !== '^' && b !== '^') return undefined;
  if (a === b) return 0;
  if (a === '^') return b === undefined ? 1 : -1;
  return a === undefined ? -1 : 1;
};

const compareSegment = (a: string | undefined, b: string | undefined): number => {
  const signs = ofSigns(a, b);
  if (signs !== undefined) return signs;
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (isNumber(a) !== isNumber(b)) return isNumber(a) ? 1 : -1;
  return isNumber(a) ? compareDigits(a, b) : compareText(a, b);
};

/** rpmvercmp: one of version and release at a time. */
export const compareRpmPart = (a: string, b: string): number => {
  const [left, right] = [a.match(SEGMENTS) ?? [], b.match(SEGMENTS) ?? []];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = compareSegment(left[i], right[i]);
    if (difference !== 0) return difference;
  }
  return 0;
};

interface RpmVersion {
  readonly epoch: string;
  readonly version: string;
  readonly release: string;
}

const parse = (text: string): RpmVersion => {
  const colon = text.indexOf(':');
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf('-');
  return {
    epoch: colon < 0 ? '' : text.slice(0, colon),
    version: dash < 0 ? rest : rest.slice(0, dash),
    release: dash < 0 ? '' : rest.slice(dash + 1),
  };
};

/** `[epoch:]version[-release]` of Red Hat, SUSE and their descendants. No epoch is the epoch 0. */
export const rpmOrder: VersionOrder = {
  name: 'rpm',
  isVersion: (text) => text.length <= MAX_VERSION_LENGTH && VERSION.test(text) && /[A-Za-z0-9]/.test(text),
  compare: (a, b) => {
    const [left, right] = [parse(a), parse(b)];
    return (
      compareDigits(left.epoch, right.epoch) || compareRpmPart(left.version, right.version) || compareRpmPart(left.release, right.release)
    );
  },
};
