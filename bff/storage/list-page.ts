import { and, type SQL } from 'drizzle-orm';
import { refuse } from '../domain/refusal.ts';
import { afterCursor, type KeysetPage, type KeysetRow, pageOrder, rowsToRead, type SortFields, sortValue, toPage } from './keyset-page.ts';

/** Counting stops here: nobody waits for the difference between 200,000 and 300,000 rows. */
export const COUNT_LIMIT = 100_000;

/** How many rows match; not `exact`: at least so many. */
export interface ListTotal {
  readonly count: number;
  readonly exact: boolean;
}

/** A page of a list as the API answers it. */
export interface ListPage<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
  readonly total: ListTotal;
}

/** The parts of the statement that reads a page. */
export interface PageParts {
  readonly where: SQL | undefined;
  readonly orderBy: SQL;
  readonly limit: number;
  /** Select it as `sortValue`. */
  readonly sortValue: SQL<string | null>;
}

/** What a list store says of itself; cursor, order, limit and count are the same for all. */
export interface ListReading<Row extends KeysetRow> {
  readonly page: KeysetPage;
  readonly sorts: SortFields;
  /** The filter, and what the person may see. */
  readonly matching: SQL | undefined;
  readonly rows: (parts: PageParts) => PromiseLike<readonly Row[]>;
  /** How many rows match, counted no further than `limit`. */
  readonly count: (where: SQL | undefined, limit: number) => PromiseLike<number>;
}

/** Reads one page of a list and counts the whole of it. */
export async function readListPage<Row extends KeysetRow>(reading: ListReading<Row>) {
  const { page } = reading;
  const { rows, nextCursor } = await readRows(reading);
  // A first page that holds everything has counted it.
  const whole = page.cursor === undefined && nextCursor === null;
  return { rows, nextCursor, total: whole ? { count: rows.length, exact: true } : await countRows(reading) };
}

async function readRows<Row extends KeysetRow>({ page, sorts, matching, rows }: ListReading<Row>) {
  const read = await rows({
    where: and(matching, afterCursor(page, sorts)),
    orderBy: pageOrder(page, sorts),
    limit: rowsToRead(page),
    sortValue: sortValue(page, sorts),
  });
  return toPage(read, page);
}

const EXPORT_BATCH = 500;

/** All rows of a list in its order, a bounded number at a time. More than `COUNT_LIMIT` are refused, never cut. */
export async function* eachBatch<Row extends KeysetRow>(reading: ListReading<Row>): AsyncGenerator<readonly Row[]> {
  if (!(await countRows(reading)).exact) throw refuse.invalid([TOO_MANY]);
  let page: KeysetPage = { ...reading.page, limit: EXPORT_BATCH, cursor: undefined };
  for (;;) {
    const { rows, nextCursor } = await readRows({ ...reading, page });
    yield rows;
    const last = rows.at(-1);
    if (nextCursor === null || last === undefined) return;
    page = { ...page, cursor: { value: last.sortValue, id: last.id } };
  }
}

const TOO_MANY = {
  path: ['query'],
  code: 'too-many',
  message: `More than ${COUNT_LIMIT} rows match, the most that one file holds: narrow the filter`,
};

const countRows = <Row extends KeysetRow>({ matching, count }: ListReading<Row>) => countUpTo(matching, count);

/** Counts no further than anybody cares. */
export async function countUpTo(
  matching: SQL | undefined,
  count: (where: SQL | undefined, limit: number) => PromiseLike<number>,
): Promise<ListTotal> {
  const counted = await count(matching, COUNT_LIMIT + 1);
  return counted > COUNT_LIMIT ? { count: COUNT_LIMIT, exact: false } : { count: counted, exact: true };
}
