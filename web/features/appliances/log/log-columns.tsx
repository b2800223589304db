import type { ApplianceLogEntry } from '#contract/monitoring';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { LogLevel } from './log-level.tsx';
import { cameLate, detailsInWords } from './log-words.ts';

/** The columns of the log; of these the server sorts by time alone. */
export const LOG_COLUMNS: readonly Column<ApplianceLogEntry>[] = [
  {
    key: 'at',
    head: 'When',
    sort: 'at',
    width: '190px',
    cell: (entry) => (
      <span className="two-lines tabular">
        <span>
          <TimeText at={entry.at} />
        </span>
        <span className="meta">
          {cameLate(entry) && (
            <>
              received <TimeText at={entry.receivedAt} />
            </>
          )}
        </span>
      </span>
    ),
  },
  { key: 'appliance', head: 'Appliance', width: '18%', cell: ({ applianceName }) => <span className="truncate">{applianceName}</span> },
  { key: 'level', head: 'Level', width: '100px', cell: ({ level }) => <LogLevel level={level} /> },
  { key: 'code', head: 'Code', width: '150px', cell: ({ code }) => <span className="mono truncate">{code}</span> },
  {
    key: 'message',
    head: 'What happened',
    cell: (entry) => (
      <span className="two-lines">
        <span className="truncate">{entry.message}</span>
        <span className="meta truncate" title={detailsInWords(entry)}>
          {detailsInWords(entry)}
        </span>
      </span>
    ),
  },
];

export const logCard = (entry: ApplianceLogEntry): RowCard => ({
  title: entry.message,
  aside: <LogLevel level={entry.level} />,
  line: <TimeText at={entry.at} />,
  meta: [entry.applianceName, entry.code, detailsInWords(entry)].filter(Boolean).join(' · '),
});
