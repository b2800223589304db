import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageScroll } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { NextLaunches } from './next-launches.tsx';
import { OverviewFigures } from './overview-figures.tsx';
import { activeScans } from './queries.ts';
import { RunningNow } from './running-now.tsx';
import './overview.css';

/** What runs, what comes next, and whether the last week went as planned. */
export function OverviewPage({ note }: { readonly note?: ReactNode }) {
  const scans = useQuery(activeScans());
  return (
    <Page>
      <PageHead title="Overview" />
      {note}
      <PageScroll>
        <OverviewFigures />
        {scans.isError && (
          <div className="overview-failure">
            <FailureNote title="The scans could not be read." {...toProblem(scans.error)} onRetry={() => void scans.refetch()} />
          </div>
        )}
        <div className="overview-columns">
          {scans.isError && scans.data === undefined ? <div /> : <RunningNow scans={scans.data?.items} total={scans.data?.total.count} />}
          <NextLaunches />
        </div>
      </PageScroll>
    </Page>
  );
}
