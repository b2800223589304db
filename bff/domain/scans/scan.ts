/** The life of a scan: `queued → running → finished | error`, with pausing, paused and canceling between. */
export const SCAN_STATES = ['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export const FINAL_SCAN_STATES = ['canceled', 'finished', 'error'] as const satisfies readonly ScanState[];

/** Qualifies `finished`. */
export type ScanOutcome = 'results' | 'no-host-alive' | 'no-vulnerabilities';

/** Who paused it decides who may resume it: a scan paused by a person never resumes by itself (seed S15). */
export type PausedBy = 'person' | 'duration';

/** `queued` waits for an appliance; `held` belongs to a paused scan; `leased` is being worked on; `failed` had its three attempts. */
export type SliceState = 'queued' | 'held' | 'leased' | 'done' | 'failed' | 'canceled';

export const SLICE_HOSTS = 16;
export const SLICE_ATTEMPTS = 3;
