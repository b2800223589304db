import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { appliance } from './appliances.ts';
import { instantAt } from './columns.ts';

const ofAppliance = () =>
  uuid('appliance_id')
    .notNull()
    .references(() => appliance.id, { onDelete: 'cascade' });

/** How far the log of an appliance's data folder has come. */
export const applianceLogStream = pgTable(
  'appliance_log_stream',
  { applianceId: ofAppliance(), stream: uuid('stream').notNull(), lastNumber: integer('last_number').notNull() },
  (t) => [primaryKey({ columns: [t.applianceId, t.stream] })],
);

/** What appliances told of themselves: only added to, and forgotten by age. */
export const applianceLog = pgTable(
  'appliance_log',
  {
    id: uuid('id').primaryKey(),
    applianceId: ofAppliance(),
    stream: uuid('stream').notNull(),
    number: integer('number').notNull(),
    /** Entries right before this one that the appliance had thrown away. */
    lost: integer('lost').notNull().default(0),
    /** As the appliance corrected it; never later than it was received. */
    at: instantAt('at').notNull(),
    /** The appliance's own clock, right or wrong. */
    machineAt: instantAt('machine_at').notNull(),
    receivedAt: instantAt('received_at').notNull(),
    level: text('level', { enum: ['info', 'warn', 'error'] }).notNull(),
    code: text('code').notNull(),
    message: text('message').notNull(),
    details: jsonb('details').$type<Readonly<Record<string, string | number | boolean>>>(),
  },
  (t) => [
    uniqueIndex('appliance_log_once').on(t.applianceId, t.stream, t.number),
    index('appliance_log_time').on(t.at, t.id),
    index('appliance_log_of').on(t.applianceId, t.at, t.id),
    index('appliance_log_age').using('brin', t.receivedAt),
  ],
);

/** Where the clock of an appliance stood, by the platform's: noted when it moved, and once an hour. */
export const applianceClock = pgTable(
  'appliance_clock',
  { applianceId: ofAppliance(), at: instantAt('at').notNull(), offsetMs: integer('offset_ms').notNull() },
  (t) => [primaryKey({ columns: [t.applianceId, t.at] }), index('appliance_clock_age').using('brin', t.at)],
);

/** Times of silence that people were told of. */
export const applianceOutage = pgTable(
  'appliance_outage',
  {
    id: uuid('id').primaryKey(),
    applianceId: ofAppliance(),
    /** Last heard of. */
    since: instantAt('since').notNull(),
    toldAt: instantAt('told_at').notNull(),
    /** Null: it lasts. */
    endedAt: instantAt('ended_at'),
  },
  (t) => [uniqueIndex('appliance_outage_open').on(t.applianceId).where(sql`ended_at is null`)],
);
