import type { ApplianceNetwork, Outlook, WantedRoute, WantedVlan } from '#contract/commands';

export type ListKind = 'routes' | 'vlans';

/** A row of the form: what is typed, as text. `device` carries it or leads to it; empty: chosen by the appliance. */
export interface DraftRow {
  readonly key: number;
  /** Destination of a route, id of a VLAN. */
  readonly first: string;
  /** Gateway of a route, address of a VLAN. */
  readonly second: string;
  readonly device: string;
  readonly metric: string;
  readonly name: string;
}

/** What is sent, and which row of the form each of its entries is. */
export interface Order {
  readonly kind: 'reboot' | 'update' | ListKind;
  readonly routes?: WantedRoute[];
  readonly vlans?: WantedVlan[];
}

export const blankRow = (key: number): DraftRow => ({ key, first: '', second: '', device: '', metric: '', name: '' });

/** The rows as the appliance read them back. */
export function rowsOf(kind: ListKind, { routes, vlans }: ApplianceNetwork): readonly DraftRow[] {
  if (kind === 'vlans') {
    return vlans.map(({ id, address, name = '', parent = '' }, key) => ({
      ...blankRow(key),
      first: String(id),
      second: address,
      device: parent,
      name,
    }));
  }
  return routes.map(({ destination, gateway, device = '', metric, name = '' }, key) => ({
    ...{ key, first: destination, second: gateway, device, name },
    metric: metric === undefined ? '' : String(metric),
  }));
}

const isBlank = ({ first, second, name }: DraftRow): boolean => [first, second, name].every((text) => text.trim() === '');

/** The rows that count: one that nothing was typed into is none. */
export const filledRows = (rows: readonly DraftRow[]): readonly DraftRow[] => rows.filter((row) => !isBlank(row));

const optional = (text: string) => (text.trim() === '' ? undefined : text.trim());
/** What is not a number is sent as one that cannot be right, so that the server names it at its field. */
const numberOf = (text: string): number => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : -1);

export function toOrder(kind: ListKind, rows: readonly DraftRow[]): Order {
  const filled = filledRows(rows);
  if (kind === 'vlans') {
    const vlans = filled.map(({ first, second, name, device }) => ({
      ...{ id: numberOf(first), address: second.trim() },
      ...{ name: optional(name), parent: optional(device) },
    }));
    return { kind, vlans };
  }
  const routes = filled.map(({ first, second, name, device, metric }) => ({
    ...{ destination: first.trim(), gateway: second.trim() },
    ...{ name: optional(name), device: optional(device), metric: metric.trim() === '' ? undefined : numberOf(metric) },
  }));
  return { kind, routes };
}

/** Where each field of the contract stands in a row. */
const FIELDS: Record<ListKind, Readonly<Record<string, keyof DraftRow>>> = {
  routes: { destination: 'first', gateway: 'second', device: 'device', metric: 'metric', name: 'name' },
  vlans: { id: 'first', address: 'second', parent: 'device', name: 'name' },
};

export interface RowProblem {
  readonly fields: ReadonlySet<keyof DraftRow>;
  readonly messages: readonly string[];
}

/** What the form shows of problems. */
export interface NetworkProblems {
  readonly byRow: ReadonlyMap<number, RowProblem>;
  /** What belongs to no row. */
  readonly whole: readonly string[];
  /** Rows of which something is not typed yet: no mistakes, but they cannot be sent. */
  readonly unfinished: number;
}

/** What is wrong, row by row. What is still empty in the row that is being typed (`typing`) is not said to be wrong. */
export function problemsOf(
  kind: ListKind,
  rows: readonly DraftRow[],
  issues: Outlook['issues'],
  typing: number | undefined,
): NetworkProblems {
  const filled = filledRows(rows);
  const byRow = new Map<number, { fields: Set<keyof DraftRow>; messages: string[] }>();
  const whole: string[] = [];
  const unfinished = new Set<number>();
  for (const { path, message } of issues) {
    const row = path[0] === kind && typeof path[1] === 'number' ? filled[path[1]] : undefined;
    if (row === undefined) {
      whole.push(message);
      continue;
    }
    const field = FIELDS[kind][String(path[2])];
    if (row.key === typing && (field === 'first' || field === 'second') && row[field].trim() === '') {
      unfinished.add(row.key);
      continue;
    }
    const known = byRow.get(row.key) ?? { fields: new Set(), messages: [] };
    if (field !== undefined) known.fields.add(field);
    known.messages.push(message);
    byRow.set(row.key, known);
  }
  return { byRow, whole, unfinished: unfinished.size };
}
