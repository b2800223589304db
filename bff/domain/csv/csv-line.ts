/** What a cell may hold; absent: empty. */
export type CsvCell = string | number | undefined;

/** One line of a CSV file, with its end (RFC 4180 §2). */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(cell).join(',')}\r\n`;

// A spreadsheet takes a cell that begins so as a formula (OWASP, CSV injection): an apostrophe makes it text.
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: CsvCell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
