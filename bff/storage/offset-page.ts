import type { Issue } from '../domain/issue.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ListPage } from './list-page.ts';

/** A page of a list that is replaced as a whole and bounded, such as the findings of one image: its cursor is the place. */
export interface OffsetPage {
  readonly offset: number;
  readonly limit: number;
}

/** Nothing that is paged so is longer. */
const MAX_OFFSET = 100_000;

export function readOffsetPage({
  cursor,
  limit,
}: {
  readonly cursor?: string | undefined;
  readonly limit: number;
}): Result<OffsetPage, readonly Issue[]> {
  if (cursor === undefined) return ok({ offset: 0, limit });
  const offset = /^o\d{1,6}$/.test(cursor) ? Number(cursor.slice(1)) : Number.NaN;
  if (offset <= MAX_OFFSET) return ok({ offset, limit });
  return err([{ path: ['cursor'], code: 'cursor-invalid', message: 'This cursor is not of this list: start from the first page' }]);
}

/** The rows that were read for the page, of `count` in all. */
export const toOffsetPage = <Item>(items: Item[], { offset, limit }: OffsetPage, count: number): ListPage<Item> => ({
  items,
  nextCursor: offset + limit < count && items.length > 0 ? `o${offset + limit}` : null,
  total: { count, exact: true },
});
