import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerSkipForward, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../../api/client.ts';
import { problemOf, toProblem } from '../../api/problem.ts';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { BulkBar } from '../../ui/table/bulk-bar.tsx';
import { useSelection } from '../../ui/table/use-selection.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { toast } from '../../ui/toast/toast.ts';
import { launchCard, launchColumns } from './launch-columns.tsx';
import { launchList, refreshSchedules, scanSetup } from './queries.ts';
import { SchedulesHead } from './schedules-head.tsx';
import { useMay } from './use-me.ts';
import './schedules.css';

const HELD_COLUMNS: ReadonlySet<string> = new Set(['due', 'zone', 'schedule', 'reason']);

type Decision = 'release' | 'decline';

/** Releases the chosen launches or lets them pass, and says how many it was. */
function useDecision(onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ decision, launchIds }: { readonly decision: Decision; readonly launchIds: string[] }) => {
      if (decision === 'release') return `${formatNumber((await client.launches.release({ launchIds })).released)} released`;
      return `${formatNumber((await client.launches.decline({ launchIds })).declined)} let pass`;
    },
    onSuccess: (done) => {
      toast(done);
      onDone();
    },
    onSettled: () => refreshSchedules(queryClient),
  });
}

/** Launches that wait for a manager after an outage. */
export function HeldLaunchesPage() {
  const list = useListUrlState('nominalAt:desc');
  const rows = useInfiniteQuery(launchList({ query: 'verdict:held', sort: list.sort }));
  const selection = useSelection();
  const decide = useDecision(selection.clear);
  const mayRelease = useMay('launches.release');
  // All of them wait, none has a scan: the reason gets their room.
  const columns = useMemo(() => launchColumns(false).filter(({ key }) => HELD_COLUMNS.has(key)), []);
  const launches = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  const launchIds = [...selection.selected];
  const foot = (
    <BulkBar count={launchIds.length} onClear={selection.clear}>
      <Button
        variant="subtle"
        leftSection={<IconPlayerPlay size={16} stroke={1.7} />}
        loading={decide.isPending}
        onClick={() => decide.mutate({ decision: 'release', launchIds })}
      >
        Release
      </Button>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconPlayerSkipForward size={16} stroke={1.7} />}
        disabled={decide.isPending}
        onClick={() => decide.mutate({ decision: 'decline', launchIds })}
      >
        Let pass
      </Button>
    </BulkBar>
  );
  return (
    <Page>
      <SchedulesHead />
      <Rule />
      <PageBody foot={foot}>
        {decide.isError && (
          <div className="list-note">
            <FailureNote title="Not done." {...toProblem(decide.error)} />
          </div>
        )}
        <ListTable
          things="held launches"
          list={list}
          read={rows}
          problem={problemOf(rows.error)}
          label="Held launches"
          columns={columns}
          rows={launches}
          rowKey={({ id }) => id}
          rowLabel={({ scheduleTitle }) => scheduleTitle}
          density="ledger"
          {...(mayRelease && { selection })}
          onOpen="nothing"
          card={launchCard}
          empty={
            <EmptyState icon={IconShieldCheck} title="Nothing is held">
              When too many launches are due at once after an outage, they wait here for a manager.
            </EmptyState>
          }
        />
      </PageBody>
    </Page>
  );
}

function Rule() {
  const { data: setup } = useQuery(scanSetup());
  if (setup === undefined) return null;
  return (
    <div className="list-note">
      <Note tone="plain">
        When more than {formatNumber(setup.holdAfterOutage)} launches are due at once after an outage, those that are late are held. A
        released launch starts as soon as there is room, if its lateness limit has not passed; one that is let pass is missed, with the name
        of who decided.
      </Note>
    </div>
  );
}
