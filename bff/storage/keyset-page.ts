import { isIP } from 'node:net';
import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import type { Issue } from '../domain/issue.ts';
import { err, ok, type Result } from '../domain/result.ts';

/** One field that a list may be sorted by. Nulls come last in both directions. */
export interface SortField {
  readonly by: AnyColumn | SQL;
  readonly type: 'text' | 'instant' | 'integer';
  readonly nullable?: boolean;
}

/** What a list may be sorted by, the unique column that decides between equals, and the order when none is asked for. */
export interface SortFields {
  readonly fields: Readonly<Record<string, SortField>>;
  readonly id: AnyColumn | SQL;
  /** Hosts of a scan are told apart by their address. Standard: `uuid`. */
  readonly idType?: 'uuid' | 'inet';
  readonly standard: `${string}:${'asc' | 'desc'}`;
}

/** The last row of the page before: the next page begins after it, however the rows in between have changed. */
interface Cursor {
  readonly value: string | null;
  readonly id: string;
}

/** A page that was asked for, checked. */
export interface KeysetPage {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly cursor?: Cursor | undefined;
}

/** What `toPage` needs of a row. */
export interface KeysetRow {
  readonly id: string;
  readonly sortValue: string | null;
}

export interface PageRequest {
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VALUE: Record<SortField['type'], (value: string) => boolean> = {
  text: (value) => !value.includes('\0'),
  instant: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  integer: (value) => /^-?\d{1,15}$/.test(value),
};

/** Checks sort and cursor, which come from outside: an unknown sort or a cursor of another list is named, never executed. */
export function readPageRequest(request: PageRequest, sorts: SortFields): Result<KeysetPage, readonly Issue[]> {
  const [field, direction] = (request.sort ?? sorts.standard).split(':') as [string, 'asc' | 'desc'];
  if (!Object.hasOwn(sorts.fields, field)) {
    return err([issue('sort', 'sort-unknown', `Cannot sort by "${field}". Known: ${Object.keys(sorts.fields).join(', ')}`)]);
  }
  const page = { field, direction, limit: request.limit };
  if (request.cursor === undefined) return ok(page);
  const cursor = readCursor(request.cursor, `${field}:${direction}`, sorts);
  if (cursor === undefined) return err([issue('cursor', 'cursor-invalid', 'This cursor is not of this list: start from the first page')]);
  return ok({ ...page, cursor });
}

const isId = (id: unknown, type: 'uuid' | 'inet' = 'uuid'): id is string =>
  typeof id === 'string' && (type === 'uuid' ? UUID.test(id) : isIP(id) > 0);

function readCursor(text: string, sort: string, { fields, idType }: SortFields): Cursor | undefined {
  const field = fields[sort.split(':')[0]!]!;
  try {
    const [ofSort, value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (ofSort !== sort || !isId(id, idType)) return undefined;
    if (value === null) return field.nullable === true ? { value, id } : undefined;
    return typeof value === 'string' && VALUE[field.type](value) ? { value, id } : undefined;
  } catch {
    return undefined;
  }
}

const writeCursor = (page: KeysetPage, row: KeysetRow): string =>
  Buffer.from(JSON.stringify([`${page.field}:${page.direction}`, row.sortValue, row.id])).toString('base64url');

const CAST = { text: sql`text`, instant: sql`timestamptz`, integer: sql`bigint` };

/** The `where` of the page: what lies after its cursor. */
export function afterCursor(page: KeysetPage, sorts: SortFields): SQL | undefined {
  if (page.cursor === undefined) return undefined;
  const { by, type, nullable } = sorts.fields[page.field]!;
  const than = page.direction === 'asc' ? sql`>` : sql`<`;
  const id = sql`${page.cursor.id}::${sorts.idType === 'inet' ? sql`inet` : sql`uuid`}`;
  if (page.cursor.value === null) return sql`(${by} is null and ${sorts.id} ${than} ${id})`;
  const after = sql`(${by}, ${sorts.id}) ${than} (${page.cursor.value}::${CAST[type]}, ${id})`;
  return nullable === true ? sql`(${after} or ${by} is null)` : after;
}

/** The `order by` of the page. Non-null fields keep the plain form, which an index on (field, id) serves in both directions. */
export function pageOrder(page: KeysetPage, sorts: SortFields): SQL {
  const { by, nullable } = sorts.fields[page.field]!;
  const direction = page.direction === 'asc' ? sql`asc` : sql`desc`;
  return sql`${by} ${direction}${nullable === true ? sql` nulls last` : sql``}, ${sorts.id} ${direction}`;
}

/** Select it as `sortValue`: the value of the sort field, written so that nothing of it is lost. */
export function sortValue(page: KeysetPage, sorts: SortFields): SQL<string | null> {
  const { by, type } = sorts.fields[page.field]!;
  if (type !== 'instant') return sql<string | null>`${by}::text`;
  return sql<string | null>`to_char(${by} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Ask the database for this many rows: one more than the page tells whether another page follows. */
export const rowsToRead = (page: KeysetPage): number => page.limit + 1;

/** Cuts the rows that were read to the page and its `nextCursor`, null on the last page. */
export function toPage<Row extends KeysetRow>(rows: readonly Row[], page: KeysetPage): { rows: readonly Row[]; nextCursor: string | null } {
  const kept = rows.slice(0, page.limit);
  return { rows: kept, nextCursor: rows.length > page.limit ? writeCursor(page, kept.at(-1)!) : null };
}

/** A text as a part of a `like` pattern, its wildcards taken literally. */
export const likePart = (text: string): string => `%${text.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;

const issue = (field: string, code: string, message: string): Issue => ({ path: [field], code, message });
