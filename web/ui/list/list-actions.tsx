import type { Column } from '../table/columns.ts';
import { useIsPhone } from '../use-is-phone.ts';
import { shownKeys } from './chosen-columns.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { CsvLink } from './csv-link.tsx';
import type { KeptViews } from './list-view.ts';
import { SortMenu } from './sort-menu.tsx';
import type { ListUrlState } from './use-list-url-state.ts';
import { ViewsMenu } from './views-menu.tsx';

interface ListActionsProps<Row> {
  /** Its name in the API: `schedules`. */
  readonly name: string;
  readonly list: ListUrlState;
  /** All columns that the list has. */
  readonly columns: readonly Column<Row>[];
  readonly views: KeptViews;
  /** Its path in the API, where that is not its name. */
  readonly path?: string;
  /** What else the API takes beside filter and order. */
  readonly also?: Readonly<Record<string, string>>;
}

/** What every list offers beside its filter: saved views, columns, CSV of exactly what is shown. */
export function ListActions<Row>({ name, list, columns, views, path = name, also }: ListActionsProps<Row>) {
  const phone = useIsPhone();
  return (
    <>
      <ViewsMenu views={views} now={list} defaultSort={list.defaultSort} onRestore={list.restore} />
      {phone && <SortMenu columns={columns} sort={list.sort} onSort={list.setSort} />}
      {!phone && <ColumnsMenu columns={columns} chosen={list.columns} onChange={list.setColumns} />}
      <CsvLink list={path} {...list.input} also={also} columns={shownKeys(columns, list.columns)} />
    </>
  );
}
