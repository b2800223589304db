import { useQuery } from '@tanstack/react-query';
import type { SliceWait } from '#contract/scans';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { waitsOf } from './queries.ts';

const counted = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;

const headOf = ({ slices, hosts, scanners }: SliceWait) =>
  `${counted(slices, 'slice waits', 'slices wait')} (${counted(hosts, 'host', 'hosts')}), for ${
    scanners.kind === 'any' ? 'any appliance' : counted(scanners.ids.length, 'chosen appliance', 'chosen appliances')
  }`;

/** Which appliances the waiting slices of a scan may go to, each with why it has not taken them. Nothing when none waits. */
export function WaitsList({ scanId }: { readonly scanId: string }) {
  const read = useQuery(waitsOf(scanId));
  if (read.isError && read.data === undefined) {
    return (
      <FailureNote title="What the slices wait for could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
    );
  }
  const waits = read.data?.items ?? [];
  return waits.map((wait) => (
    <section key={JSON.stringify(wait.scanners)} className="slice-waits" aria-label={headOf(wait)}>
      <h3>{headOf(wait)}</h3>
      {wait.appliances.length === 0 && <p className="meta">There is no appliance that may take them.</p>}
      <ul>
        {wait.appliances.map(({ id, name, state, reason }) => (
          <li key={id}>
            <PageLink to="/appliances" search={{ open: id }} className="truncate">
              {name}
            </PageLink>
            <Status name={state} />
            <span className="text-2">{reason}</span>
          </li>
        ))}
      </ul>
      {wait.more > 0 && <p className="meta">and {counted(wait.more, 'more appliance', 'more appliances')}</p>}
    </section>
  ));
}
