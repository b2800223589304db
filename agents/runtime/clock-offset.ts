import type { Clock } from './clock.ts';

export interface ClockSample {
  /** Machine time when the request left and when its answer arrived, epoch ms. */
  readonly sentAt: number;
  readonly receivedAt: number;
  /** Platform time when it wrote the answer, epoch ms. */
  readonly serverTime: number;
  /** The platform held the answer: the way there says nothing about the delay. */
  readonly held?: boolean;
}

interface Estimate {
  readonly offsetMs: number;
  /** The true offset is at most this far away. */
  readonly errorMs: number;
}

/** How much an estimate loses per second: a plain quartz clock drifts by up to 100 ppm. */
const DRIFT_MS_PER_SECOND = 0.1;
const HELD_ERROR_MS = 500;

const toEstimate = (sample: ClockSample): Estimate => {
  const roundTripMs = Math.max(0, sample.receivedAt - sample.sentAt);
  // NTP (RFC 5905 §8) with one server time: the middle of the round trip, wrong by at most half of it.
  if (!sample.held) return { offsetMs: (sample.sentAt + sample.receivedAt) / 2 - sample.serverTime, errorMs: roundTripMs / 2 };
  return { offsetMs: sample.receivedAt - sample.serverTime, errorMs: Math.min(HELD_ERROR_MS, roundTripMs / 2) };
};

export interface ClockOffset {
  sample(sample: ClockSample): void;
  /** Machine clock minus platform clock, whole ms; absent before the first exchange. */
  offsetMs(): number | undefined;
  /** Platform time that belongs to a machine time. */
  toPlatform(machineTime: number): number;
  /** Platform time now, whole epoch ms. */
  now(): number;
  /** Machine time now. */
  machineNow(): number;
}

/**
 * Keeps the best measurement: a new one counts when it is surer than the aged old one, or contradicts it (a clock was set: `onStep` is
 * told by how much).
 */
export const createClockOffset = (clock: Clock, initialOffsetMs?: number, onStep: (byMs: number) => void = () => {}): ClockOffset => {
  let best: (Estimate & { readonly takenAt: number }) | undefined;
  const offset = () => best?.offsetMs ?? initialOffsetMs ?? 0;
  const toPlatform = (machineTime: number) => Math.max(0, Math.round(machineTime - offset()));

  const sample = (taken: ClockSample) => {
    const next = toEstimate(taken);
    const agedErrorMs = best ? best.errorMs + (Math.abs(taken.receivedAt - best.takenAt) / 1000) * DRIFT_MS_PER_SECOND : 0;
    const contradicts = best !== undefined && Math.abs(next.offsetMs - best.offsetMs) > next.errorMs + agedErrorMs;
    const steppedByMs = contradicts && best ? next.offsetMs - best.offsetMs : 0;
    if (!best || contradicts || next.errorMs <= agedErrorMs) best = { ...next, takenAt: taken.receivedAt };
    if (steppedByMs !== 0) onStep(Math.round(steppedByMs));
  };

  return {
    sample,
    offsetMs: () => (best || initialOffsetMs !== undefined ? Math.round(offset()) : undefined),
    toPlatform,
    now: () => toPlatform(clock()),
    machineNow: clock,
  };
};
