import { sql } from 'drizzle-orm';
import { customType, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { RolloutPhase, RolloutState } from '../../domain/distribution/rollout.ts';
import { createdAt, instantAt, revision } from './columns.ts';

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** Keys of the roles of the repository. Whoever makes or signs anything locks the row of `root` first: one at a time, on every replica. */
export const distributionKey = pgTable('distribution_key', {
  /** `root`, `targets`, `snapshot`, `timestamp`. */
  role: text('role').primaryKey(),
  /** Raw Ed25519 key, hexadecimal. */
  publicKey: text('public_key').notNull(),
  /** Private key, sealed with the installation's secret; null: it is kept elsewhere. */
  sealedKey: text('sealed_key'),
});

/** Signed metadata as it is served. Older versions stay for those who are in the middle of a refresh. */
export const distributionMetadata = pgTable(
  'distribution_metadata',
  {
    role: text('role').notNull(),
    version: integer('version').notNull(),
    body: text('body').notNull(),
    expiresAt: instantAt('expires_at').notNull(),
    signedAt: instantAt('signed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.role, t.version] })],
);

/** `package` is a word of the language. */
export const distributedPackage = pgTable(
  'distributed_package',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    version: text('version').notNull(),
    sha256: text('sha256').notNull(),
    length: integer('length').notNull(),
    content: bytes('content').notNull(),
    /** Person, or null: built with this server. */
    publishedBy: text('published_by'),
    publishedByName: text('published_by_name').notNull(),
    publishedAt: instantAt('published_at').notNull(),
    /** Not offered any more; nobody can install it from then on. */
    withdrawnAt: instantAt('withdrawn_at'),
  },
  (t) => [unique('distributed_package_version').on(t.name, t.version)],
);

export const rollout = pgTable(
  'rollout',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    package: text('package').notNull(),
    version: text('version').notNull(),
    /** What was wanted before, and is again when it is aborted; null: what each appliance was installed with. */
    formerVersion: text('former_version'),
    phases: jsonb('phases').$type<readonly RolloutPhase[]>().notNull(),
    /** Index into `phases`. */
    phase: integer('phase').notNull().default(0),
    phaseSince: instantAt('phase_since').notNull(),
    state: text('state').$type<RolloutState>().notNull(),
    /** Why it is paused or ended, for people. */
    stateReason: text('state_reason'),
    /** Paused by itself when more than this share of those who tried failed, percent. */
    maxFailedPercent: integer('max_failed_percent').notNull(),
    /** Failures before this instant were looked at by a person, who resumed. */
    failuresSince: instantAt('failures_since').notNull(),
    startedByName: text('started_by_name').notNull(),
    endedAt: instantAt('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('rollout_package').on(t.package, t.createdAt),
    uniqueIndex('rollout_one_active').on(t.package).where(sql`state in ('running', 'paused')`),
  ],
);

/** What happened to each appliance's packages: one row a change, as it told. */
export const applianceUpdate = pgTable(
  'appliance_update',
  {
    applianceId: uuid('appliance_id').notNull(),
    /** Package, or `repository`. */
    package: text('package').notNull(),
    /** As the appliance says, its clock corrected. */
    at: instantAt('at').notNull(),
    state: text('state').notNull(),
    fromVersion: text('from_version'),
    toVersion: text('to_version'),
    reason: text('reason'),
    receivedAt: instantAt('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.applianceId, t.package, t.at, t.state] }),
    index('appliance_update_version').on(t.package, t.toVersion),
    index('appliance_update_received').on(t.receivedAt),
  ],
);
