import type { Scan } from '../../contract/scans.ts';
import type { CsvColumn } from '../../domain/csv/csv-columns.ts';

/** The columns of the scans list as a file, by the keys of the console's columns. */
export const SCAN_CSV: readonly CsvColumn<Scan>[] = [
  { key: 'number', heads: ['number'], cells: ({ number }) => [number] },
  { key: 'title', heads: ['title', 'targets'], cells: ({ title, targetText }) => [title, targetText] },
  {
    key: 'state',
    heads: ['state', 'paused_by', 'outcome', 'reason'],
    cells: ({ state, pausedBy, outcome, errorReason, waitingFor }) => [state, pausedBy, outcome, errorReason ?? waitingFor],
  },
  {
    key: 'progress',
    heads: ['hosts_done', 'hosts_total', 'hosts_alive'],
    cells: ({ progress }) => [progress.hostsDone, progress.hostsTotal, progress.hostsAlive],
  },
  { key: 'appliances', heads: ['appliances'], cells: ({ applianceNames }) => [applianceNames.join(' ')] },
  {
    key: 'findings',
    heads: ['severity_5', 'severity_4', 'severity_3', 'severity_2', 'severity_1'],
    cells: ({ findings }) => [findings.s5, findings.s4, findings.s3, findings.s2, findings.s1],
  },
  { key: 'times', heads: ['started_utc', 'ended_utc'], cells: ({ hops, endedAt }) => [hops.startedAt, endedAt] },
  { key: 'schedule', heads: ['schedule'], cells: ({ scheduleTitle }) => [scheduleTitle] },
  { key: 'owner', heads: ['owner'], cells: ({ owner }) => [owner.name] },
  { key: 'profile', heads: ['option_profile'], cells: ({ optionProfile }) => [optionProfile.name] },
];
