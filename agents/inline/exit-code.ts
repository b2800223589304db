/** Exit codes of `watchbill-scan`; pipelines rely on them. */
export const EXIT_CODES = {
  pass: 0,
  violated: 1,
  usage: 2,
  /** Nothing can be said of the image: it could not be read, or the signatures know nothing of what it is made of. */
  notScannable: 3,
  /** The scan is done, and the platform did not take it. */
  notUploaded: 4,
  /** A fault of the program itself (EX_SOFTWARE of sysexits.h). */
  unexpected: 70,
} as const;
export type ExitReason = keyof typeof EXIT_CODES;

/** Ends the program with one message for the person at the terminal. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly reason: ExitReason;
  constructor(reason: ExitReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
