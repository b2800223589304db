import { jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { user } from './auth.ts';
import { createdAt } from './columns.ts';

/** Filter, order and columns of a list, kept by one person under a name. */
export const savedView = pgTable(
  'saved_view',
  {
    id: uuid('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    list: text('list').notNull(),
    name: text('name').notNull(),
    query: text('query').notNull(),
    sort: text('sort'),
    columns: jsonb('columns').$type<string[]>(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('saved_view_name').on(t.userId, t.list, t.name)],
);
