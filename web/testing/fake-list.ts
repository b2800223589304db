import { parseTerms } from '../ui/filter/filter-terms.ts';
import { parseSort } from '../ui/table/columns.ts';

interface ListRequest {
  readonly query?: string | undefined;
  readonly sort?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Whether a thing fits a term: one test a name; without one everything fits. */
export type TermTests<Item> = Readonly<Record<string, (item: Item, values: readonly string[]) => boolean>>;

function fits<Item>(item: Item, query: string, tests: TermTests<Item>): boolean {
  return parseTerms(query).every(({ name, value }) => {
    if (name === undefined) return JSON.stringify(item).toLowerCase().includes(value.toLowerCase());
    return tests[name]?.(item, value.split(',')) ?? true;
  });
}

const fieldOf = (item: object, field: string): string | number => {
  const value: unknown = Object.entries(item).find(([name]) => name === field)?.[1];
  return typeof value === 'number' ? value : typeof value === 'string' ? value : '￿';
};

/** Filters, sorts and cuts a list as the server does. The cursor is the place in the list. */
export function fakePage<Item extends object>(items: readonly Item[], request: ListRequest, tests: TermTests<Item>) {
  const found = items.filter((item) => fits(item, request.query ?? '', tests));
  const sort = parseSort(request.sort);
  const sorted = sort === undefined ? found : found.toSorted((one, other) => compare(fieldOf(one, sort.field), fieldOf(other, sort.field)));
  if (sort?.direction === 'desc') sorted.reverse();
  const start = Number(request.cursor ?? 0);
  const end = start + request.limit;
  return {
    items: sorted.slice(start, end),
    nextCursor: end < sorted.length ? String(end) : null,
    total: { count: sorted.length, exact: true },
  };
}

const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
