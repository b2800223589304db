import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { SENSOR_KINDS, type SensorEngine } from '../../domain/containers/sensor.ts';
import { createdAt, instantAt, revision } from './columns.ts';
import { businessUnit } from './units.ts';

/** A sensor: registered as appliances are, with a key of its own. */
export const sensor = pgTable(
  'sensor',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull().unique(),
    kind: text('kind', { enum: SENSOR_KINDS }).notNull(),
    /** Whose host it follows. What it finds belongs to the same unit. */
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id, { onDelete: 'set null' }),
    /** Keyed hash of the personalization code; null once used. */
    codeHash: text('code_hash').unique(),
    codeExpiresAt: instantAt('code_expires_at'),
    /** Hash of the code that bound it: a registration whose answer was lost may be repeated with the same key. */
    boundCodeHash: text('bound_code_hash'),
    publicKey: text('public_key').unique(),
    registeredAt: instantAt('registered_at'),
    retiredAt: instantAt('retired_at'),
    /** The host that it is bound to; reports of another one are refused. */
    hostId: text('host_id'),
    hostName: text('host_name'),
    addresses: text('addresses').array().notNull().default(sql`'{}'`),
    platform: text('platform'),
    version: text('version'),
    engine: jsonb('engine').$type<SensorEngine>(),
    /** Version of the manifest that it matches with. */
    manifestVersion: text('manifest_version'),
    bootId: text('boot_id'),
    clockOffsetMs: integer('clock_offset_ms'),
    waitingReports: integer('waiting_reports'),
    lastCheckInAt: instantAt('last_check_in_at'),
    lastReportAt: instantAt('last_report_at'),
    /** When its containers were marked UNKNOWN, because it was silent; null: they are as it told. */
    unknownSince: instantAt('unknown_since'),
    createdAt: createdAt(),
  },
  (t) => [index('sensor_unit').on(t.businessUnitId), index('sensor_heard').on(t.lastCheckInAt)],
);

/** A scan that somebody asked for in the console. Open until it is reported, refused by the sensor, or over time. */
export const sensorOrder = pgTable(
  'sensor_order',
  {
    id: uuid('id').primaryKey(),
    sensorId: uuid('sensor_id')
      .notNull()
      .references(() => sensor.id, { onDelete: 'cascade' }),
    /** The image to scan; of a container: the image that it is of. */
    imageId: uuid('image_id').notNull(),
    /** Null: the image itself. */
    containerId: uuid('container_id'),
    state: text('state', { enum: ['queued', 'delivered', 'taken', 'done', 'failed', 'expired'] }).notNull(),
    reason: text('reason'),
    orderedBy: text('ordered_by').notNull(),
    orderedAt: instantAt('ordered_at').notNull(),
    expiresAt: instantAt('expires_at').notNull(),
    deliveredAt: instantAt('delivered_at'),
    endedAt: instantAt('ended_at'),
  },
  (t) => [
    index('sensor_order_open').on(t.sensorId, t.id).where(sql`state in ('queued', 'delivered', 'taken')`),
    index('sensor_order_image').on(t.imageId, t.id),
    index('sensor_order_container').on(t.containerId, t.id).where(sql`container_id is not null`),
    index('sensor_order_expiry').on(t.expiresAt).where(sql`state in ('queued', 'delivered', 'taken')`),
  ],
);
