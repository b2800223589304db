import { z } from 'zod';

/** UUIDv7. */
export const id = z.uuid();

/** ISO 8601 in UTC with `Z`: `2026-03-08T10:30:00Z`. */
export const instant = z.iso.datetime();

/** Wall clock without offset, to the minute: `2026-03-01T02:30`. */
export const localMinute = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 2026-03-01T02:30');

/** Rises by one at every change; send it back with a change. */
export const revision = z.int().min(1);

export const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** How many findings of each severity. */
export const severityCounts = z.object({ s1: z.int(), s2: z.int(), s3: z.int(), s4: z.int(), s5: z.int() });

/** The schedules that use a thing: all counted, the first few that the caller may see named. It cannot be deleted while there are any. */
export const usedBy = z.object({ count: z.int(), schedules: z.array(z.object({ id, title: z.string() })) });

/** A person, as shown beside what they own. */
export const personRef = z.object({ id: z.string(), name: z.string() });
