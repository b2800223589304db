import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instantAt, revision } from './columns.ts';

export const setting = pgTable('setting', {
  section: text('section').primaryKey(),
  revision: revision(),
  value: jsonb('value').notNull(),
  updatedAt: instantAt('updated_at').notNull(),
});

export const auditEntry = pgTable(
  'audit_entry',
  {
    id: uuid('id').primaryKey(),
    at: instantAt('at').notNull(),
    /** Person, or null for the service itself. */
    actorId: text('actor_id'),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    objectType: text('object_type').notNull(),
    objectId: text('object_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (t) => [index('audit_at').on(t.at, t.id), index('audit_object').on(t.objectType, t.objectId)],
);

/** Answers to POSTs that carried an `Idempotency-Key`, kept for a day. */
export const idempotentAnswer = pgTable(
  'idempotent_answer',
  {
    actorId: text('actor_id').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: integer('status').notNull(),
    body: text('body').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.actorId, t.key] }), index('idempotent_created').on(t.createdAt)],
);

/** What the last living server knew: tells an outage from a quiet night. One row. */
export const heartbeat = pgTable('heartbeat', { id: integer('id').primaryKey(), at: instantAt('at').notNull() });
