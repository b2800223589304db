import { type SQL, sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { LaunchReason, Verdict } from '../../domain/schedules/launch.ts';
import type { OccurrenceNote, Recurrence } from '../../domain/schedules/recurrence.ts';
import type {
  InactiveReason,
  ScanDuration,
  ScannerChoice,
  ScheduleNotifications,
  ScheduleTarget,
} from '../../domain/schedules/schedule.ts';
import { user } from './auth.ts';
import { createdAt, instantAt, revision } from './columns.ts';
import { businessUnit } from './units.ts';

export const optionProfile = pgTable(
  'option_profile',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull(),
    engine: text('engine', { enum: ['auto', 'nmap', 'connect'] }).notNull(),
    ports: text('ports').notNull(),
    intensity: text('intensity', { enum: ['low', 'normal', 'high'] }).notNull(),
    hostTimeoutMinutes: integer('host_timeout_minutes').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    /** Deleted: scans that were made with it still name it. */
    removedAt: instantAt('removed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('option_profile_name').on(t.name).where(sql`removed_at is null`),
    uniqueIndex('option_profile_default').on(t.isDefault).where(sql`is_default`),
  ],
);

export const schedule = pgTable(
  'schedule',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    title: text('title').notNull(),
    target: jsonb('target').$type<ScheduleTarget>().notNull(),
    optionProfileId: uuid('option_profile_id')
      .notNull()
      .references(() => optionProfile.id),
    scanners: jsonb('scanners').$type<ScannerChoice>().notNull(),
    priority: smallint('priority').notNull().default(0),
    // The plan, as entered: local wall clock and zone. Instants are derived.
    startLocal: text('start_local').notNull(),
    timeZone: text('time_zone').notNull(),
    observeDst: boolean('observe_dst').notNull(),
    gap: text('gap', { enum: ['shift', 'skip'] }).notNull(),
    fold: text('fold', { enum: ['first', 'second'] }).notNull(),
    recurrence: jsonb('recurrence').$type<Recurrence>().notNull(),
    endsAfter: integer('ends_after'),
    duration: jsonb('duration').$type<ScanDuration>(),
    notifications: jsonb('notifications').$type<ScheduleNotifications>().notNull(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => user.id),
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id),
    active: boolean('active').notNull(),
    inactiveReason: text('inactive_reason').$type<InactiveReason>(),
    occurrencesCounted: integer('occurrences_counted').notNull().default(0),
    errorsInARow: integer('errors_in_a_row').notNull().default(0),
    nextLaunchAt: instantAt('next_launch_at'),
    nextLaunchLocal: text('next_launch_local'),
    nextLaunchOffsetMinutes: integer('next_launch_offset_minutes'),
    nextLaunchNote: text('next_launch_note').$type<OccurrenceNote>(),
    /** When the next notice before a launch is due; null: none is wanted, or none is left. */
    noticeDueAt: instantAt('notice_due_at'),
    lastScanId: uuid('last_scan_id'),
    lastLaunchId: uuid('last_launch_id'),
    /** What a free word is looked for in, in lower case: lowering every row anew at each search takes most of its time. */
    searchText: text('search_text').generatedAlwaysAs((): SQL => sql`lower(title || chr(10) || time_zone || chr(10) || target::text)`),
    createdAt: createdAt(),
    updatedAt: instantAt('updated_at').notNull(),
  },
  (t) => [
    // The orders of the list; `schedule_due` serves the launcher alone.
    index('schedule_next').on(t.nextLaunchAt, t.id),
    index('schedule_due').on(t.nextLaunchAt, t.id).where(sql`active and next_launch_at is not null`),
    index('schedule_notice_due').on(t.noticeDueAt, t.id).where(sql`active and notice_due_at is not null`),
    index('schedule_title_lower').on(sql`lower(title)`, t.id),
    index('schedule_owner').on(t.ownerId),
    index('schedule_unit').on(t.businessUnitId),
  ],
);

export const launch = pgTable(
  'launch',
  {
    id: uuid('id').primaryKey(),
    // No foreign key: the ledger outlives the schedule, with the title and zone it had.
    scheduleId: uuid('schedule_id').notNull(),
    scheduleTitle: text('schedule_title').notNull(),
    timeZone: text('time_zone').notNull(),
    ownerId: text('owner_id').notNull(),
    businessUnitId: uuid('business_unit_id'),
    nominalAt: instantAt('nominal_at').notNull(),
    local: text('local').notNull(),
    note: text('note').$type<OccurrenceNote>(),
    verdict: text('verdict').$type<Verdict>().notNull(),
    reason: jsonb('reason').$type<LaunchReason>(),
    decidedAt: instantAt('decided_at').notNull(),
    lateBySeconds: integer('late_by_seconds'),
    scanId: uuid('scan_id'),
  },
  (t) => [
    uniqueIndex('launch_once').on(t.scheduleId, t.nominalAt),
    // The columns behind the first two let a calendar count what a person may see without reading the rows.
    index('launch_nominal').on(t.nominalAt, t.id, t.scheduleId, t.ownerId, t.businessUnitId, t.verdict),
    // What did not go as planned is looked for among many launches that did.
    index('launch_unusual').on(t.verdict, t.nominalAt, t.id).where(sql`verdict <> 'launched'`),
    index('launch_waiting').on(t.nominalAt, t.id).where(sql`verdict = 'waiting'`),
  ],
);
