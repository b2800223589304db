import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { NotPermittedPage } from '../../ui/page/not-permitted-page.tsx';
import { Page } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { draftOfRelaunch, EMPTY_SCAN } from './new-scan.ts';
import { NewScanForm } from './new-scan-form.tsx';
import { relaunchOf } from './queries.ts';
import './scans.css';

interface NewScanPageProps {
  /** Id of the scan that is launched again. */
  readonly relaunch: string | undefined;
}

/** Launches a scan now, without a schedule: a new one, or one that ran before. */
export function NewScanPage({ relaunch }: NewScanPageProps) {
  const { data: me } = useSuspenseQuery(meOptions());
  if (!me.permissions.includes('scans.launch')) {
    const sentence = 'Your role reads scans and launches none. Managers, unit managers and scanners launch them.';
    return <NotPermittedPage title="New scan" parent={{ label: 'Scans', to: '/scans' }} sentence={sentence} />;
  }
  if (relaunch === undefined) return <NewScanForm key="new" initial={EMPTY_SCAN} title="New scan" warnings={[]} />;
  return <RelaunchPage key={relaunch} id={relaunch} />;
}

function RelaunchPage({ id }: { readonly id: string }) {
  const { data, isError, error, refetch } = useQuery(relaunchOf(id));
  if (data !== undefined) {
    const reason = data.tagsPrefilled ? undefined : data.reason;
    return <NewScanForm initial={draftOfRelaunch(data)} title="Relaunch a scan" warnings={data.warnings} tagReason={reason} />;
  }
  return (
    <Page>
      <PageHead parent={{ label: 'Scans', to: '/scans' }} title="Relaunch a scan" />
      {isError ? (
        <div className="list-note">
          <FailureNote title="The scan cannot be launched again." {...toProblem(error)} onRetry={() => void refetch()} />
        </div>
      ) : (
        <TableSkeleton columns={2} density="two-lines" rows={6} />
      )}
    </Page>
  );
}
