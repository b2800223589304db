import { Button } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { ScheduledScansSetup } from '#contract/setup';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { Page, PageScroll, Region } from '../../ui/page/page.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ScheduledScansFields } from './scheduled-scans-fields.tsx';
import { SetupHead } from './setup-head.tsx';
import { useSetupForm } from './use-setup-form.ts';
import './setup.css';

/** Account-wide settings. Changed by the Manager primary contact; others read them. */
export function SetupPage() {
  const { data: me } = useSuspenseQuery(meOptions());
  const setup = useQuery(orpc.setup.scheduledScans.queryOptions());
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
        {setup.isPending && <TableSkeleton columns={2} density="two-lines" rows={6} />}
        {setup.data !== undefined && <ScheduledScans saved={setup.data} mayWrite={mayWrite} />}
      </PageScroll>
    </Page>
  );
}

interface ScheduledScansProps {
  readonly saved: ScheduledScansSetup & { readonly revision: number };
  readonly mayWrite: boolean;
}

function ScheduledScans({ saved, mayWrite }: ScheduledScansProps) {
  const form = useSetupForm(saved);
  return (
    <Region title="Scheduled scans">
      <form className="setup-form" aria-label="Scheduled scans" onSubmit={form.submit} noValidate>
        {form.stale && (
          <Note tone="bad" action={{ label: 'Show what is saved', onClick: form.takeSaved }}>
            <b>Somebody else changed the setup meanwhile.</b> Your edit is not saved.
          </Note>
        )}
        <ErrorSummary errors={form.errors} messages={form.messages} attempt={form.attempt} />
        <ScheduledScansFields draft={form.draft} saved={saved} errors={form.fieldErrors} disabled={!mayWrite} onChange={form.change} />
        {mayWrite && (
          <div className="setup-foot">
            <Button type="submit" loading={form.saving} disabled={!form.dirty || form.stale}>
              Save setup
            </Button>
            <Button variant="default" disabled={!form.dirty} onClick={form.takeSaved}>
              Discard changes
            </Button>
          </div>
        )}
      </form>
      {form.guard}
    </Region>
  );
}
