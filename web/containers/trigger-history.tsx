import { IconHistory } from '@tabler/icons-react';
import type { TriggerEntry } from '#contract/container-parts';
import type { Problem } from '../api/problem.ts';
import { Trigger } from '../ui/image/trigger.tsx';
import { EmptyState } from '../ui/note/empty-state.tsx';
import { FailureNote } from '../ui/note/note.tsx';
import { PageLink } from '../ui/page/page-link.tsx';
import { Status } from '../ui/status/status.tsx';
import type { Column, RowCard } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { TableSkeleton } from '../ui/table/table-skeleton.tsx';
import { ForeignText } from '../ui/text/foreign-text.tsx';
import { formatNumber } from '../ui/time/format-duration.ts';
import { TimeText } from '../ui/time/time-text.tsx';
import { type PagedRead, rowsOf } from './paged-read.ts';
import './containers.css';

interface TriggerHistoryProps {
  readonly read: PagedRead<TriggerEntry>;
  readonly problem: Problem | undefined;
  /** Whose: "image". */
  readonly thing: string;
}

/** What happened by its word of the engine where that says more than the trigger. */
const eventOf = ({ trigger, action }: TriggerEntry): string => trigger ?? action ?? 'event';

/** Why it was scanned, in a sentence: how many findings, with which manifest. */
function reasonOf({ outcome, reason, code, findings, manifestVersion, orderId }: TriggerEntry): string {
  if (outcome !== 'scanned') return reason ?? code ?? 'no reason was told';
  const found = findings === undefined ? 'findings are not known' : `${formatNumber(findings)} ${findings === 1 ? 'finding' : 'findings'}`;
  const matched = manifestVersion === undefined ? 'without a manifest' : `manifest ${manifestVersion}`;
  return [found, matched, orderId !== undefined && 'asked for in the console'].filter(Boolean).join(', ');
}

const Outcome = ({ entry }: { readonly entry: TriggerEntry }) => <Status name={entry.outcome} />;

const COLUMNS: readonly Column<TriggerEntry>[] = [
  { key: 'at', head: 'When', width: '192px', cell: ({ at }) => <TimeText at={at} style="seconds" /> },
  {
    key: 'trigger',
    head: 'What happened',
    width: '22%',
    cell: (entry) => (
      <Trigger
        trigger={eventOf(entry)}
        quiet={entry.outcome !== 'scanned'}
        {...(entry.trigger !== undefined &&
          entry.action !== undefined &&
          entry.action !== entry.trigger && { outcome: <ForeignText>{entry.action}</ForeignText> })}
      />
    ),
  },
  { key: 'outcome', head: 'Outcome', width: '148px', cell: (entry) => <Outcome entry={entry} /> },
  {
    key: 'reason',
    head: 'Why',
    cell: (entry) => (
      <span className="trigger-reason">
        <ForeignText>{reasonOf(entry)}</ForeignText>
      </span>
    ),
  },
  {
    key: 'host',
    head: 'Host',
    width: '16%',
    cell: ({ hostName, sensorName, sensorId }) => (
      <PageLink to="/sensors" search={{ open: sensorId }} className="truncate">
        {hostName ?? sensorName ?? 'a sensor'}
      </PageLink>
    ),
  },
];

const card = (entry: TriggerEntry): RowCard => ({
  title: <Trigger trigger={eventOf(entry)} />,
  aside: <Outcome entry={entry} />,
  line: (
    <span className="trigger-reason">
      <ForeignText>{reasonOf(entry)}</ForeignText>
    </span>
  ),
  meta: (
    <>
      <TimeText at={entry.at} style="seconds" /> · {entry.hostName ?? entry.sensorName}
    </>
  ),
});

const keyOf = ({ id }: TriggerEntry) => id;

/** Everything that happened to it, newest first: why it was scanned, and why it was not. */
export function TriggerHistory({ read, problem, thing }: TriggerHistoryProps) {
  return (
    <>
      {problem !== undefined && (
        <div className="list-note">
          <FailureNote title="The history could not be read." {...problem} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <TableSkeleton columns={5} density="two-lines" rows={6} />}
      {read.data !== undefined && (
        <DataTable
          label="Trigger history"
          columns={COLUMNS}
          rows={rowsOf(read)}
          rowKey={keyOf}
          rowLabel={eventOf}
          card={card}
          inline
          more={{ hasMore: read.hasNextPage, loading: read.isFetchingNextPage, onMore: () => void read.fetchNextPage() }}
          empty={
            <EmptyState icon={IconHistory} title="Nothing happened yet">
              Every event of this {thing} stands here with what came of it: scanned, or why not.
            </EmptyState>
          }
        />
      )}
    </>
  );
}
