import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { CheckBox } from './check-box.tsx';
import { type Column, nextSort, parseSort, type Selection } from './columns.ts';

interface TableHeadProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  readonly selection?: Selection;
  readonly allChecked: boolean;
  readonly onCheckAll: (checked: boolean) => void;
}

/** The sticky head: names of the columns, the sorted one with its arrow. */
export function TableHead<Row>({ label, columns, sort, onSort, selection, allChecked, onCheckAll }: TableHeadProps<Row>) {
  return (
    <>
      <colgroup>
        {selection !== undefined && <col className="check-column" />}
        {columns.map(({ key, width }) => (
          <col key={key} style={width === undefined ? {} : { width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selection !== undefined && (
            <th scope="col" className="check-cell">
              <CheckBox
                label={`Select all ${label}`}
                checked={allChecked}
                indeterminate={!allChecked && selection.selected.size > 0}
                onChange={onCheckAll}
              />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
    </>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { head, align, sort: field } = column;
  if (field === undefined || onSort === undefined) {
    return (
      <th scope="col" data-align={align}>
        {head}
      </th>
    );
  }
  const parsed = parseSort(sort);
  const direction = parsed?.field === field ? parsed.direction : undefined;
  const ariaSort = direction === undefined ? 'none' : direction === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" data-align={align} aria-sort={ariaSort}>
      <button type="button" className="sort-button" onClick={() => onSort(nextSort(sort, field))}>
        {head}
        {direction === 'asc' && <IconArrowUp size={13} stroke={1.9} aria-hidden />}
        {direction === 'desc' && <IconArrowDown size={13} stroke={1.9} aria-hidden />}
      </button>
    </th>
  );
}
