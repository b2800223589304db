import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageScroll, Region } from '../../ui/page/page.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { AlertsForm } from './alerts-form.tsx';
import { SetupHead } from './setup-head.tsx';
import './setup.css';

/** Who is told of silent appliances. */
export function AlertsSetupPage() {
  const { data: me } = useSuspenseQuery(meOptions());
  const setup = useQuery(orpc.monitoring.alerts.queryOptions());
  const mayWrite = me.permissions.includes('setup.write');
  return (
    <Page>
      <SetupHead />
      <PageScroll>
        {!mayWrite && (
          <div className="setup-note">
            <Note tone="plain">Only the Manager primary contact changes these settings. You can read them.</Note>
          </div>
        )}
        {setup.isError && setup.data === undefined && (
          <div className="setup-note">
            <FailureNote title="The setup could not be read." {...toProblem(setup.error)} onRetry={() => void setup.refetch()} />
          </div>
        )}
        {setup.isPending && <TableSkeleton columns={2} density="two-lines" rows={5} />}
        {setup.data !== undefined && (
          <Region title="Alerts about appliances">
            <AlertsForm saved={setup.data} mayWrite={mayWrite} />
          </Region>
        )}
      </PageScroll>
    </Page>
  );
}
