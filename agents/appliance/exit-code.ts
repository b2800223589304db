/** Exit codes of `watchbill-appliance`; scripts and service files may rely on them. */
export const EXIT_CODES = {
  done: 0,
  unexpected: 1,
  usage: 2,
  unreachable: 3,
  codeRefused: 4,
  alreadyRegistered: 5,
  notRegistered: 6,
  alreadyRunning: 7,
  banned: 8,
  /** Another version of the program is to be started in its place (EX_TEMPFAIL of sysexits.h). */
  restart: 75,
} as const;
export type ExitReason = keyof typeof EXIT_CODES;

/** Ends the program with one sentence for the person at the terminal. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly reason: ExitReason;
  constructor(reason: ExitReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
