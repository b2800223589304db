import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import type { Scan } from '#contract/scans';
import { PageLink } from '../../ui/page/page-link.tsx';
import { SliceLegend, SliceSquares } from '../../ui/progress/slice-squares.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { fleet, slicesOf } from './queries.ts';
import { hasEnded } from './scan-actions.ts';
import { groupSlices, type SliceGroup } from './slice-groups.ts';
import { WaitsList } from './waits-list.tsx';

const hostsInWords = ({ hostsDone, hostsTotal }: SliceGroup) => `${formatNumber(hostsDone)} of ${formatNumber(hostsTotal)} hosts`;

/** The slices of a scan by appliance, one square a slice. */
export function SlicesRegion({ scan }: { readonly scan: Scan }) {
  const slices = useQuery(slicesOf(scan.id)).data?.items;
  const appliances = useQuery(fleet()).data?.items;
  const groups = slices === undefined ? [] : groupSlices(slices);
  return (
    <section className="scan-region" data-flush>
      <header className="scan-region-head">
        <h2>Slices by appliance</h2>
        <SliceLegend />
      </header>
      <ul className="slice-groups">
        {groups.map((group) => (
          <li key={group.applianceName ?? ''}>
            {group.applianceName === undefined ? (
              <NotLeased group={group} scan={scan} />
            ) : (
              <Leased
                group={group}
                name={group.applianceName}
                appliance={appliances?.find(({ name }) => name === group.applianceName)}
                ended={hasEnded(scan)}
              />
            )}
          </li>
        ))}
      </ul>
      {!hasEnded(scan) && <WaitsList scanId={scan.id} />}
    </section>
  );
}

interface LeasedProps {
  readonly group: SliceGroup;
  readonly name: string;
  readonly appliance: Appliance | undefined;
  readonly ended: boolean;
}

function Leased({ group, name, appliance, ended }: LeasedProps) {
  return (
    <>
      <PageLink to="/appliances" search={appliance === undefined ? {} : { open: appliance.id }} className="slice-group-name truncate">
        {name}
      </PageLink>
      <span className="slice-group-state">{appliance !== undefined && <Status name={appliance.state} />}</span>
      <SliceSquares slices={group.squares} />
      <span className="slice-group-figure tabular">
        {!ended && appliance?.capacity !== undefined && `${appliance.capacity.used} / ${appliance.capacity.slots} slots`}
      </span>
      <span className="slice-group-figure tabular">{hostsInWords(group)}</span>
    </>
  );
}

function NotLeased({ group, scan }: { readonly group: SliceGroup; readonly scan: Scan }) {
  const ended = hasEnded(scan);
  const waits = ended ? undefined : (scan.waitingFor ?? group.declined);
  return (
    <>
      <span className="slice-group-name text-2">{ended ? 'Not scanned' : 'Not leased'}</span>
      <span className="slice-group-state">
        <Status name={ended ? 'canceled' : scan.state === 'paused' ? 'paused' : 'queued'} />
      </span>
      <SliceSquares slices={group.squares} />
      <span className="slice-group-figure meta truncate" title={waits}>
        {waits}
      </span>
      <span className="slice-group-figure tabular">{hostsInWords(group)}</span>
    </>
  );
}
