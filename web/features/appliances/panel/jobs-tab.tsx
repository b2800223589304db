import { useQuery } from '@tanstack/react-query';
import type { ApplianceJob } from '#contract/appliance-fleet';
import type { Appliance } from '#contract/appliances';
import { orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { ProgressBar } from '../../../ui/progress/progress-bar.tsx';
import { Status } from '../../../ui/status/status.tsx';
import type { StatusName } from '../../../ui/status/status-vocabulary.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { jobHops } from './job-hops.ts';
import { PanelSkeleton } from './panel-skeleton.tsx';

/** Slices that were offered to the appliance, newest first, each with its hops. */
export function JobsTab({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(orpc.appliances.jobs.queryOptions({ input: { id: appliance.id } }));
  if (read.isError) {
    return (
      <PanelSection>
        <FailureNote title="The jobs could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      </PanelSection>
    );
  }
  if (read.data === undefined) return <PanelSkeleton />;
  const { items } = read.data;
  return (
    <PanelSection title="Scan jobs" aside={items.length === 50 && <span className="meta">the newest 50</span>}>
      {items.length === 0 && <p className="meta">No scan has handed it a slice yet.</p>}
      <ul className="job-rows" aria-label="Scan jobs">
        {items.map((job) => (
          <JobRow key={`${job.sliceId} ${job.attempt}`} job={job} />
        ))}
      </ul>
    </PanelSection>
  );
}

const OUTCOMES: Record<NonNullable<ApplianceJob['outcome']>, { readonly status: StatusName; readonly word?: string }> = {
  finished: { status: 'finished' },
  stopped: { status: 'canceled', word: 'stopped' },
  failed: { status: 'failed' },
  declined: { status: 'skipped', word: 'declined' },
  'lease-lost': { status: 'missed', word: 'lease lost' },
};

function JobRow({ job }: { readonly job: ApplianceJob }) {
  const { outcome, reason, scanId, scanTitle, index, hostsDone, hostsTotal, offeredAt } = job;
  const ended = outcome === undefined ? undefined : OUTCOMES[outcome];
  return (
    <li className="job-row">
      <span className="job-title truncate">
        <PageLink to="/scans/$id" params={{ id: scanId }}>
          {scanTitle}
        </PageLink>
        <span className="text-2">, slice {index + 1}</span>
      </span>
      {ended === undefined ? (
        <Status name="running" />
      ) : (
        <Status name={ended.status} {...(ended.word !== undefined && { qualifier: `(${ended.word})` })} />
      )}
      {outcome === undefined && (
        <span className="job-progress">
          <ProgressBar label={`Hosts of slice ${index + 1}`} value={hostsDone} of={hostsTotal} size="thin" />
          <span className="meta tabular nowrap">
            {hostsDone} of {hostsTotal} hosts
          </span>
        </span>
      )}
      <span className="job-hops meta tabular">
        <span>
          offered <TimeText at={offeredAt} />
        </span>
        {jobHops(job).map(({ name, after }) => (
          <span key={name}>
            {name} {after}
          </span>
        ))}
      </span>
      {reason !== undefined && <p className="job-reason text-2">{reason}</p>}
    </li>
  );
}
