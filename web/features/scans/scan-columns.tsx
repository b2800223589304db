import type { Scan } from '#contract/scans';
import { PageLink } from '../../ui/page/page-link.tsx';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { SeverityBar, type SeverityCounts, totalOf } from '../../ui/severity/severity-bar.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatDuration, formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { ScanButtons } from './scan-buttons.tsx';
import { ScanReason, ScanStatus } from './scan-status.tsx';
import type { ScanControl } from './use-scan-control.tsx';

const TONES: Partial<Record<Scan['state'], 'accent' | 'warn' | 'bad'>> = { running: 'accent', error: 'bad' };

const hostsInWords = ({ hostsDone, hostsTotal }: Scan['progress']) => `${formatNumber(hostsDone)} of ${formatNumber(hostsTotal)}`;

/** Before the first host is done nothing is known, which is something else than nothing found. */
export const knownFindings = ({ progress, findings }: Scan): SeverityCounts | undefined =>
  progress.hostsDone === 0 ? undefined : findings;

function Progress({ scan }: { readonly scan: Scan }) {
  const { progress, state, title } = scan;
  return (
    <span className="scan-progress">
      <ProgressBar
        label={`Hosts of ${title}`}
        value={progress.hostsDone}
        of={progress.hostsTotal}
        tone={TONES[state] ?? 'idle'}
        size="thin"
      />
      <span className="tabular nowrap">{hostsInWords(progress)}</span>
    </span>
  );
}

function StartedEnded({ scan }: { readonly scan: Scan }) {
  const { hops, endedAt, timeZone } = scan;
  return (
    <span className="two-lines">
      <span className="truncate tabular">
        {hops.startedAt === undefined ? '—' : <TimeText at={hops.startedAt} scheduleZone={timeZone} />}
      </span>
      <span className="meta truncate tabular">
        {endedAt === undefined ? (
          'not ended'
        ) : (
          <>
            ended <TimeText at={endedAt} scheduleZone={timeZone} style="clock" />
            {hops.startedAt !== undefined && `, ${formatDuration(Date.parse(endedAt) - Date.parse(hops.startedAt))}`}
          </>
        )}
      </span>
    </span>
  );
}

const appliancesInWords = (names: readonly string[]) => (names.length === 0 ? '—' : names.join(', '));

/** The columns of the list. */
export const scanColumns = (permissions: readonly string[], control: ScanControl): readonly Column<Scan>[] => [
  {
    key: 'number',
    head: 'No.',
    sort: 'number',
    width: '68px',
    cell: ({ number }) => <span className="tabular">{formatNumber(number)}</span>,
  },
  {
    key: 'title',
    head: 'Scan',
    cell: (scan) => (
      <span className="two-lines">
        <PageLink to="/scans/$id" params={{ id: scan.id }} className="cell-name truncate">
          {scan.title}
        </PageLink>
        <span className="meta truncate">{scan.targetText}</span>
      </span>
    ),
  },
  { key: 'state', head: 'State', width: '170px', cell: (scan) => <ScanStatus scan={scan} withReason /> },
  { key: 'progress', head: 'Hosts', width: '160px', cell: (scan) => <Progress scan={scan} /> },
  {
    key: 'appliances',
    head: 'Appliances',
    width: '10%',
    cell: ({ applianceNames }) => <span title={applianceNames.join(', ')}>{appliancesInWords(applianceNames)}</span>,
  },
  { key: 'findings', head: 'Findings, severity 5 to 1', width: '172px', cell: (scan) => <SeverityBar counts={knownFindings(scan)} /> },
  { key: 'times', head: 'Started, ended', width: '168px', cell: (scan) => <StartedEnded scan={scan} /> },
  {
    key: 'schedule',
    head: 'Schedule',
    width: '170px',
    hidden: true,
    cell: ({ scheduleTitle }) => <span className="truncate">{scheduleTitle ?? '—'}</span>,
  },
  { key: 'owner', head: 'Owner', width: '130px', hidden: true, cell: ({ owner }) => <span className="truncate">{owner.name}</span> },
  {
    key: 'profile',
    head: 'Option profile',
    width: '150px',
    hidden: true,
    cell: ({ optionProfile }) => <span className="truncate">{optionProfile.name}</span>,
  },
  {
    key: 'actions',
    fixed: true,
    head: <span className="visually-hidden">Actions</span>,
    width: '132px',
    align: 'right',
    cell: (scan) => <ScanButtons scan={scan} permissions={permissions} control={control} />,
  },
];

/** A scan as a phone shows it. */
export const scanCard = (scan: Scan): RowCard => ({
  title: scan.title,
  aside: <ScanStatus scan={scan} />,
  line: <Progress scan={scan} />,
  meta: (
    <>
      {formatNumber(scan.number)} · {scan.targetText}
      {scan.progress.hostsDone > 0 && ` · ${formatNumber(totalOf(scan.findings))} findings`}
      {scan.state === 'queued' && (
        <>
          {' · '}
          <ScanReason scan={scan} />
        </>
      )}
    </>
  ),
});

/** What a row says, for the tint of live changes. */
export const scanVersion = ({ state, progress, findings, endedAt }: Scan): string =>
  `${state} ${progress.hostsDone} ${totalOf(findings)} ${endedAt ?? ''}`;
