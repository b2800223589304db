import type { ScanDuration, ScannerChoice, ScheduleTarget } from '../schedules/schedule.ts';
import type { Instant } from '../time/instant.ts';

/** The life of a scan: `queued → running → finished | error`, with pausing, paused and canceling between. */
export const SCAN_STATES = ['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export const FINAL_SCAN_STATES = ['canceled', 'finished', 'error'] as const satisfies readonly ScanState[];

/** Qualifies `finished`. */
export type ScanOutcome = 'results' | 'no-host-alive' | 'no-vulnerabilities';

/** Who paused it decides who may resume it: a scan paused by a person never resumes by itself (seed S15). */
export type PausedBy = 'person' | 'duration';

/** The hops of a scan, from due to indexed (F4). An absent one lies ahead. */
export interface ScanHops {
  readonly dueAt?: Instant | undefined;
  readonly queuedAt: Instant;
  readonly offeredAt?: Instant | undefined;
  readonly acceptedAt?: Instant | undefined;
  readonly startedAt?: Instant | undefined;
  readonly uploadedAt?: Instant | undefined;
  readonly indexedAt?: Instant | undefined;
}

export interface ScanProgress {
  readonly hostsDone: number;
  readonly hostsTotal: number;
  readonly hostsAlive: number;
  readonly slicesDone: number;
  readonly slicesTotal: number;
}

/** One run over a fixed set of hosts. Target, profile and duration are copied from the schedule at launch. */
export interface Scan {
  readonly id: string;
  /** Counts up over the whole installation, for people: "scan 48,213". */
  readonly number: number;
  readonly revision: number;
  readonly scheduleId?: string | undefined;
  /** Revision of the schedule at launch: decides whether a relaunch prefills tags (seed S13). */
  readonly scheduleRevision?: number | undefined;
  readonly title: string;
  readonly target: ScheduleTarget;
  readonly optionProfileId: string;
  readonly scanners: ScannerChoice;
  readonly priority: number;
  readonly duration?: ScanDuration | undefined;
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
  readonly state: ScanState;
  readonly pausedBy?: PausedBy | undefined;
  readonly outcome?: ScanOutcome | undefined;
  /** Why it ended in error; of a finished scan: what was left out. */
  readonly errorReason?: string | undefined;
  readonly hops: ScanHops;
  readonly progress: ScanProgress;
  /** Start of the present (or last) run segment: pause, cancel and resume are measured from it (seed S5). */
  readonly segmentStartedAt?: Instant | undefined;
  readonly pausesAt?: Instant | undefined;
  readonly cancelsAt?: Instant | undefined;
  readonly resumesAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  readonly createdAt: Instant;
}

/** `queued` waits for an appliance; `held` belongs to a paused scan; `leased` is being worked on; `failed` had its three attempts. */
export type SliceState = 'queued' | 'held' | 'leased' | 'done' | 'failed' | 'canceled';

export const SLICE_HOSTS = 16;
export const SLICE_ATTEMPTS = 3;
