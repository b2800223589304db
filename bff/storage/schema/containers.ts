import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import {
  CONTAINER_STATES,
  type ContainerDrift,
  type PublishedPort,
  TRIGGER_OUTCOMES,
  TRIGGERS,
} from '../../domain/containers/container.ts';
import { instantAt } from './columns.ts';
import { findingColumns, findingCounts, lastScan } from './container-columns.ts';
import { image } from './images.ts';
import { sensor } from './sensors.ts';

/** A container on the host of a sensor. */
export const container = pgTable(
  'container',
  {
    id: uuid('id').primaryKey(),
    /** 64 hex digits, as the engine gives it. */
    sha: text('sha').notNull(),
    name: text('name').notNull(),
    imageId: uuid('image_id')
      .notNull()
      .references(() => image.id),
    /** The name that it was started from. */
    imageName: text('image_name'),
    sensorId: uuid('sensor_id')
      .notNull()
      .references(() => sensor.id),
    /** Of its sensor, kept here for the list. */
    hostName: text('host_name'),
    businessUnitId: uuid('business_unit_id'),
    state: text('state', { enum: CONTAINER_STATES }).notNull(),
    stateChanged: instantAt('state_changed').notNull(),
    /** Of what is said of it: older news changes nothing. */
    at: instantAt('at').notNull(),
    /** The state that its sensor told last, while `state` says UNKNOWN. */
    toldState: text('told_state', { enum: CONTAINER_STATES }).notNull(),
    created: instantAt('created').notNull(),
    updated: instantAt('updated').notNull(),
    command: text('command'),
    privileged: boolean('privileged'),
    isRoot: boolean('is_root'),
    ports: jsonb('ports').$type<readonly PublishedPort[]>(),
    ...lastScan,
    /** Those of its image, and what its drift changes: never read from elsewhere. */
    ...findingCounts,
    /** What its drift changes of the counts of its image, severity 1 to 5 and fixable: below zero where software was mended. */
    driftCounts: integer('drift_counts').array().notNull().default(sql`'{0,0,0,0,0,0}'`),
    isDrift: boolean('is_drift').notNull().default(false),
    driftSoftwareCount: integer('drift_software_count').notNull().default(0),
    driftFileCount: integer('drift_file_count').notNull().default(0),
    /** The last look for drift; null: never. */
    driftScannedAt: instantAt('drift_scanned_at'),
  },
  (t) => [
    uniqueIndex('container_by_sha').on(t.sha),
    index('container_image').on(t.imageId),
    index('container_sensor').on(t.sensorId, t.state),
    index('container_updated').on(t.updated, t.id),
    index('container_scanned').on(t.lastVmScanDate, t.id),
    index('container_created').on(t.created, t.id),
    // What is asked for most (bff/storage/qql): few of millions.
    index('container_worst').on(t.state, t.updated).where(sql`severity5_count > 0`),
    index('container_drifted').on(t.updated, t.id).where(sql`is_drift`),
    index('container_gone').on(t.stateChanged).where(sql`state = 'DELETED'`),
  ],
);

const ofContainer = () =>
  uuid('container_id')
    .notNull()
    .references(() => container.id, { onDelete: 'cascade' });

/** The drift of a container, as its sensor found it last: read with one container. */
export const containerDrift = pgTable('container_drift', {
  containerId: ofContainer().primaryKey(),
  drift: jsonb('drift').$type<ContainerDrift>().notNull(),
  /** Findings of the image that do not hold any more. */
  goneFindings: jsonb('gone_findings')
    .$type<readonly { readonly advisoryId: string; readonly package: string; readonly installedVersion: string }[]>()
    .notNull(),
});

/** News of a container that was not told yet: kept until it is. */
export const containerEarly = pgTable(
  'container_early',
  {
    sha: text('sha').notNull(),
    sensorId: uuid('sensor_id').notNull(),
    state: text('state', { enum: CONTAINER_STATES }).notNull(),
    at: instantAt('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sensorId, t.sha] }), index('container_early_age').on(t.at)],
);

/** What was found in a container beyond its image. */
export const containerFinding = pgTable('container_finding', { containerId: ofContainer(), ...findingColumns }, (t) => [
  primaryKey({ columns: [t.containerId, t.no] }),
]);

/** What happened to an image or a container and what came of it (F5): only added to, and forgotten by age. */
export const triggerEvent = pgTable(
  'trigger_event',
  {
    /** Of the message that told it: a repeat is not added. */
    id: uuid('id').primaryKey(),
    imageId: uuid('image_id').references(() => image.id, { onDelete: 'cascade' }),
    containerId: uuid('container_id').references(() => container.id, { onDelete: 'cascade' }),
    sensorId: uuid('sensor_id').notNull(),
    at: instantAt('at').notNull(),
    receivedAt: instantAt('received_at').notNull(),
    trigger: text('trigger', { enum: TRIGGERS }),
    /** The word of the engine: `pull`, `pause`. */
    action: text('action'),
    outcome: text('outcome', { enum: TRIGGER_OUTCOMES }).notNull(),
    code: text('code'),
    reason: text('reason'),
    manifestVersion: text('manifest_version'),
    /** Findings of the scan. */
    findings: integer('findings'),
    orderId: uuid('order_id'),
  },
  (t) => [
    index('trigger_event_image').on(t.imageId, t.at, t.id).where(sql`image_id is not null`),
    index('trigger_event_container').on(t.containerId, t.at, t.id).where(sql`container_id is not null`),
    index('trigger_event_age').using('brin', t.receivedAt),
  ],
);
