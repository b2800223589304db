declare const instantBrand: unique symbol;

/** A point on the time line: whole milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly [instantBrand]: true };

/** Tells the present instant. The only way any rule or service learns it. */
export type Clock = () => Instant;

export const instant = (epochMs: number): Instant => epochMs as Instant;

/** `2026-03-08T10:30:00Z`: ISO 8601 in UTC; milliseconds appear only when they are not zero. */
export const toIso = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

export const plus = (at: Instant, durationMs: number): Instant => instant(at + durationMs);

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
