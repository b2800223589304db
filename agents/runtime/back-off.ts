import type { Random } from './clock.ts';

export interface BackOffLimits {
  /** No delay is shorter, so that a broken platform is never hammered. */
  readonly minMs: number;
  /** Upper end of the first delay; doubles with every failure. */
  readonly baseMs: number;
  /** No delay is longer. */
  readonly maxMs: number;
}

/**
 * Delay before the next try after `failures` failures in a row (1 for the first). Exponential with full jitter: ten
 * thousand appliances that lost the platform together come back spread over the whole delay.
 */
export const backOffMs = (failures: number, limits: BackOffLimits, random: Random): number => {
  const exponent = Math.min(Math.max(failures, 1) - 1, 30);
  const ceilingMs = Math.max(limits.minMs, Math.min(limits.maxMs, limits.baseMs * 2 ** exponent));
  return Math.round(limits.minMs + random() * (ceilingMs - limits.minMs));
};
