import type { Column } from '../table/columns.ts';

type Columns<Row> = readonly Column<Row>[];

/** Those that a person may show or hide: all but the ones that every view has. */
export const choosable = <Row>(columns: Columns<Row>): Columns<Row> => columns.filter(({ fixed }) => fixed !== true);

const ownKeys = <Row>(columns: Columns<Row>): string[] => choosable(columns).flatMap(({ key, hidden }) => (hidden === true ? [] : [key]));

/** Keys of the columns that a list shows, in order. Keys that it does not know are passed over; without a known one it shows its own. */
export function shownKeys<Row>(columns: Columns<Row>, chosen: readonly string[] | undefined): readonly string[] {
  const known = new Set(choosable(columns).map(({ key }) => key));
  const keys = [...new Set(chosen)].filter((key) => known.has(key));
  return keys.length === 0 ? ownKeys(columns) : keys;
}

/** The columns that a list shows: the chosen ones in their order, then those that every view has. */
export function shownColumns<Row>(columns: Columns<Row>, chosen: readonly string[] | undefined): Columns<Row> {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  const shown = shownKeys(columns, chosen).flatMap((key) => byKey.get(key) ?? []);
  return [...shown, ...columns.filter(({ fixed }) => fixed === true)];
}

/** Shows or hides a column. A column that comes back stands where the list itself has it; undefined: the list's own choice. */
export function toggleColumn<Row>(
  columns: Columns<Row>,
  chosen: readonly string[] | undefined,
  key: string,
): readonly string[] | undefined {
  const shown = shownKeys(columns, chosen);
  const order = choosable(columns).map((column) => column.key);
  const after = order.slice(order.indexOf(key) + 1);
  const place = shown.findIndex((one) => after.includes(one));
  const at = place === -1 ? shown.length : place;
  const next = shown.includes(key) ? shown.filter((one) => one !== key) : shown.toSpliced(at, 0, key);
  return sameKeys(next, ownKeys(columns)) ? undefined : next;
}

export const sameKeys = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();
