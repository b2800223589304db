import { type MouseEvent, type ReactNode, useMemo, useRef } from 'react';
import { TimeStops } from '../time/time-text.tsx';
import { useIsPhone } from '../use-is-phone.ts';
import { CardList } from './card-list.tsx';
import { CheckBox } from './check-box.tsx';
import { type Column, type Density, ROW_HEIGHT, type RowCard, type Selection } from './columns.ts';
import { LoadMore, type MoreRows } from './load-more.tsx';
import { selectRows } from './select-rows.ts';
import { TableHead } from './table-head.tsx';
import { useChangedKeys } from './use-changed-keys.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useRowsInView } from './use-rows-in-view.ts';
import './table.css';

export interface DataTableProps<Row> {
  /** Names the table: "Schedules". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Names a row in the labels of its controls. */
  readonly rowLabel: (row: Row) => string;
  readonly density?: Density;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly selection?: Selection;
  /** The row whose panel is open. */
  readonly openKey?: string | undefined;
  readonly onOpen?: (row: Row) => void;
  /** What a row says, in short; a row whose version changes is tinted once. Give the same function at every draw. */
  readonly version?: (row: Row) => string;
  /** How a phone shows a row; without it a phone scrolls the table sideways. */
  readonly card?: (row: Row) => RowCard;
  readonly more?: MoreRows | undefined;
  /** Instead of rows: an EmptyState, when there are none. */
  readonly empty?: ReactNode;
  /** Flows with the page instead of scrolling by itself: for short tables. */
  readonly inline?: boolean;
}

const isControl = (target: EventTarget) => target instanceof Element && target.closest('a, button, input, label, [role="menu"]') !== null;

/** The list of the console: sticky head, rows by keyboard, selection, rows drawn only when in view; cards on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowKey, rowLabel, density = 'two-lines', selection, openKey, onOpen, card, more, version, inline = false } = props;
  const phone = useIsPhone();
  const scroll = useRef<HTMLDivElement>(null);
  const touched = useRef<string>(undefined);
  const view = useRowsInView(scroll, rows.length, phone && card !== undefined ? 74 : ROW_HEIGHT[density]);
  const keys = rows.map(rowKey);
  const versions = useMemo(() => version && new Map(rows.map((row) => [rowKey(row), version(row)])), [rows, rowKey, version]);
  const changed = useChangedKeys(versions);
  const check = (key: string, checked: boolean, range: boolean) => {
    selection?.change(selectRows(selection.selected, keys, { key, checked, from: range ? touched.current : undefined }));
    touched.current = key;
  };
  const checkAll = (checked: boolean) => selection?.change(new Set(checked ? keys : []));
  const allChecked = keys.length > 0 && keys.every((key) => selection?.selected.has(key));
  const { current, setCurrent, onKeyDown } = useRowKeys({
    count: rows.length,
    scrollTo: view.scrollTo,
    onOpen: (index) => {
      const row = rows[index];
      if (row !== undefined) onOpen?.(row);
    },
    onToggle: (index, range) => {
      const key = keys[index];
      if (key !== undefined) check(key, !selection?.selected.has(key), range);
    },
  });
  if (rows.length === 0 && props.empty !== undefined) return <div className="table-scroll">{props.empty}</div>;
  if (phone && card !== undefined) {
    const checks = selection && { selected: selection.selected, all: allChecked, check, checkAll };
    return <CardList {...{ label: props.label, rows, rowKey, rowLabel, card, checks, onOpen, openKey, more, view, scroll, inline }} />;
  }
  const open = (row: Row, event: MouseEvent) => {
    // What a popover of the row shows is no part of the row, though its events come by here.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (inside && !isControl(event.target)) onOpen?.(row);
  };
  // Columns beyond the list's own need room of their own: the table then scrolls sideways.
  const minWidth = columns.some(({ hidden }) => hidden === true) ? { minWidth: columns.length * 160 } : {};
  const span = columns.length + (selection === undefined ? 0 : 1);
  return (
    <div className="table-scroll" data-inline={inline || undefined} ref={scroll}>
      <table
        style={minWidth}
        className="data-table"
        data-density={density}
        aria-label={props.label}
        aria-rowcount={more?.hasMore ? -1 : rows.length + 1}
      >
        <TableHead {...props} allChecked={allChecked} onCheckAll={checkAll} />
        <TimeStops value={false}>
          <tbody data-rows>
            <Spacer height={view.paddingTop} span={span} />
            {rows.slice(view.start, view.end).map((row, offset) => {
              const index = view.start + offset;
              const key = rowKey(row);
              const checked = selection?.selected.has(key) ?? false;
              return (
                <tr
                  key={key}
                  data-row-index={index}
                  aria-rowindex={index + 2}
                  data-selected={checked || key === openKey || undefined}
                  data-changed={changed.has(key) || undefined}
                  data-clickable={onOpen !== undefined || undefined}
                  tabIndex={index === current ? 0 : -1}
                  onFocus={() => setCurrent(index)}
                  onKeyDown={onKeyDown}
                  onClick={(event) => open(row, event)}
                >
                  {selection !== undefined && (
                    <td className="check-cell">
                      <CheckBox label={`Select ${rowLabel(row)}`} checked={checked} onChange={(value, range) => check(key, value, range)} />
                    </td>
                  )}
                  {columns.map((column) => (
                    <td key={column.key} data-align={column.align}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            <Spacer height={view.paddingBottom} span={span} />
          </tbody>
        </TimeStops>
      </table>
      {more !== undefined && <LoadMore {...more} />}
    </div>
  );
}

function Spacer({ height, span }: { readonly height: number; readonly span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="spacer-row">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
