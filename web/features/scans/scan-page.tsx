import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { Scan } from '#contract/scans';
import { type Problem, toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { SeverityRows } from '../../ui/severity/severity-bar.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { HopsRegion } from './hops-region.tsx';
import { HostPanel } from './host-panel.tsx';
import { scanById } from './queries.ts';
import { hasEnded } from './scan-actions.ts';
import { knownFindings } from './scan-columns.tsx';
import { ScanFigures } from './scan-figures.tsx';
import { ScanHead } from './scan-head.tsx';
import { ScanReason } from './scan-status.tsx';
import { ScanTabs } from './scan-tabs.tsx';
import { SlicesRegion } from './slices-region.tsx';
import { useScanControl } from './use-scan-control.tsx';
import './scans.css';
import './scan-detail.css';

/** One scan: where it is, how it came there, what it found so far. The tabs below are routes of their own. */
export function ScanPage({ id }: { readonly id: string }) {
  const scan = useQuery(scanById(id));
  if (scan.data !== undefined) return <ScanDetail scan={scan.data} />;
  return (
    <Page>
      <PageHead parent={{ label: 'Scans', to: '/scans' }} title="Scan" />
      <PageBody>
        {scan.isError ? (
          <ReadFailure problem={toProblem(scan.error)} onRetry={() => void scan.refetch()} />
        ) : (
          <TableSkeleton columns={6} density="two-lines" />
        )}
      </PageBody>
    </Page>
  );
}

function ReadFailure({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  return (
    <div className="list-note">
      {problem.code === 'not-found' ? (
        <FailureNote title="There is no such scan." message="It is gone, or outside what you may see." />
      ) : (
        <FailureNote title="The scan could not be read." {...problem} onRetry={onRetry} />
      )}
    </div>
  );
}

function ScanDetail({ scan }: { readonly scan: Scan }) {
  const { data: me } = useSuspenseQuery(meOptions());
  const control = useScanControl();
  const { open, setOpen } = useListUrlState('severity:desc');
  return (
    <Page>
      <ScanHead scan={scan} permissions={me.permissions} control={control} />
      <PageBody panel={open !== undefined && <HostPanel scan={scan} address={open} onClose={() => setOpen(undefined)} />}>
        <div className="scan-scroll">
          {control.problem !== undefined && (
            <div className="list-note">
              <FailureNote title="Not done." {...control.problem} />
            </div>
          )}
          <ScanFigures scan={scan} />
          <WhyNote scan={scan} />
          <HopsRegion scan={scan} />
          <div className="scan-columns">
            <SlicesRegion scan={scan} />
            <FindingsRegion scan={scan} />
          </div>
          <ScanTabs scan={scan} />
          <Outlet />
        </div>
      </PageBody>
      {control.dialog}
    </Page>
  );
}

/** Why it waits, pauses, failed, or left something out. */
function WhyNote({ scan }: { readonly scan: Scan }) {
  const said = scan.errorReason !== undefined || scan.state === 'paused' || (scan.state === 'queued' && scan.waitingFor !== undefined);
  if (!said) return null;
  return (
    <p className="scan-why" data-tone={scan.state === 'error' ? 'bad' : scan.errorReason === undefined ? 'idle' : 'warn'}>
      <ScanReason scan={scan} />
    </p>
  );
}

function FindingsRegion({ scan }: { readonly scan: Scan }) {
  return (
    <section className="scan-region">
      <header className="scan-region-head">
        <h2>{hasEnded(scan) ? 'Findings' : 'Findings so far'}</h2>
      </header>
      {knownFindings(scan) === undefined ? <p className="meta">not scanned yet</p> : <SeverityRows counts={scan.findings} />}
    </section>
  );
}
