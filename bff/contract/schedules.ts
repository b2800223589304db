import { z } from 'zod';
import { asksBack, base } from './base.ts';
import { csvOutput, exportInput } from './export.ts';
import { launch } from './launches.ts';
import { listInput, page } from './page.ts';
import { id, instant, localMinute, personRef, revision } from './primitives.ts';
import { duration, recurrence } from './recurrence.ts';

const message = z.string().max(4000);
const tagSelection = z.object({ match: z.enum(['any', 'all']), tagIds: z.array(id).max(1000) });

/** One address, range, CIDR block or host name. Checked for real by the domain, which names the wrong ones. */
const targetText = z.string().min(1).max(255);

export const scheduleTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hosts'),
    include: z.array(targetText).max(10_000),
    exclude: z.array(targetText).max(10_000).default([]),
    assetGroupIds: z.array(id).max(1000).default([]),
  }),
  z.object({ kind: z.literal('tags'), include: tagSelection, exclude: tagSelection.optional() }),
  z.object({ kind: z.literal('cloud'), connectorId: id, include: tagSelection, exclude: tagSelection.optional() }),
]);

export const scannerChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('appliances'), ids: z.array(id).min(1).max(500) }),
]);

/** The part of a schedule that decides when it is due. */
export const plan = z.object({
  start: localMinute,
  timeZone: z.string().min(1).max(64),
  /** Without it the zone decides: on where its clocks change within two years of the start (seed S1). */
  observeDst: z.boolean().optional(),
  gap: z.enum(['shift', 'skip']).default('shift'),
  fold: z.enum(['first', 'second']).default('first'),
  recurrence,
  endsAfter: z.int().min(1).max(9999).optional(),
});

/** The widest of the limits, which depend on the unit. */
const NOTICE = 'Choose 5 to 120 minutes, 1 to 24 hours or 1 to 31 days';

export const notifications = z.object({
  before: z.object({ amount: z.int().min(1, NOTICE).max(120, NOTICE), unit: z.enum(['minutes', 'hours', 'days']), message }).optional(),
  completed: z.object({ message }).optional(),
  delayed: z.object({ message }).optional(),
  skipped: z.object({ message }).optional(),
  deactivated: z.object({ message }).optional(),
  distributionGroupIds: z.array(id).max(100).default([]),
});

/** Questions that the person has answered with "Continue" (seed S14). */
export const acknowledge = z.array(z.enum(['no-scannable-assets'])).optional();

/** What a client sends to create or replace a schedule. */
export const scheduleInput = plan.extend({
  title: z.string().trim().min(1, 'Give it a title').max(2000),
  target: scheduleTarget,
  optionProfileId: id.optional(),
  scanners: scannerChoice,
  priority: z.int().min(0).max(9).default(0),
  duration: duration.optional(),
  notifications: notifications.default({ distributionGroupIds: [] }),
  ownerId: z.string().max(64).optional(),
  active: z.boolean().default(true),
  acknowledge,
});
export type ScheduleInput = z.infer<typeof scheduleInput>;

/** The scan that a schedule started last, with the verdict of its launch where it was not simply launched. */
const lastScan = z.object({
  id,
  state: z.enum(['queued', 'running', 'pausing', 'paused', 'canceling', 'canceled', 'finished', 'error']),
  pausedBy: z.enum(['person', 'duration']).optional(),
  progressPercent: z.int().min(0).max(100),
  startedAt: instant,
  endedAt: instant.optional(),
});

export const occurrenceNote = z.enum(['gap', 'fold', 'short-month']);

/** A planned launch. `local` is the wall clock of the schedule's zone, `offset` the one in force: `-07:00`. */
export const plannedLaunch = z.object({
  at: instant,
  local: localMinute,
  offset: z.string(),
  note: occurrenceNote.optional(),
  pausesAt: instant.optional(),
  cancelsAt: instant.optional(),
  resumesAt: instant.optional(),
});
export type PlannedLaunch = z.infer<typeof plannedLaunch>;

export const schedule = scheduleInput.omit({ acknowledge: true, ownerId: true }).extend({
  id,
  revision,
  observeDst: z.boolean(),
  optionProfileId: id,
  owner: personRef,
  /** The target in a few words, with the names of tags, groups and connector. */
  targetText: z.string(),
  businessUnitId: id.optional(),
  /** The recurrence in words: "Every day at 02:30, Los Angeles time, from 8 March; …". */
  sentence: z.string(),
  /** The same in a few words, for tables: "Every 2 weeks on Monday at 21:00". */
  shortSentence: z.string(),
  nextLaunchAt: instant.optional(),
  nextLaunch: plannedLaunch.optional(),
  inactiveReason: z
    .enum([
      'by-user',
      'occurrences-exhausted',
      'scan-errors',
      'scan-canceled',
      'relaunch-off',
      'once-done',
      'appliance-retired',
      'quarantined',
    ])
    .optional(),
  occurrencesCounted: z.int(),
  lastScan: lastScan.optional(),
  lastLaunch: launch.optional(),
  /** Resolved scanner names: empty for any appliance. */
  scannerNames: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
});
export type Schedule = z.infer<typeof schedule>;

const previewInput = plan.extend({
  start: localMinute,
  /** Inclusive. Without it the launches are listed from the start on, past ones too. */
  from: instant.optional(),
  count: z.int().min(1).max(1000),
  duration: duration.optional(),
});

const preview = z.object({
  launches: z.array(plannedLaunch),
  sentence: z.string(),
  shortSentence: z.string(),
  /** The zone's next two changes of the clocks, from a day before the first launch listed or from now; empty for a fixed offset. */
  clockChanges: z.array(
    z.object({
      at: instant,
      localBefore: localMinute,
      localAfter: localMinute,
      abbreviationBefore: z.string(),
      abbreviationAfter: z.string(),
    }),
  ),
  /** Whether more launches follow the last one listed. */
  more: z.boolean(),
});

/** One launch that an edit adds, moves or loses in the next 90 days. */
const launchChange = z.object({
  kind: z.enum(['added', 'moved', 'lost']),
  before: plannedLaunch.optional(),
  after: plannedLaunch.optional(),
});

const diff = z.object({
  from: instant,
  to: instant,
  added: z.int(),
  moved: z.int(),
  lost: z.int(),
  changes: z.array(launchChange),
});

const byId = z.object({ id });
const revised = z.object({ id, revision: revision.optional() });
const tags = ['Schedules'];

export const schedules = {
  list: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/schedules', summary: 'List schedules', tags })
    .input(listInput)
    .output(page(schedule)),
  export: base
    .meta({ permission: 'schedules.read' })
    .route({
      ...{ method: 'GET', path: '/schedules/export', summary: 'The schedules as CSV, as they are filtered', tags },
      outputStructure: 'detailed',
    })
    .input(exportInput)
    .output(csvOutput),
  get: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/schedules/{id}', summary: 'Read a schedule', tags })
    .input(byId)
    .output(schedule),
  create: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'POST', path: '/schedules', successStatus: 201, summary: 'Create a schedule', tags })
    .errors(asksBack)
    .input(scheduleInput)
    .output(schedule),
  replace: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'PUT', path: '/schedules/{id}', summary: 'Replace a schedule', tags })
    .errors(asksBack)
    .input(scheduleInput.extend({ id, revision }))
    .output(schedule),
  remove: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'DELETE', path: '/schedules/{id}', successStatus: 204, summary: 'Delete a schedule', tags })
    .input(byId),
  activate: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'POST', path: '/schedules/{id}/activate', summary: 'Activate a schedule', tags })
    .input(revised)
    .output(schedule),
  deactivate: base
    .meta({ permission: 'schedules.write' })
    .route({ method: 'POST', path: '/schedules/{id}/deactivate', summary: 'Deactivate a schedule', tags })
    .input(revised)
    .output(schedule),
  launch: base
    .meta({ permission: 'scans.launch' })
    .route({ method: 'POST', path: '/schedules/{id}/launch', successStatus: 201, summary: 'Launch a scan of a schedule now', tags })
    .input(byId)
    .output(z.object({ scanId: id })),
  preview: base
    .meta({ permission: 'account.read' })
    .route({ method: 'POST', path: '/schedules/preview', summary: 'The launches of a plan, by the engine that launches', tags })
    .input(previewInput)
    .output(preview),
  diff: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'POST', path: '/schedules/{id}/diff', summary: 'What an unsaved edit changes in 90 days', tags })
    .input(plan.extend({ id, active: z.boolean().default(true) }))
    .output(diff),
  launches: base
    .meta({ permission: 'schedules.read' })
    .route({ method: 'GET', path: '/schedules/{id}/launches', summary: 'The ledger of a schedule', tags })
    .input(listInput.extend({ id }))
    .output(page(launch)),
};
