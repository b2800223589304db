import type { Launch } from '../../contract/launches.ts';
import type { CsvColumn } from '../../domain/csv/csv-columns.ts';

/** The columns of the ledger as a file, by the keys of the console's columns. */
export const LAUNCH_CSV: readonly CsvColumn<Launch>[] = [
  { key: 'due', heads: ['due_utc'], cells: ({ nominalAt }) => [nominalAt] },
  { key: 'zone', heads: ['due_local', 'time_zone', 'note'], cells: ({ local, timeZone, note }) => [local, timeZone, note] },
  { key: 'schedule', heads: ['schedule'], cells: ({ scheduleTitle }) => [scheduleTitle] },
  { key: 'verdict', heads: ['verdict'], cells: ({ verdict }) => [verdict] },
  { key: 'after', heads: ['decided_utc', 'late_by_seconds'], cells: ({ decidedAt, lateBySeconds }) => [decidedAt, lateBySeconds] },
  { key: 'reason', heads: ['reason_code', 'reason'], cells: ({ reason }) => [reason?.code, reason?.message] },
  { key: 'scan', heads: ['scan'], cells: ({ scanNumber }) => [scanNumber] },
];
