import { z } from 'zod';
import { base } from './base.ts';
import { id, instant, revision } from './primitives.ts';
import { plannedLaunch, scannerChoice } from './schedules.ts';

/** So many schedules at most in one bulk action. */
export const BULK_LIMIT = 5000;

/** Which schedules: by id, or all that match a filter of the schedules list (the empty filter matches all). */
const selection = z.union([z.strictObject({ ids: z.array(id).min(1).max(BULK_LIMIT) }), z.strictObject({ query: z.string().max(2000) })]);

const startTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 02:30');

/** What may be changed on many schedules at once; a member that is left out stays as it is on each. */
const edit = z
  .object({
    kind: z.literal('edit'),
    /** Wall clock of the launches; the date of each start stays. */
    startTime: startTime.optional(),
    timeZone: z.string().min(1).max(64).optional(),
    /** Left out, each schedule keeps its own; it is turned off where a new zone never changes its clocks. */
    observeDst: z.boolean().optional(),
    optionProfileId: id.optional(),
    scanners: scannerChoice.optional(),
    priority: z.int().min(0).max(9).optional(),
  })
  .refine(({ kind: _, ...members }) => Object.values(members).some((member) => member !== undefined), 'Change at least one thing');

/** What shall happen to each of the selected schedules. `launch`: a scan now, beside the calendar. */
export const bulkChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('launch') }),
  z.object({ kind: z.literal('activate') }),
  z.object({ kind: z.literal('deactivate') }),
  z.object({ kind: z.literal('remove') }),
  z.object({ kind: z.literal('owner'), ownerId: z.string().min(1).max(64) }),
  edit,
]);
export type BulkChange = z.infer<typeof bulkChange>;

/** What a bulk action would do to one schedule. Without a title: there is none of this id that the caller may see. */
const previewRow = z.object({
  id,
  title: z.string().optional(),
  revision: revision.optional(),
  outcome: z.enum(['will-change', 'unchanged', 'refused']),
  /** Why it stays as it is, or is refused. */
  message: z.string().optional(),
  /** Launches of the next 90 days, by the engine that launches. */
  added: z.int(),
  moved: z.int(),
  lost: z.int(),
  timeZone: z.string().optional(),
  nextLaunchBefore: plannedLaunch.optional(),
  /** Present only where the outcome is `will-change`. */
  timeZoneAfter: z.string().optional(),
  nextLaunchAfter: plannedLaunch.optional(),
});
export type BulkPreviewRow = z.infer<typeof previewRow>;

const preview = z.object({
  rows: z.array(previewRow),
  /** The 90 days over which launches are compared: `from` exclusive, `to` exclusive. */
  from: instant,
  to: instant,
  totals: z.object({ willChange: z.int(), unchanged: z.int(), refused: z.int(), added: z.int(), moved: z.int(), lost: z.int() }),
});
export type BulkPreview = z.infer<typeof preview>;

/** How it went with one schedule. */
const resultRow = z.object({
  id,
  title: z.string().optional(),
  result: z.enum(['done', 'unchanged', 'refused']),
  message: z.string().optional(),
});
export type BulkResultRow = z.infer<typeof resultRow>;

const result = z.object({
  rows: z.array(resultRow),
  totals: z.object({ done: z.int(), unchanged: z.int(), refused: z.int() }),
});
export type BulkResult = z.infer<typeof result>;

const tags = ['Schedules'];

export const scheduleBulk = {
  preview: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'POST', path: '/schedules/bulk/preview', summary: 'What a bulk action would do to each schedule', tags })
    .input(z.object({ selection, change: bulkChange }))
    .output(preview),
  /** Each schedule is changed for itself, wholly or not at all: one that is refused stops no other. */
  carryOut: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'POST', path: '/schedules/bulk', summary: 'Change many schedules at once', tags })
    .input(
      z.object({
        selection,
        change: bulkChange,
        /** By id, as the preview told them: a schedule that has been changed since is refused. */
        revisions: z.record(id, revision).optional(),
      }),
    )
    .output(result),
};
