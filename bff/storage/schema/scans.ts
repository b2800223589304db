import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Finding, Service } from '../../domain/scans/host-result.ts';
import type { PausedBy, ScanOutcome, ScanState, SliceState } from '../../domain/scans/scan.ts';
import type { ScanDuration, ScannerChoice, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import { user } from './auth.ts';
import { createdAt, instantAt, revision } from './columns.ts';
import { optionProfile } from './schedules.ts';
import { businessUnit } from './units.ts';

export const scan = pgTable(
  'scan',
  {
    id: uuid('id').primaryKey(),
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
    revision: revision(),
    scheduleId: uuid('schedule_id'),
    scheduleRevision: integer('schedule_revision'),
    title: text('title').notNull(),
    timeZone: text('time_zone'),
    target: jsonb('target').$type<ScheduleTarget>().notNull(),
    optionProfileId: uuid('option_profile_id')
      .notNull()
      .references(() => optionProfile.id),
    /** Copy of the profile's settings at launch. */
    profile: jsonb('profile')
      .$type<{ engine: 'auto' | 'nmap' | 'connect'; ports: string; intensity: 'low' | 'normal' | 'high'; hostTimeoutSeconds: number }>()
      .notNull(),
    scanners: jsonb('scanners').$type<ScannerChoice>().notNull(),
    priority: smallint('priority').notNull(),
    duration: jsonb('duration').$type<ScanDuration>(),
    ownerId: text('owner_id')
      .notNull()
      .references(() => user.id),
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id, { onDelete: 'set null' }),
    state: text('state').$type<ScanState>().notNull(),
    pausedBy: text('paused_by').$type<PausedBy>(),
    /** Who asked for its cancellation: decides what becomes of a continuous schedule. */
    canceledBy: text('canceled_by').$type<PausedBy>(),
    outcome: text('outcome').$type<ScanOutcome>(),
    errorReason: text('error_reason'),
    /** What its launch left out, and why. */
    notes: text('notes').array().notNull().default(sql`'{}'`),
    dueAt: instantAt('due_at'),
    queuedAt: instantAt('queued_at').notNull(),
    offeredAt: instantAt('offered_at'),
    acceptedAt: instantAt('accepted_at'),
    startedAt: instantAt('started_at'),
    uploadedAt: instantAt('uploaded_at'),
    indexedAt: instantAt('indexed_at'),
    segmentStartedAt: instantAt('segment_started_at'),
    pausesAt: instantAt('pauses_at'),
    cancelsAt: instantAt('cancels_at'),
    resumesAt: instantAt('resumes_at'),
    endedAt: instantAt('ended_at'),
    hostsTotal: integer('hosts_total').notNull(),
    hostsDone: integer('hosts_done').notNull().default(0),
    hostsAlive: integer('hosts_alive').notNull().default(0),
    servicesCount: integer('services_count').notNull().default(0),
    s1: integer('s1').notNull().default(0),
    s2: integer('s2').notNull().default(0),
    s3: integer('s3').notNull().default(0),
    s4: integer('s4').notNull().default(0),
    s5: integer('s5').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('scan_number').on(t.number),
    index('scan_created').on(t.createdAt, t.id),
    index('scan_schedule').on(t.scheduleId, t.createdAt),
    index('scan_active').on(t.state).where(sql`state in ('queued','running','pausing','paused','canceling')`),
    index('scan_timed').on(t.pausesAt).where(sql`pauses_at is not null or cancels_at is not null or resumes_at is not null`),
  ],
);

export const slice = pgTable(
  'slice',
  {
    id: uuid('id').primaryKey(),
    scanId: uuid('scan_id')
      .notNull()
      .references(() => scan.id, { onDelete: 'cascade' }),
    index: integer('index').notNull(),
    hosts: jsonb('hosts').$type<({ address: string } | { name: string })[]>().notNull(),
    hostsTotal: integer('hosts_total').notNull(),
    hostsDone: integer('hosts_done').notNull().default(0),
    state: text('state').$type<SliceState>().notNull(),
    /** Copied from the scan, so that claiming needs this table alone. */
    priority: smallint('priority').notNull(),
    scanners: jsonb('scanners').$type<ScannerChoice>().notNull(),
    attempts: integer('attempts').notNull().default(0),
    applianceId: uuid('appliance_id'),
    leaseExpiresAt: instantAt('lease_expires_at'),
    /** What the leasing appliance is told to do with it at its next exchange, and when it was told last. */
    control: text('control', { enum: ['pause', 'cancel'] }),
    controlSentAt: instantAt('control_sent_at'),
    queuedAt: instantAt('queued_at').notNull(),
  },
  (t) => [
    uniqueIndex('slice_of_scan').on(t.scanId, t.index),
    // Priority 1 is served first, 9 late, 0 (none) last.
    index('slice_queued').on(sql`((${t.priority} + 9) % 10)`, t.queuedAt, t.id).where(sql`state = 'queued'`),
    index('slice_leased').on(t.leaseExpiresAt).where(sql`state = 'leased'`),
    index('slice_appliance').on(t.applianceId).where(sql`state = 'leased'`),
  ],
);

/** Every lease ever given: who may report for a slice, and who lost or declined it. */
export const sliceAttempt = pgTable(
  'slice_attempt',
  {
    sliceId: uuid('slice_id')
      .notNull()
      .references(() => slice.id, { onDelete: 'cascade' }),
    attempt: integer('attempt').notNull(),
    applianceId: uuid('appliance_id').notNull(),
    offeredAt: instantAt('offered_at').notNull(),
    acceptedAt: instantAt('accepted_at'),
    startedAt: instantAt('started_at'),
    endedAt: instantAt('ended_at'),
    outcome: text('outcome', { enum: ['finished', 'stopped', 'failed', 'declined', 'lease-lost'] }),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.sliceId, t.attempt] }), index('slice_attempt_of').on(t.applianceId, t.offeredAt)],
);

export const hostResult = pgTable(
  'host_result',
  {
    scanId: uuid('scan_id')
      .notNull()
      .references(() => scan.id, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    sliceId: uuid('slice_id').notNull(),
    applianceId: uuid('appliance_id').notNull(),
    hostname: text('hostname'),
    alive: boolean('alive').notNull(),
    operatingSystem: text('operating_system'),
    failure: text('failure'),
    services: jsonb('services').$type<Service[]>().notNull(),
    /** The signature manifest that known vulnerabilities were looked up in. */
    signatures: text('signatures'),
    startedAt: instantAt('started_at').notNull(),
    finishedAt: instantAt('finished_at').notNull(),
    s1: smallint('s1').notNull(),
    s2: smallint('s2').notNull(),
    s3: smallint('s3').notNull(),
    s4: smallint('s4').notNull(),
    s5: smallint('s5').notNull(),
  },
  (t) => [primaryKey({ columns: [t.scanId, t.address] })],
);

export const finding = pgTable(
  'finding',
  {
    id: uuid('id').primaryKey(),
    scanId: uuid('scan_id')
      .notNull()
      .references(() => scan.id, { onDelete: 'cascade' }),
    address: text('address').notNull(),
    key: text('key').notNull(),
    severity: smallint('severity').$type<Finding['severity']>().notNull(),
    title: text('title').notNull(),
    port: integer('port'),
    protocol: text('protocol').$type<'tcp' | 'udp'>(),
    cves: text('cves').array().notNull(),
    evidence: text('evidence').notNull(),
    solution: text('solution').notNull(),
    installedVersion: text('installed_version'),
    fixedVersion: text('fixed_version'),
  },
  (t) => [index('finding_scan').on(t.scanId, t.severity, t.key), index('finding_host').on(t.scanId, t.address)],
);
