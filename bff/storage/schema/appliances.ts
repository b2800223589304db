import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { ApplianceCapacity, ApplianceUpdate, ApplianceVersions } from '../../domain/appliances/appliance.ts';
import { COMMAND_KINDS, COMMAND_STATES, type WantedRoute, type WantedVlan } from '../../domain/appliances/commands/command.ts';
import type { ReportedNetwork } from '../../domain/appliances/commands/reported-network.ts';
import { createdAt, instantAt, revision } from './columns.ts';

export const appliance = pgTable(
  'appliance',
  {
    id: uuid('id').primaryKey(),
    revision: revision(),
    name: text('name').notNull().unique(),
    location: text('location'),
    pollIntervalSeconds: integer('poll_interval_seconds').notNull(),
    promptDelivery: boolean('prompt_delivery').notNull(),
    /** Keyed hash of the personalization code; null once used. */
    codeHash: text('code_hash').unique(),
    codeExpiresAt: instantAt('code_expires_at'),
    /** Hash of the code that bound it: a registration whose answer was lost may be repeated with the same key. */
    boundCodeHash: text('bound_code_hash'),
    publicKey: text('public_key').unique(),
    registeredAt: instantAt('registered_at'),
    retiredAt: instantAt('retired_at'),
    lastPollAt: instantAt('last_poll_at'),
    nextPollAt: instantAt('next_poll_at'),
    /** Since when no poll was missed. */
    onlineSince: instantAt('online_since'),
    bootId: text('boot_id'),
    hostName: text('host_name'),
    addresses: text('addresses').array().notNull().default(sql`'{}'`),
    capacity: jsonb('capacity').$type<ApplianceCapacity>(),
    versions: jsonb('versions').$type<ApplianceVersions>(),
    clockOffsetMs: integer('clock_offset_ms'),
    /** What `appliance_clock` noted last. */
    clockNotedMs: integer('clock_noted_ms'),
    clockNotedAt: instantAt('clock_noted_at'),
    /** As it read it back from its kernel last. */
    network: jsonb('network').$type<ReportedNetwork>(),
    /** How its updates stand, as it told last; null: it cannot update itself. */
    updates: jsonb('updates').$type<readonly ApplianceUpdate[]>(),
    createdAt: createdAt(),
  },
  (t) => [check('appliance_interval', sql`${t.pollIntervalSeconds} between 1 and 3600`)],
);

/** Command jobs. `sent` is an answer to a poll, `acknowledged` the appliance's word that it is on its disk. */
export const applianceCommand = pgTable(
  'appliance_command',
  {
    id: uuid('id').primaryKey(),
    applianceId: uuid('appliance_id')
      .notNull()
      .references(() => appliance.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: COMMAND_KINDS }).notNull(),
    routes: jsonb('routes').$type<readonly WantedRoute[]>(),
    vlans: jsonb('vlans').$type<readonly WantedVlan[]>(),
    state: text('state', { enum: COMMAND_STATES }).notNull(),
    reason: text('reason'),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    expiresAt: instantAt('expires_at').notNull(),
    deliveredAt: instantAt('delivered_at'),
    acknowledgedAt: instantAt('acknowledged_at'),
    startedAt: instantAt('started_at'),
    endedAt: instantAt('ended_at'),
    /** Of the appliance when it began. */
    bootId: text('boot_id'),
  },
  (t) => [
    index('command_list').on(t.applianceId, t.createdAt, t.id),
    index('command_open').on(t.applianceId, t.id).where(sql`${t.state} in ('queued', 'delivered', 'running')`),
    index('command_expiry').on(t.expiresAt).where(sql`${t.state} in ('queued', 'delivered', 'running')`),
  ],
);

/** Tokens of agents that were used: each is good for one request. Emptied as they expire. */
export const usedToken = pgTable(
  'used_token',
  { applianceId: uuid('appliance_id').notNull(), jti: uuid('jti').notNull(), expiresAt: instantAt('expires_at').notNull() },
  (t) => [primaryKey({ columns: [t.applianceId, t.jti] }), index('used_token_expiry').on(t.expiresAt)],
);

/** Messages of agents that were applied: a repeat changes nothing. Emptied some days later, once their scan has ended. */
export const appliedReport = pgTable(
  'applied_report',
  {
    messageId: uuid('message_id').primaryKey(),
    sliceId: uuid('slice_id').notNull(),
    receivedAt: instantAt('received_at').notNull(),
  },
  // Rows come in the order of time and go in it: all that it takes to find the old ones, at next to no cost for each new one.
  (t) => [index('applied_report_age').using('brin', t.receivedAt)],
);
