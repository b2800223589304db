import type { ScanProfile } from '#protocol/slice';

/** How long the scan waits, how much it reads and how much it does at once. All times in milliseconds. */
export interface Patience {
  /** For a TCP connection. At least one second, so that the first repeated SYN still counts. */
  readonly connectMs: number;
  /** For a service that speaks first. */
  readonly greetingMs: number;
  /** For an answer to something that was sent, to its end. */
  readonly replyMs: number;
  /** All inspections of one service together. */
  readonly serviceMs: number;
  /** All inspections of one host together; the host time-out of the profile applies as well. */
  readonly inspectionMs: number;
  /** After a stop: for inspections that are already under way. */
  readonly stopGraceMs: number;
  /** Read from one connection at most. */
  readonly maxBytes: number;
  readonly portsAtOnce: number;
  readonly hostsAtOnce: number;
  readonly servicesAtOnce: number;
}

const NORMAL: Patience = {
  connectMs: 2000,
  greetingMs: 1500,
  replyMs: 4000,
  serviceMs: 20_000,
  inspectionMs: 60_000,
  stopGraceMs: 2000,
  maxBytes: 64 * 1024,
  portsAtOnce: 100,
  hostsAtOnce: 4,
  servicesAtOnce: 6,
};

const BY_INTENSITY: Readonly<Record<ScanProfile['intensity'], Patience>> = {
  low: { ...NORMAL, connectMs: 3000, greetingMs: 2500, replyMs: 6000, portsAtOnce: 20, hostsAtOnce: 2, servicesAtOnce: 2 },
  normal: NORMAL,
  high: { ...NORMAL, connectMs: 1300, greetingMs: 1000, replyMs: 3000, portsAtOnce: 250, hostsAtOnce: 8, servicesAtOnce: 8 },
};

export const patienceOf = (intensity: ScanProfile['intensity'], changed: Partial<Patience> = {}): Patience => ({
  ...BY_INTENSITY[intensity],
  ...changed,
});
