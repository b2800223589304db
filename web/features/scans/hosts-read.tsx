import { Button } from '@mantine/core';
import { formatNumber } from '../../ui/time/format-duration.ts';

interface HostsReadProps {
  readonly hosts: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly data: { readonly pages: readonly { readonly total: { readonly count: number } }[] } | undefined;
  };
  readonly read: number;
}

/** Of how many hosts the rows above are, where there are more: the order holds among those. */
export function HostsRead({ hosts, read }: HostsReadProps) {
  if (!hosts.hasNextPage) return null;
  return (
    <div className="hosts-read">
      <span className="meta">
        from {formatNumber(read)} of {formatNumber(hosts.data?.pages[0]?.total.count ?? read)} hosts
      </span>
      <Button variant="subtle" loading={hosts.isFetchingNextPage} onClick={() => void hosts.fetchNextPage()}>
        Read more hosts
      </Button>
    </div>
  );
}
