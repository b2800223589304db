import { z } from 'zod';
import { base } from './base.ts';
import { id } from './primitives.ts';

/** The most views that one person keeps of one list. */
export const VIEWS_LIMIT = 100;

const view = z.object({
  id,
  /** Which list: `schedules`, `launches`, `scans`, `images`, `containers`; the query of the last two is QQL. */
  list: z.string(),
  name: z.string(),
  query: z.string(),
  sort: z.string().optional(),
  /** Keys of the columns, in order; absent: the list's own. */
  columns: z.array(z.string()).optional(),
});
export type SavedView = z.infer<typeof view>;

const list = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'Name a list: schedules, launches, scans');
const tags = ['Views'];

export const views = {
  list: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/views', summary: 'The views of a list that the caller has saved', tags })
    .input(z.object({ list }))
    .output(z.object({ items: z.array(view) })),
  /** A view of the same name is replaced. */
  save: base
    .meta({ permission: 'account.read' })
    .route({ method: 'POST', path: '/views', successStatus: 201, summary: 'Save a view of a list for oneself', tags })
    .input(
      z.object({
        list,
        name: z.string().trim().min(1, 'Give it a name').max(80),
        query: z.string().max(2000),
        sort: z.string().max(100).optional(),
        columns: z.array(z.string().min(1).max(40)).min(1).max(50).optional(),
      }),
    )
    .output(view),
  remove: base
    .meta({ permission: 'account.read' })
    .route({ method: 'DELETE', path: '/views/{id}', successStatus: 204, summary: 'Remove a saved view', tags })
    .input(z.object({ id })),
};
