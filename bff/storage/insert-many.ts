import { getTableColumns, type InferInsertModel, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from './database.ts';

/** One parameter carries the rows of a statement as JSON: a few hundred kilobytes. */
const ROWS_PER_STATEMENT = 1000;

/**
 * Inserts many rows in one statement with one parameter: several times cheaper than a parameter for each value. Columns that no row
 * names take their default; a column that some rows leave out is null in those. Rows that are there already (by any unique key) are
 * refused, all with them, or `left` as they are.
 */
export async function insertMany<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly InferInsertModel<Table>[],
  known: 'refused' | 'left' = 'refused',
): Promise<void> {
  const unlessKnown = known === 'left' ? sql` on conflict do nothing` : sql``;
  const used = Object.entries(getTableColumns(table)).filter(([property]) => rows.some((row) => (row as Values)[property] !== undefined));
  const names = sql.join(
    used.map(([, column]) => sql.identifier(column.name)),
    sql`, `,
  );
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT) as readonly Values[];
    const json = JSON.stringify(part.map((row) => Object.fromEntries(used.map(([property, column]) => [column.name, row[property]]))));
    await tx.execute(
      sql`insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, ${json}::jsonb)${unlessKnown}`,
    );
  }
}

type Values = Readonly<Record<string, unknown>>;
