import { Button } from '@mantine/core';
import {
  IconCalendarRepeat,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconPower,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useKeptViews } from '../../api/kept-views.ts';
import { problemOf } from '../../api/problem.ts';
import { useScheduleFields } from '../../schedule-filter/use-schedule-fields.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox } from '../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ListActions } from '../../ui/list/list-actions.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import type { ListView } from '../../ui/list/list-view.ts';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { BulkBar } from '../../ui/table/bulk-bar.tsx';
import { useSelection } from '../../ui/table/use-selection.ts';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { BulkPanel } from './bulk-panel.tsx';
import { HeldNote } from './held-note.tsx';
import { NextLaunchPanel } from './next-launch-panel.tsx';
import { scheduleList } from './queries.ts';
import { SCHEDULE_COLUMNS, scheduleCard } from './schedule-columns.tsx';
import { SchedulesHead } from './schedules-head.tsx';
import { type BulkKind, useBulkAction } from './use-bulk-action.ts';
import { useMay } from './use-me.ts';
import './schedules.css';

const COLUMNS_BESIDE_PANEL = shownColumns(
  SCHEDULE_COLUMNS.filter(({ key }) => key !== 'scanners' && key !== 'owner'),
  undefined,
);

/** What the page shows: rows, what is checked, and whose panel is open. */
function useSchedules(phone: boolean) {
  const list = useListUrlState('nextLaunchAt:asc');
  const rows = useInfiniteQuery(scheduleList(list.input));
  const selection = useSelection();
  const schedules = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = schedules.filter(({ id }) => selection.selected.has(id));
  const total = rows.data?.pages[0]?.total;
  // Everything that matches, not only what is loaded.
  const [whole, setWhole] = useState(false);
  const ids = [...selection.selected];
  const action = useBulkAction(whole ? { query: list.query } : { ids });
  const selected = whole ? (total?.count ?? 0) : ids.length;
  const loaded = chosen.length > 0 && chosen.length === schedules.length;
  const all = !whole && loaded && total !== undefined && total.count > chosen.length ? total.count : undefined;
  const [only] = chosen;
  // A phone has no room beside the list: checking rows opens nothing there, a tap on the title does.
  const beside = chosen.length === 1 && !whole && !phone;
  const open = beside ? only : schedules.find(({ id }) => id === list.open);
  const clear = () => {
    action.choose(undefined);
    selection.clear();
  };
  // What was chosen for other rows must not be confirmed for these.
  const { choose } = action;
  useEffect(() => {
    if (selection.selected.size < 0) return;
    choose(undefined);
    setWhole(false);
  }, [selection.selected, choose]);
  const outcome = phone ? action.kind !== undefined : selected > 1 || (action.kind !== undefined && selected > 0);
  const close = () => {
    if (!phone || outcome) clear();
    list.setOpen(undefined);
  };
  const setQuery = (query: string) => {
    clear();
    list.setQuery(query);
  };
  const chooseAll = all === undefined ? undefined : { total: all, onChoose: () => setWhole(true) };
  const restore = (view: ListView) => {
    clear();
    list.restore(view);
  };
  return {
    list: { ...list, restore, setQuery },
    rows,
    total,
    selection,
    action,
    schedules,
    chosen,
    selected,
    chooseAll,
    outcome,
    open,
    clear,
    close,
  };
}

export function SchedulesPage() {
  const phone = useIsPhone();
  const filter = useScheduleFields();
  const { list, rows, total, selection, action, schedules, chosen, selected, chooseAll, outcome, open, clear, close } = useSchedules(phone);
  const views = useKeptViews('schedules');
  const panel = outcome ? (
    <BulkPanel schedules={chosen} selected={selected} action={action} onClose={close} />
  ) : (
    open !== undefined && <NextLaunchPanel key={open.id} schedule={open} onClose={close} />
  );
  // Beside a panel there is room for what tells schedules apart, unless columns were chosen.
  const narrow = panel !== false && list.columns === undefined;
  return (
    <Page>
      <SchedulesHead query={list.query} />
      <HeldNote />
      <FilterBar
        shown={total}
        things={total?.count === 1 ? 'schedule' : 'schedules'}
        actions={<ListActions name="schedules" list={list} columns={SCHEDULE_COLUMNS} views={views} />}
      >
        <FilterBox label="Filter schedules" query={list.query} onChange={list.setQuery} {...filter} />
      </FilterBar>
      <PageBody panel={panel} foot={<BulkActions count={selected} all={chooseAll} onClear={clear} onChoose={action.choose} />}>
        <ListTable
          things="schedules"
          list={list}
          read={rows}
          problem={problemOf(rows.error)}
          label="Schedules"
          columns={narrow ? COLUMNS_BESIDE_PANEL : shownColumns(SCHEDULE_COLUMNS, list.columns)}
          rows={schedules}
          rowKey={({ id }) => id}
          rowLabel={({ title }) => title}
          selection={selection}
          openKey={phone ? undefined : open?.id}
          card={scheduleCard}
          empty={<NoSchedules />}
        />
      </PageBody>
    </Page>
  );
}

function NoSchedules() {
  const mayWrite = useMay('schedules.write');
  const action = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(root) => <Link {...root} to="/schedules/new" />}>
      New schedule
    </Button>
  );
  return (
    <EmptyState icon={IconCalendarRepeat} title="No schedules yet" action={action}>
      A schedule launches scans by itself: choose targets, scanners and a time, and see the launches before you save.
    </EmptyState>
  );
}

interface BulkActionsProps {
  readonly count: number;
  readonly all: { readonly total: number; readonly onChoose: () => void } | undefined;
  readonly onClear: () => void;
  readonly onChoose: (kind: BulkKind) => void;
}

const ACTIONS = [
  { verb: 'launch', label: 'Launch now', icon: IconPlayerPlay, needs: 'scans.launch' },
  { verb: 'activate', label: 'Activate', icon: IconPower, needs: 'schedules.write' },
  { verb: 'deactivate', label: 'Deactivate', icon: IconPlayerPause, needs: 'schedules.write' },
  { verb: 'owner', label: 'Change owner', icon: IconUserShare, needs: 'schedules.change-owner' },
  { verb: 'edit', label: 'Edit', icon: IconPencil, needs: 'schedules.write' },
  { verb: 'remove', label: 'Delete', icon: IconTrash, needs: 'schedules.write' },
] as const;

function BulkActions({ count, all, onClear, onChoose }: BulkActionsProps) {
  const may = {
    'scans.launch': useMay('scans.launch'),
    'schedules.write': useMay('schedules.write'),
    'schedules.change-owner': useMay('schedules.change-owner'),
  };
  return (
    <BulkBar count={count} all={all} onClear={onClear}>
      {ACTIONS.filter(({ needs }) => may[needs]).map(({ verb, label, icon: ActionIcon }) => (
        <Button key={verb} variant="subtle" color="gray" leftSection={<ActionIcon size={16} stroke={1.7} />} onClick={() => onChoose(verb)}>
          {label}
        </Button>
      ))}
    </BulkBar>
  );
}
