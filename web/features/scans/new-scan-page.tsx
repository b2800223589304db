import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { Page, PageScroll } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { EMPTY_SCAN, missingIn, NEW_SCAN_FIELDS, toNewScan } from './new-scan.ts';
import { FIELD_IDS, FIELD_LABELS, NewScanFields } from './new-scan-fields.tsx';
import './new-scan.css';

const NOTHING: FormProblem = { fields: {}, messages: [] };

/** Launches a scan now, without a schedule. */
export function NewScanPage() {
  const [draft, setDraft] = useState(EMPTY_SCAN);
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const guard = useUnsavedGuard(draft !== EMPTY_SCAN, 'the new scan', 'What was typed is lost.');
  const launch = useMutation({
    mutationFn: () => client.scans.create(toNewScan(draft)),
    onSuccess: (scan) => {
      void queryClient.invalidateQueries({ queryKey: orpc.scans.key() });
      toast(`${scan.title} is queued`);
      guard.release();
      void navigate({ to: '/scans/$id', params: { id: scan.id } });
    },
    onError: (error) => {
      setProblem(toFormProblem(toProblem(error), NEW_SCAN_FIELDS));
      setAttempt((count) => count + 1);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = missingIn(draft);
    setProblem({ fields: missing, messages: [] });
    if (Object.keys(missing).length === 0) launch.mutate();
    else setAttempt((count) => count + 1);
  };
  const errors = NEW_SCAN_FIELDS.flatMap((field) => {
    const message = problem.fields[field];
    return message === undefined ? [] : [{ fieldId: FIELD_IDS[field], label: FIELD_LABELS[field], message }];
  });
  return (
    <Page>
      <PageHead parent={{ label: 'Scans', to: '/scans' }} title="New scan" />
      <PageScroll>
        <form className="new-scan" onSubmit={submit} noValidate aria-label="New scan">
          <ErrorSummary errors={errors} messages={problem.messages} reference={problem.reference} attempt={attempt} />
          <NewScanFields draft={draft} errors={problem.fields} onChange={(change) => setDraft({ ...draft, ...change })} />
          <div className="new-scan-foot">
            <Button type="submit" loading={launch.isPending}>
              Launch scan
            </Button>
            <Button component={Link} to="/scans" variant="default">
              Cancel
            </Button>
          </div>
        </form>
      </PageScroll>
      {guard.dialog}
    </Page>
  );
}
