import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ContainerDetail } from '#contract/containers';
import { toProblem } from '../../api/problem.ts';
import { countsOf } from '../../containers/last-scan.tsx';
import { Rescans } from '../../containers/rescan-button.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { Tab, Tabs } from '../../ui/page/tabs.tsx';
import { totalOf } from '../../ui/severity/severity-bar.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ContainerFacts } from './container-facts.tsx';
import { ContainerHead } from './container-head.tsx';
import { OpenFinding } from './open-finding.tsx';
import { containerById } from './queries.ts';
import '../../containers/containers.css';
import './containers.css';

/** One container: where it runs, what is wrong with it, how it differs from its image, and what happened to it. */
export function ContainerPage({ id }: { readonly id: string }) {
  const read = useQuery(containerById(id));
  if (read.data !== undefined) return <Detail container={read.data} />;
  const problem = read.isError ? toProblem(read.error) : undefined;
  return (
    <Page>
      <PageHead parent={{ label: 'Containers', to: '/containers' }} title="Container" />
      <PageBody>
        {problem === undefined && <TableSkeleton columns={5} density="two-lines" />}
        {problem !== undefined && (
          <div className="list-note">
            {problem.code === 'not-found' ? (
              <FailureNote title="There is no such container." message="Its record is gone, or it is outside what you may see." />
            ) : (
              <FailureNote title="The container could not be read." {...problem} onRetry={() => void read.refetch()} />
            )}
          </div>
        )}
      </PageBody>
    </Page>
  );
}

function Detail({ container }: { readonly container: ContainerDetail }) {
  const list = useListUrlState('severity:desc');
  return (
    <Page>
      <ContainerHead container={container} />
      <PageBody panel={list.open !== undefined && <OpenFinding id={container.id} list={list} open={list.open} />}>
        <div className="detail-scroll">
          <Rescans rescans={container.rescans} />
          <StateNote container={container} />
          <ContainerFacts container={container} />
          <ContainerTabs container={container} />
          <Outlet />
        </div>
      </PageBody>
    </Page>
  );
}

/** Why what stands below may be old, or is not there. */
function StateNote({ container: { state, scanState, scanProblem } }: { readonly container: ContainerDetail }) {
  const text = {
    'not-scannable': `Not scannable. ${scanProblem ?? 'No reason was told.'}`,
    'not-matched': 'Packages only. Its sensor had no manifest: which vulnerabilities they have is not known.',
    'not-scanned': state === 'RUNNING' ? 'Not scanned yet.' : 'Not scanned: a container is scanned only while it runs.',
    scanned: undefined,
  }[scanState];
  const old = state === 'UNKNOWN' ? 'Its sensor is not heard of: what stands here is what it told last.' : undefined;
  if (text === undefined && old === undefined) return null;
  return (
    <div className="list-note">
      <Note tone={scanState === 'not-scannable' ? 'bad' : old === undefined ? 'plain' : 'warn'}>
        {[text, old].filter(Boolean).join(' ')}
      </Note>
    </div>
  );
}

function ContainerTabs({ container }: { readonly container: ContainerDetail }) {
  const { id, drift } = container;
  const counts = countsOf(container);
  return (
    <div className="detail-tabs">
      <Tabs label="Parts of the container">
        <Tab to="/containers/$id" params={{ id }} label="Findings" count={counts && totalOf(counts)} />
        <Tab
          to="/containers/$id/drift"
          params={{ id }}
          label="Drift"
          count={drift.lookedAt === undefined ? undefined : drift.softwareCount + drift.fileCount}
        />
        <Tab to="/containers/$id/history" params={{ id }} label="History" />
      </Tabs>
    </div>
  );
}
