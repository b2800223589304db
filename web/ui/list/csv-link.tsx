import { ActionIcon, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

interface CsvLinkProps {
  /** Its name in the API: `schedules`. */
  readonly list: string;
  readonly query?: string;
  readonly sort: string;
  /** Keys of the columns to save, in order. */
  readonly columns: readonly string[];
  /** What else the API takes beside filter and order. */
  readonly also?: Readonly<Record<string, string>> | undefined;
}

/** Saves exactly this view of a list, all its rows, as CSV: its filter, its order, its columns. */
export function CsvLink({ list, query, sort, columns, also }: CsvLinkProps) {
  const search = new URLSearchParams({ ...(query !== undefined && { query }), sort, columns: columns.join(','), ...also });
  return (
    <Tooltip label="Save this list as CSV">
      <ActionIcon
        component="a"
        href={`/api/v1/${list}/export?${search}`}
        download={`${list.replaceAll('/', '-')}.csv`}
        variant="default"
        size={30}
        aria-label="Save this list as CSV"
      >
        <IconDownload size={16} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}
