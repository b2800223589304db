import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ImageLayer } from '../../domain/containers/container.ts';
import { instantAt } from './columns.ts';
import { findingColumns, findingCounts, lastScan } from './container-columns.ts';
import { sensor } from './sensors.ts';

/** An image, known by its image id (the digest of its configuration) on however many hosts, under however many names. */
export const image = pgTable(
  'image',
  {
    id: uuid('id').primaryKey(),
    /** `sha256:` and 64 hex digits. */
    sha: text('sha').notNull(),
    /** When it was built; null where nobody told yet. */
    created: instantAt('created'),
    size: bigint('size', { mode: 'number' }),
    architecture: text('architecture'),
    os: text('os'),
    operatingSystem: text('operating_system'),
    ...lastScan,
    ...findingCounts,
    /** Null: no inventory yet. */
    packageCount: integer('package_count'),
    layerCount: integer('layer_count'),
    /** Containers that are not gone. */
    containerCount: integer('container_count').notNull().default(0),
    /** Hosts that it is on now. */
    hostCount: integer('host_count').notNull().default(0),
    /** The units of the sensors that told of it. */
    businessUnitIds: uuid('business_unit_ids').array().notNull().default(sql`'{}'`),
    /** When its record was made. */
    firstSeenAt: instantAt('first_seen_at').notNull(),
    /** When somebody told of it last. */
    updated: instantAt('updated').notNull(),
    /** Since when it is on no host; null: it is on one, or never was on any. */
    goneAt: instantAt('gone_at'),
  },
  (t) => [
    uniqueIndex('image_by_sha').on(t.sha),
    index('image_updated').on(t.updated, t.id),
    index('image_scanned').on(t.lastVmScanDate, t.id),
    // What is asked for most (bff/storage/qql): few of a million.
    index('image_worst').on(t.updated, t.id).where(sql`severity5_count > 0`),
    index('image_gone').on(t.goneAt).where(sql`gone_at is not null`),
  ],
);

const ofImage = () =>
  uuid('image_id')
    .notNull()
    .references(() => image.id, { onDelete: 'cascade' });

/** Layers of an image, oldest first: read with one image, never searched. */
export const imageLayers = pgTable('image_layers', {
  imageId: ofImage().primaryKey(),
  layers: jsonb('layers').$type<readonly ImageLayer[]>().notNull(),
});

/** An image on the host of a sensor, with its names there. From the inline scanner: names alone, on no host. */
export const imageOnHost = pgTable(
  'image_on_host',
  {
    imageId: ofImage(),
    sensorId: uuid('sensor_id')
      .notNull()
      .references(() => sensor.id, { onDelete: 'cascade' }),
    onHost: boolean('on_host').notNull(),
    repoTags: text('repo_tags').array().notNull(),
    repoDigests: text('repo_digests').array().notNull(),
    firstSeenAt: instantAt('first_seen_at').notNull(),
    /** Of what is said here: older news changes nothing. */
    at: instantAt('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.imageId, t.sensorId] }), index('image_on_host_of').on(t.sensorId, t.imageId)],
);

/** The names of an image over all hosts: made from `image_on_host`. Either `tag` or `digest`. */
export const imageName = pgTable(
  'image_name',
  {
    imageId: ofImage(),
    /** As written: `registry.corp.example/team/app:v1`. */
    reference: text('reference').notNull(),
    /** `docker.io` where none is written. */
    registry: text('registry').notNull(),
    /** `team/app`. */
    repository: text('repository').notNull(),
    tag: text('tag'),
    digest: text('digest'),
  },
  (t) => [
    primaryKey({ columns: [t.imageId, t.reference] }),
    index('image_name_registry').on(t.registry, t.imageId),
    index('image_name_tag').on(t.tag, t.imageId).where(sql`tag is not null`),
  ],
);

export const imageFinding = pgTable('image_finding', { imageId: ofImage(), ...findingColumns }, (t) => [
  primaryKey({ columns: [t.imageId, t.no] }),
  index('image_finding_cves').using('gin', t.cves),
]);

export const imagePackage = pgTable(
  'image_package',
  {
    imageId: ofImage(),
    no: integer('no').notNull(),
    ecosystem: text('ecosystem').notNull(),
    type: text('type').notNull(),
    name: text('name').notNull(),
    version: text('version').notNull(),
    source: text('source'),
    purl: text('purl'),
    path: text('path'),
    layer: text('layer'),
  },
  (t) => [primaryKey({ columns: [t.imageId, t.no] })],
);
