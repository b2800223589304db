import { CsvError, parse } from 'csv-parse/sync';
import type { CsvRecord } from '../../domain/assets/imported-asset.ts';
import type { Issue } from '../../domain/issue.ts';
import { err, ok, type Result } from '../../domain/result.ts';

/** Characters of one record: far more than any asset needs, little enough that an open quote is noticed soon. */
const RECORD_SIZE = 20_000;

/** The records of a CSV file (RFC 4180; also with `;` or tabs between the cells, as spreadsheets write it). */
export function readCsv(text: string): Result<readonly CsvRecord[], readonly Issue[]> {
  try {
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      max_record_size: RECORD_SIZE,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return ok(rows.map(({ record, info }) => ({ line: lineOf(record, info.lines), cells: record })));
  } catch (error) {
    if (error instanceof CsvError) return err([unreadable(error)]);
    throw error;
  }
}

// The parser tells the line on which a record ends: a quoted cell may hold line breaks.
const lineOf = (cells: readonly string[], end: number): number =>
  end - cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** Tags hold `;` within a cell: a file is cut at it only if its first line knows no other way. */
function delimiterOf(text: string): string {
  const head = text.slice(0, Math.max(0, text.search(/[\r\n]/)) || text.length).slice(0, 2000);
  if (head.includes(',')) return ',';
  if (head.includes('\t')) return '\t';
  return head.includes(';') ? ';' : ',';
}

function unreadable(error: CsvError): Issue {
  const line = (error as CsvError & { readonly lines?: number }).lines ?? 1;
  const what =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `A line is longer than ${RECORD_SIZE} characters, or a quotation mark before it is opened and never closed.`
      : 'A quotation mark is opened and not closed, or stands inside a cell: double it there, and quote the cell.';
  return { path: ['csv', line], code: 'csv-not-readable', message: `Line ${line}: ${what} The lines after it could not be read.` };
}
