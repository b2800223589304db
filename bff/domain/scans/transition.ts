import { err, ok, type Result } from '../result.ts';
import type { Instant } from '../time/instant.ts';
import type { PausedBy, ScanOutcome, ScanState } from './scan.ts';

/** When the present run segment is paused, canceled or resumed by its duration; an absent one never. */
export interface SegmentTimes {
  readonly pausesAt?: Instant | undefined;
  readonly cancelsAt?: Instant | undefined;
  readonly resumesAt?: Instant | undefined;
}

/** Something that happens to a scan. `leased`: whether an appliance still works on one of its slices. */
export type ScanEvent =
  /** An appliance began a slice; `times` follow from the duration, measured from `at` (seed S5). */
  | { readonly kind: 'started'; readonly at: Instant; readonly times: SegmentTimes }
  | { readonly kind: 'pause-asked'; readonly by: PausedBy; readonly leased: boolean }
  | { readonly kind: 'resume-asked'; readonly by: PausedBy }
  | { readonly kind: 'cancel-asked'; readonly by: PausedBy; readonly leased: boolean; readonly at: Instant }
  /** The last leased slice of a pausing or canceling scan was given back. */
  | { readonly kind: 'slices-stopped'; readonly at: Instant }
  /** No slice is left to do. `missing` says what was left out. */
  | { readonly kind: 'all-done'; readonly outcome: ScanOutcome; readonly missing?: string | undefined; readonly at: Instant }
  | { readonly kind: 'failed'; readonly reason: string; readonly at: Instant };

/** What of a scan decides about its next step. */
export interface ScanLife {
  readonly state: ScanState;
  readonly pausedBy?: PausedBy | undefined;
}

/** What an event changes. An absent member stays as it is. */
export interface ScanChange {
  readonly state: ScanState;
  readonly pausedBy?: PausedBy | 'nobody';
  readonly canceledBy?: PausedBy;
  readonly segmentStartedAt?: Instant;
  /** Replaces all three times. */
  readonly times?: SegmentTimes;
  readonly outcome?: ScanOutcome;
  readonly errorReason?: string | undefined;
  readonly endedAt?: Instant;
  /** What becomes of slices that no appliance works on. */
  readonly waitingSlices?: 'hold' | 'queue' | 'cancel';
  /** What the appliances are told about slices that they work on. */
  readonly leasedSlices?: 'pause' | 'cancel';
}

/** The event does not fit the state; nothing changes. */
export interface TransitionRefusal {
  readonly event: ScanEvent['kind'];
  readonly state: ScanState;
  readonly pausedBy?: PausedBy | undefined;
}

type Step<K extends ScanEvent['kind']> = (event: Extract<ScanEvent, { kind: K }>, scan: ScanLife) => ScanChange | undefined;
type Steps = { readonly [K in ScanEvent['kind']]?: Step<K> };

const NO_TIMES: SegmentTimes = {};

const run: Step<'started'> = ({ at, times }) => ({ state: 'running', segmentStartedAt: at, times });
const unchanged = (_: ScanEvent, { state }: ScanLife): ScanChange => ({ state });

const finish: Step<'all-done'> = ({ outcome, missing, at }) => ({ state: 'finished', outcome, errorReason: missing, ...ended(at) });
const fail: Step<'failed'> = ({ reason, at }) => ({ state: 'error', errorReason: reason, ...ended(at) });
const ended = (at: Instant) => ({ endedAt: at, times: NO_TIMES, pausedBy: 'nobody' }) as const;
const canceled = (at: Instant): ScanChange => ({ state: 'canceled', waitingSlices: 'cancel', ...ended(at) });

const cancel: Step<'cancel-asked'> = ({ by, leased, at }) =>
  leased
    ? { state: 'canceling', canceledBy: by, pausedBy: 'nobody', times: NO_TIMES, waitingSlices: 'cancel', leasedSlices: 'cancel' }
    : { ...canceled(at), canceledBy: by };

const pause: Step<'pause-asked'> = ({ by, leased }) => ({
  state: leased ? 'pausing' : 'paused',
  pausedBy: by,
  ...(by === 'person' ? { times: NO_TIMES } : {}),
  waitingSlices: 'hold',
  ...(leased ? { leasedSlices: 'pause' } : {}),
});

/** Person goes before duration: a person may take over a pause, and then only a person resumes it (seed S15). */
const takeOver: Step<'pause-asked'> = ({ by }, { state, pausedBy }) =>
  by === 'person' && pausedBy === 'duration' ? { state, pausedBy: 'person', times: NO_TIMES } : undefined;

const resume: Step<'resume-asked'> = ({ by }, { pausedBy }) =>
  by === 'duration' && pausedBy !== 'duration'
    ? undefined
    : { state: 'queued', pausedBy: 'nobody', times: NO_TIMES, waitingSlices: 'queue' };

/** Every step of a scan's life (design 03 §3.5). What is not listed is refused; a final state lists nothing. */
const TABLE: Readonly<Record<ScanState, Steps>> = {
  queued: { started: run, 'cancel-asked': cancel, 'all-done': finish, failed: fail },
  running: { started: unchanged, 'pause-asked': pause, 'cancel-asked': cancel, 'all-done': finish, failed: fail },
  pausing: {
    started: unchanged,
    'pause-asked': takeOver,
    'slices-stopped': () => ({ state: 'paused' }),
    'cancel-asked': cancel,
    'all-done': finish,
    failed: fail,
  },
  paused: { 'pause-asked': takeOver, 'resume-asked': resume, 'cancel-asked': cancel },
  canceling: { started: unchanged, 'slices-stopped': ({ at }) => canceled(at) },
  canceled: {},
  finished: {},
  error: {},
};

/** What the event does to a scan in this state, or the refusal that names the state. */
export function transition(scan: ScanLife, event: ScanEvent): Result<ScanChange, TransitionRefusal> {
  const step = TABLE[scan.state][event.kind] as Step<ScanEvent['kind']> | undefined;
  const change = step?.(event as never, scan);
  return change === undefined ? err({ event: event.kind, ...scan }) : ok(change);
}

const VERBS: Partial<Record<ScanEvent['kind'], string>> = {
  'pause-asked': 'paused',
  'resume-asked': 'resumed',
  'cancel-asked': 'canceled',
};

const WOULD_DO: Partial<Record<`${ScanEvent['kind']} ${ScanState}`, string>> = {
  'pause-asked queued': 'It can be paused once it runs, or canceled now.',
  'pause-asked paused': 'It is paused already.',
  'pause-asked pausing': 'It pauses as soon as its appliances reach the end of a host.',
  'resume-asked pausing': 'It can be resumed once its appliances have stopped.',
  'resume-asked running': 'It runs already.',
  'resume-asked queued': 'It runs as soon as an appliance is free.',
  'cancel-asked canceling': 'Its appliances are stopping.',
};

/** The refusal in a sentence: what cannot be done in which state, and what would do. */
export function describeTransitionRefusal({ event, state }: TransitionRefusal): string {
  const what = `A scan that is ${state} cannot be ${VERBS[event] ?? `changed by ${event}`}.`;
  const then = WOULD_DO[`${event} ${state}`];
  return then === undefined ? what : `${what} ${then}`;
}
