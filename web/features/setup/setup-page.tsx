import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ScheduledScansSetup } from '#contract/setup';
import { orpc } from '../../api/client.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Region } from '../../ui/page/page.tsx';
import { ScheduledScansFields } from './scheduled-scans-fields.tsx';
import { SetupFrame } from './setup-frame.tsx';
import { useSetupForm } from './use-setup-form.ts';

/** Account-wide settings. Changed by the Manager primary contact; others read them. */
export function SetupPage() {
  const setup = useQuery(orpc.setup.scheduledScans.queryOptions());
  return (
    <SetupFrame setup={setup} failure="The setup could not be read." rows={6}>
      {(saved, mayWrite) => <ScheduledScans saved={saved} mayWrite={mayWrite} />}
    </SetupFrame>
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
