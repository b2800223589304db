import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { ValueTest } from '../../domain/qql/condition.ts';

/** How the values of a token lie in a column. `prefix` stands before the digits of a digest. */
export interface ColumnOf {
  readonly value: SQLWrapper;
  readonly type: 'text' | 'digest' | 'integer' | 'instant' | 'boolean';
  readonly prefix?: string;
}

/** Any of the tests, over a column. Values are bound, never written into the statement. A null is not true. */
export function anyOf(tests: readonly ValueTest[], column: ColumnOf): SQL {
  const exact = tests.flatMap((test) => (test.kind === 'exact' ? [test.text] : []));
  const others = tests.filter((test) => test.kind !== 'exact').map((test) => one(test, column));
  return either(exact.length > 0 ? [isOneOf(column, exact), ...others] : others);
}

/** Any of the conditions; of none: false. */
export const either = (conditions: readonly SQL[]): SQL => joined(conditions, sql` or `) ?? sql`false`;
/** All of the conditions; of none: true. */
export const all = (conditions: readonly SQL[]): SQL => joined(conditions, sql` and `) ?? sql`true`;

function joined(conditions: readonly SQL[], between: SQL): SQL | undefined {
  if (conditions.length < 2) return conditions[0];
  return sql`(${sql.join([...conditions], between)})`;
}

const isOneOf = ({ value }: ColumnOf, texts: readonly string[]): SQL =>
  texts.length === 1 ? sql`${value} = ${texts[0]}` : sql`${value} = any(${sql.param(texts)}::text[])`;

function one(test: Exclude<ValueTest, { kind: 'exact' }>, column: ColumnOf): SQL {
  switch (test.kind) {
    case 'words':
    case 'phrase':
      return holds(test, column);
    case 'begins':
      return begins(test.text, column);
    case 'exact':
      return isOneOf(column, [test.text]);
    case 'is':
      return sql`${column.value} = ${test.value}`;
    case 'between':
      return between(test, column);
  }
}

// The trigram indexes are over exactly this expression (migration `qql_lists`). A word has no wildcard of `like`: those part words.
function holds({ kind, words }: { kind: 'words' | 'phrase'; words: readonly string[] }, { value }: ColumnOf): SQL {
  const parts = [...new Set(words)].map((word) => sql`lower(${value} collate "C") like ${`%${word}%`}`);
  if (kind === 'words') return all(parts);
  return all([...parts, sql`${wordForm(value)} like ${`% ${words.join(' ')} %`}`]);
}

/** The words of a text with one space around each: `wordForm` of the domain, as SQL. */
const wordForm = (value: SQLWrapper): SQL =>
  sql`' ' || regexp_replace(lower(${value} collate "C"), '[\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u007f]+', ' ', 'g') || ' '`;

// All hexadecimal digits sort before g: a plain index serves it.
const begins = (hex: string, { value, prefix = '' }: ColumnOf): SQL =>
  sql`(${value} >= ${`${prefix}${hex}`} and ${value} < ${`${prefix}${hex}g`})`;

function between({ from, until }: { from?: number; until?: number }, { value, type }: ColumnOf): SQL {
  const bound = (at: number) => (type === 'instant' ? sql`${new Date(at).toISOString()}::timestamptz` : sql`${at}::bigint`);
  return all([
    ...(from === undefined ? [] : [sql`${value} >= ${bound(from)}`]),
    ...(until === undefined ? [] : [sql`${value} < ${bound(until)}`]),
  ]);
}
