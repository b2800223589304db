import { integer, timestamp } from 'drizzle-orm/pg-core';

/** An instant, to the millisecond, always with zone: UTC in storage. */
export const instantAt = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const createdAt = () => instantAt('created_at').notNull();

/** Rises by one at every change of the row by a person. */
export const revision = () => integer('revision').notNull().default(1);
