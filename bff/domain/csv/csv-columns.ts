import type { Issue } from '../issue.ts';
import { err, ok, type Result } from '../result.ts';
import { type CsvCell, csvLine } from './csv-line.ts';

/** A column of a list, by the key that the console gives it; it may fill several columns of the file. */
export interface CsvColumn<Row> {
  readonly key: string;
  readonly heads: readonly string[];
  /** As many cells as heads. */
  readonly cells: (row: Row) => readonly CsvCell[];
}

/** The columns that are asked for, in that order: keys with commas between them. Not asked for: all. */
export function chooseColumns<Row>(
  known: readonly CsvColumn<Row>[],
  asked: string | undefined,
): Result<readonly CsvColumn<Row>[], readonly Issue[]> {
  if (asked === undefined) return ok(known);
  const keys = [...new Set(asked.split(','))];
  const unknown = keys.filter((key) => !known.some((column) => column.key === key));
  if (unknown.length === 0) return ok(keys.flatMap((key) => known.filter((column) => column.key === key)));
  const message = `There is no column "${unknown.join(', ')}". Known: ${known.map(({ key }) => key).join(', ')}`;
  return err([{ path: ['columns'], code: 'column-unknown', message }]);
}

/** The file, batch by batch of rows: heads first. */
export async function* csvText<Row>(columns: readonly CsvColumn<Row>[], batches: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield csvLine(columns.flatMap(({ heads }) => heads));
  for await (const rows of batches) yield rows.map((row) => csvLine(columns.flatMap(({ cells }) => cells(row)))).join('');
}
