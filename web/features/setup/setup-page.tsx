import { useQuery } from '@tanstack/react-query';
import type { ScheduledScansSetup } from '#contract/setup';
import { orpc } from '../../api/client.ts';
import { Region } from '../../ui/page/page.tsx';
import { ScheduledScansFields } from './scheduled-scans-fields.tsx';
import { SetupForm } from './setup-form.tsx';
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
      <SetupForm label="Scheduled scans" what="setup" mayWrite={mayWrite} form={form} errors={form.errors}>
        <ScheduledScansFields draft={form.draft} saved={saved} errors={form.fieldErrors} disabled={!mayWrite} onChange={form.change} />
      </SetupForm>
    </Region>
  );
}
