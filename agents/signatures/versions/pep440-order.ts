import { compareDigits, compareLists, compareText, MAX_VERSION_LENGTH, type VersionOrder } from './version-order.ts';

// PEP 440, appendix B, with all spellings that normalisation allows.
const VERSION =
  /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i;

const STAGES: Readonly<Record<string, number>> = { a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3, pre: 3, preview: 3 };
const BEFORE_ALL_STAGES = 0;
const NO_STAGE = 4;

interface PythonVersion {
  readonly epoch: string;
  readonly release: readonly string[];
  readonly stage: readonly [rank: number, number: string];
  /** Absent: none, which sorts before every post-release. */
  readonly post: string | undefined;
  /** Absent: none, which sorts after every development release. */
  readonly dev: string | undefined;
  readonly local: readonly string[] | undefined;
}

const stageOf = (word: string | undefined, number: string, isBareDev: boolean): PythonVersion['stage'] => {
  if (word !== undefined) return [STAGES[word.toLowerCase()] ?? NO_STAGE, number];
  // 1.0.dev1 comes before 1.0a1, 1.0.post1.dev1 does not.
  return [isBareDev ? BEFORE_ALL_STAGES : NO_STAGE, ''];
};

const parse = (text: string): PythonVersion | undefined => {
  const match = VERSION.exec(text);
  if (!match) return undefined;
  const [, epoch = '', release = '', stage, stageNumber = '', implicitPost, postWord, postNumber = '', devWord, devNumber = '', local] =
    match;
  const post = implicitPost ?? (postWord === undefined ? undefined : postNumber);
  const dev = devWord === undefined ? undefined : devNumber;
  return {
    epoch,
    release: release.split('.'),
    stage: stageOf(stage, stageNumber, dev !== undefined && post === undefined),
    post,
    dev,
    local: local?.toLowerCase().split(/[-_.]/),
  };
};

/** `absent` says on which side of every number the absence lies. */
const compareOptional = (a: string | undefined, b: string | undefined, absent: -1 | 1): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? absent : -absent;
  return compareDigits(a, b);
};

const isNumeric = (segment: string): boolean => /^\d+$/.test(segment);

const compareLocalSegment = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (isNumeric(a) !== isNumeric(b)) return isNumeric(a) ? 1 : -1;
  return isNumeric(a) ? compareDigits(a, b) : compareText(a, b);
};

const compareLocal = (a: readonly string[] | undefined, b: readonly string[] | undefined): number => {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  return compareLists(a, b, compareLocalSegment);
};

/** PyPI. */
export const pep440Order: VersionOrder = {
  name: 'pep440',
  isVersion: (text) => text.length <= MAX_VERSION_LENGTH && VERSION.test(text),
  compare: (a, b) => {
    const [left, right] = [parse(a), parse(b)];
    if (!left || !right) return compareText(a, b);
    return (
      compareDigits(left.epoch, right.epoch) ||
      compareLists(left.release, right.release, (x = '0', y = '0') => compareDigits(x, y)) ||
      left.stage[0] - right.stage[0] ||
      compareDigits(left.stage[1], right.stage[1]) ||
      compareOptional(left.post, right.post, -1) ||
      compareOptional(left.dev, right.dev, 1) ||
      compareLocal(left.local, right.local)
    );
  },
};
