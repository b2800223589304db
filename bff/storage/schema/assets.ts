import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { TagRule } from '../../domain/assets/tag-rule.ts';
import { createdAt, instantAt, revision } from './columns.ts';
import { businessUnit } from './units.ts';

/** A host that scans can aim at. `identity` says by what it is known again: its address, its name, or its instance in a cloud. */
export const asset = pgTable(
  'asset',
  {
    id: uuid('id').primaryKey(),
    identity: text('identity', { enum: ['address', 'name', 'instance'] }).notNull(),
    /** Canonical. Of an asset known by its name: where it was found last. */
    address: text('address'),
    /** Orders by family and value as text: `4:0a000001`. */
    addressOrder: text('address_order'),
    /** Lower case. */
    name: text('name'),
    operatingSystem: text('operating_system'),
    products: text('products').array().notNull().default(sql`'{}'`),
    source: text('source', { enum: ['scan', 'import', 'connector'] }).notNull(),
    /** The unit whose network holds its address; else the unit of whoever imported it. */
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id, { onDelete: 'set null' }),
    importedFor: uuid('imported_for').references(() => businessUnit.id, { onDelete: 'set null' }),
    connectorId: uuid('connector_id').references(() => connector.id, { onDelete: 'cascade' }),
    instanceId: text('instance_id'),
    region: text('region'),
    instanceState: text('instance_state'),
    cloudTags: jsonb('cloud_tags').$type<Record<string, string>>(),
    lastSeenAt: instantAt('last_seen_at'),
    lastScanId: uuid('last_scan_id'),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('asset_by_address').on(t.address).where(sql`identity = 'address'`),
    uniqueIndex('asset_by_name').on(t.name).where(sql`identity = 'name'`),
    uniqueIndex('asset_by_instance').on(t.connectorId, t.instanceId).where(sql`identity = 'instance'`),
    index('asset_instance_address').on(t.address).where(sql`identity = 'instance'`),
    index('asset_order').on(t.addressOrder, t.id),
    index('asset_name').on(t.name, t.id),
    index('asset_created').on(t.createdAt, t.id),
    index('asset_seen').on(t.lastSeenAt, t.id),
    index('asset_unit').on(t.businessUnitId),
    check(
      'asset_known_by',
      sql`case identity when 'address' then address is not null when 'name' then name is not null
      else connector_id is not null and instance_id is not null end`,
    ),
  ],
);

export const assetGroup = pgTable(
  'asset_group',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull(),
    /** As entered; checked like the lines of a target. */
    entries: text('entries').array().notNull(),
    /** How many hosts they name. */
    hosts: integer('hosts').notNull(),
    /** Its pool: the appliances that scan its hosts where a scan allows any. Empty: any appliance. */
    applianceIds: uuid('appliance_ids').array().notNull().default(sql`'{}'`),
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('asset_group_name').on(sql`lower(${t.name})`)],
);

export const tag = pgTable(
  'tag',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull(),
    rule: jsonb('rule').$type<TagRule>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('tag_name').on(sql`lower(${t.name})`)],
);

/** Which assets carry which tags, assigned (of a static tag) or by its rule. */
export const assetTag = pgTable(
  'asset_tag',
  {
    assetId: uuid('asset_id')
      .notNull()
      .references(() => asset.id, { onDelete: 'cascade' }),
    tagId: uuid('tag_id')
      .notNull()
      .references(() => tag.id, { onDelete: 'cascade' }),
    source: text('source', { enum: ['static', 'rule'] }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tagId, t.assetId] }), index('asset_tag_asset').on(t.assetId)],
);

export const connector = pgTable(
  'connector',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull(),
    kind: text('kind', { enum: ['aws-ec2'] }).notNull(),
    regions: text('regions').array().notNull(),
    endpoint: text('endpoint'),
    accessKeyId: text('access_key_id').notNull(),
    /** Sealed with the secret of the installation. */
    sealedSecret: text('sealed_secret').notNull(),
    addressKind: text('address_kind', { enum: ['private', 'public'] }).notNull(),
    lastSyncAt: instantAt('last_sync_at'),
    lastTriedAt: instantAt('last_tried_at'),
    lastError: text('last_error'),
    nextSyncAt: instantAt('next_sync_at').notNull(),
    /** A synchronisation is under way until then at the latest. */
    syncingUntil: instantAt('syncing_until'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('connector_name').on(sql`lower(${t.name})`), index('connector_due').on(t.nextSyncAt)],
);
