import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, revision } from './columns.ts';

export const businessUnit = pgTable('business_unit', {
  id: uuid('id').primaryKey(),
  revision: revision(),
  name: text('name').notNull().unique(),
  /** Addresses, ranges and CIDR blocks as entered: the unit owns what lies inside. */
  networks: text('networks').array().notNull().default([]),
  createdAt: createdAt(),
});
