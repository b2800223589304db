import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../domain/identity/role.ts';
import { instantAt } from './columns.ts';
import { businessUnit } from './units.ts';

// Tables of the sign-in library (better-auth), with our columns on `user`.

export const user = pgTable(
  'user',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    createdAt: instantAt('created_at').notNull().defaultNow(),
    updatedAt: instantAt('updated_at').notNull().defaultNow(),
    role: text('role').$type<Role>().notNull().default('reader'),
    primaryContact: boolean('primary_contact').notNull().default(false),
    businessUnitId: uuid('business_unit_id').references(() => businessUnit.id),
    timeZone: text('time_zone'),
    lastSignInAt: instantAt('last_sign_in_at'),
    /** Left: cannot sign in, owns nothing that goes on, and is named where the past speaks of them. */
    removedAt: instantAt('removed_at'),
  },
  // The Manager primary contact is one person (seed S7).
  (t) => [uniqueIndex('user_primary_contact').on(t.primaryContact).where(sql`primary_contact`)],
);

export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    expiresAt: instantAt('expires_at').notNull(),
    token: text('token').notNull().unique(),
    createdAt: instantAt('created_at').notNull().defaultNow(),
    updatedAt: instantAt('updated_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
  },
  (t) => [index('session_user').on(t.userId)],
);

export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instantAt('access_token_expires_at'),
    refreshTokenExpiresAt: instantAt('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instantAt('created_at').notNull().defaultNow(),
    updatedAt: instantAt('updated_at').notNull(),
  },
  (t) => [index('account_user').on(t.userId)],
);

export const verification = pgTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instantAt('expires_at').notNull(),
    createdAt: instantAt('created_at').notNull().defaultNow(),
    updatedAt: instantAt('updated_at').notNull().defaultNow(),
  },
  (t) => [index('verification_identifier').on(t.identifier)],
);

/** Tries to sign in and the like, counted by a hash of who tries what. Emptied as they expire. */
export const throttle = pgTable(
  'throttle',
  { key: text('key').primaryKey(), tries: integer('tries').notNull(), expiresAt: instantAt('expires_at').notNull() },
  (t) => [index('throttle_expiry').on(t.expiresAt)],
);

/** The one link of a person with which a password can be set. Only its hash is kept. */
export const invitation = pgTable('invitation', {
  userId: text('user_id')
    .primaryKey()
    .references(() => user.id, { onDelete: 'cascade' }),
  tokenHash: text('token_hash').notNull().unique(),
  expiresAt: instantAt('expires_at').notNull(),
  createdAt: instantAt('created_at').notNull(),
});
