import type { Schedule } from '../../contract/schedules.ts';
import type { CsvColumn } from '../../domain/csv/csv-columns.ts';

// Of hosts the whole list: a file is read by programs.
const targetsOf = ({ target, targetText }: Schedule): string => {
  if (target.kind !== 'hosts' || target.assetGroupIds.length > 0) return targetText;
  const { include, exclude } = target;
  return exclude.length === 0 ? include.join(' ') : `${include.join(' ')} less ${exclude.join(' ')}`;
};

/** The columns of the schedules list as a file, by the keys of the console's columns. */
export const SCHEDULE_CSV: readonly CsvColumn<Schedule>[] = [
  { key: 'title', heads: ['title', 'targets'], cells: (schedule) => [schedule.title, targetsOf(schedule)] },
  {
    key: 'next',
    heads: ['next_launch_utc', 'next_launch_local', 'next_launch_note'],
    cells: ({ nextLaunch }) => [nextLaunch?.at, nextLaunch?.local, nextLaunch?.note],
  },
  { key: 'recurrence', heads: ['recurrence'], cells: ({ sentence }) => [sentence] },
  { key: 'scanners', heads: ['scanners'], cells: ({ scannerNames }) => [scannerNames.length === 0 ? 'any' : scannerNames.join(' ')] },
  { key: 'owner', heads: ['owner'], cells: ({ owner }) => [owner.name] },
  {
    key: 'result',
    heads: ['last_verdict', 'last_scan_state', 'last_scan_started_utc', 'last_scan_ended_utc'],
    cells: ({ lastLaunch, lastScan }) => [lastLaunch?.verdict, lastScan?.state, lastScan?.startedAt, lastScan?.endedAt],
  },
  {
    key: 'status',
    heads: ['status', 'inactive_reason'],
    cells: ({ active, inactiveReason }) => [active ? 'active' : 'inactive', inactiveReason],
  },
  { key: 'zone', heads: ['time_zone', 'follows_dst'], cells: ({ timeZone, observeDst }) => [timeZone, observeDst ? 'yes' : 'no'] },
  { key: 'priority', heads: ['priority'], cells: ({ priority }) => [priority] },
  {
    key: 'counted',
    heads: ['occurrences_counted', 'ends_after'],
    cells: ({ occurrencesCounted, endsAfter }) => [occurrencesCounted, endsAfter],
  },
  { key: 'created', heads: ['created_utc'], cells: ({ createdAt }) => [createdAt] },
];
