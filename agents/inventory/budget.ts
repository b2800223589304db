import { Refusal } from './not-scannable.ts';

/** What one reading may cost. All of it is counted over all layers and images of an archive together. */
export interface ReadLimits {
  /** Of the archive or stream as it comes. */
  readonly archiveBytes: number;
  /** Of all layers, unpacked. */
  readonly unpackedBytes: number;
  /** A layer that has unpacked to more than this is refused where it has become more than 250 times its size. */
  readonly suspectBytes: number;
  /** Entries (files, folders, links) of all layers. */
  readonly entries: number;
  /** Bytes of one path. */
  readonly pathBytes: number;
  readonly images: number;
  /** Of all manifests and configurations. */
  readonly documentBytes: number;
  readonly layers: number;
  readonly packages: number;
  /** Of one file that is read whole (a package database, a jar). Larger ones are not read, and a note says so. */
  readonly fileBytes: number;
}

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Real images stay far below: the largest of public registries have 30 GiB and 600,000 entries. */
export const DEFAULT_LIMITS: ReadLimits = {
  archiveBytes: 64 * GIB,
  unpackedBytes: 64 * GIB,
  suspectBytes: GIB,
  entries: 1_000_000,
  pathBytes: 4096,
  images: 200,
  documentBytes: 64 * MIB,
  layers: 2000,
  packages: 200_000,
  fileBytes: 256 * MIB,
};

export interface ReadOptions {
  /** What is not given is as in `DEFAULT_LIMITS`. */
  readonly limits?: Partial<ReadLimits>;
  /** Ends the reading as `stopped`: a time limit (`AbortSignal.timeout`), or a stop. */
  readonly signal?: AbortSignal;
}

type Spent = keyof typeof WORDS;

/** Counts what a reading costs, and refuses at its limits. */
export interface Budget {
  readonly limits: ReadLimits;
  readonly checkStopped: () => void;
  /** The outcome, or the refusal `stopped` as soon as the signal says so. */
  readonly unlessStopped: <T>(waiting: Promise<T>) => Promise<T>;
  readonly spend: (what: Spent, amount: number) => void;
}

const WORDS = {
  archiveBytes: 'bytes as it is stored',
  unpackedBytes: 'bytes unpacked',
  entries: 'files, folders and links',
  packages: 'packages',
  layers: 'layers',
  images: 'images',
  documentBytes: 'bytes of manifests and configurations',
} as const;

const stopped = (signal: AbortSignal): Refusal =>
  new Refusal('stopped', 'Reading the image was stopped, by its time limit or on request.', signal.reason);

const unlessStopped = async <T>(signal: AbortSignal | undefined, waiting: Promise<T>): Promise<T> => {
  if (!signal) return waiting;
  if (signal.aborted) throw stopped(signal);
  let stop = (): void => {};
  const stopping = new Promise<never>((_, reject) => {
    stop = () => reject(stopped(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([waiting, stopping]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

export const createBudget = ({ limits: given = {}, signal }: ReadOptions): Budget => {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const spent = { archiveBytes: 0, unpackedBytes: 0, entries: 0, packages: 0, layers: 0, images: 0, documentBytes: 0 };
  return {
    limits,
    checkStopped: () => {
      if (signal?.aborted) throw stopped(signal);
    },
    unlessStopped: (waiting) => unlessStopped(signal, waiting),
    spend: (what, amount) => {
      spent[what] += amount;
      if (spent[what] > limits[what])
        throw new Refusal('too-large', `The image is too large: it has more than ${limits[what].toLocaleString('en')} ${WORDS[what]}.`);
    },
  };
};
