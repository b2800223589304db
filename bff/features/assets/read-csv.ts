import { Readable } from 'node:stream';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import type { CsvRecord } from '../../domain/assets/imported-asset.ts';
import type { Issue } from '../../domain/issue.ts';

/** Characters of one record: far more than any asset needs, little enough that an open quote is noticed soon. */
const RECORD_SIZE = 20_000;
/** Characters read at a stretch. */
const PIECE = 64 * 1024;

/**
 * Reads a CSV file (RFC 4180; also with `;` or tabs between the cells, as spreadsheets write it) record by record, until `take` says that it
 * is enough. Answers what made the rest unreadable.
 */
export async function readCsv(text: string, take: (record: CsvRecord) => 'more' | 'enough'): Promise<Issue | undefined> {
  const nul = text.indexOf('\0');
  if (nul !== -1) return notText(text, nul);
  const parser = Readable.from(pieces(text)).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(text),
      info: true,
      max_record_size: RECORD_SIZE,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      if (take({ line: lineOf(record, info.lines), cells: record }) === 'enough') break;
    }
    return undefined;
  } catch (error) {
    if (error instanceof CsvError) return unreadable(error);
    throw error;
  }
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** A large file takes seconds: others are served in between. */
async function* pieces(text: string): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += PIECE) {
    yield text.slice(from, from + PIECE);
    await letOthersRun();
  }
}

// The parser tells the line on which a record ends: a quoted cell may hold line breaks.
const lineOf = (cells: readonly string[], end: number): number =>
  end - cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

/** Tags hold `;` within a cell: a file is cut at it only if its first line knows no other way. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 2000);
  const head = start.slice(0, Math.max(0, start.search(/[\r\n]/)) || start.length);
  if (head.includes(',')) return ',';
  if (head.includes('\t')) return '\t';
  return head.includes(';') ? ';' : ',';
}

function notText(text: string, at: number): Issue {
  const line = 1 + (text.slice(0, at).match(/\r\n|\r|\n/g)?.length ?? 0);
  const message = `Line ${line}: it holds a NUL character, so the file is not CSV as text. Save it as “CSV UTF-8” and choose it again.`;
  return { path: ['csv', line], code: 'csv-not-text', message };
}

function unreadable(error: CsvError): Issue {
  const line = (error as CsvError & { readonly lines?: number }).lines ?? 1;
  const what =
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? `A line is longer than ${RECORD_SIZE} characters, or a quotation mark before it is opened and never closed.`
      : 'A quotation mark is opened and not closed, or stands inside a cell: double it there, and quote the cell.';
  return { path: ['csv', line], code: 'csv-not-readable', message: `Line ${line}: ${what} The lines after it could not be read.` };
}
