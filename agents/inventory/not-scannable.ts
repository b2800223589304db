/** Why nothing can be said of an image. Whoever shows it shows the message, and never "0 findings". */
export interface NotScannable {
  readonly reason: NotScannableReason;
  /** A whole sentence for people: what is wrong, and where it helps, what would do. Names from the archive in it are shortened and printable. */
  readonly message: string;
}

export type NotScannableReason =
  /** Neither a `docker save` archive nor an OCI layout, or a file that cannot be opened. */
  | 'not-an-image'
  /** It ends in the middle. */
  | 'truncated'
  /** A checksum, a header, JSON or compressed data is wrong. */
  | 'damaged'
  /** Content is not what its digest says. */
  | 'digest-mismatch'
  /** A manifest names a layer or configuration that is not there. */
  | 'incomplete'
  /** A layer is neither tar, gzip nor zstd. */
  | 'unknown-compression'
  /** A path or link leads out of the image. */
  | 'path-escape'
  /** One of the limits: bytes, entries, layers, packages. */
  | 'too-large'
  /** It unpacks to far more than any image would. */
  | 'decompression-bomb'
  /** Not a Linux image. */
  | 'unsupported-os'
  /** The signal that was given ended the reading: a time limit, or a stop. */
  | 'stopped';

/** What a reading gives: the same form as `Result` of the server. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: NotScannable };

/** Thrown inside the inventory, never out of it: the entries return it as `NotScannable`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: NotScannableReason;
  constructor(reason: NotScannableReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/** The value, or the refusal as one. Everything else that is thrown is a broken assumption and goes on. */
export const reading = async <T>(read: () => Promise<T>): Promise<Reading<T>> => {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: { reason: error.reason, message: error.message } };
  }
};

const SHOWN = 120;

/** A name out of an archive, as it may stand in a message: one line, printable, short. */
export const shown = (name: string): string => {
  const printable = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return `"${printable.length > SHOWN ? `${printable.slice(0, SHOWN)}…` : printable}"`;
};
