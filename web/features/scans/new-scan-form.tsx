import { Button } from '@mantine/core';
import { IconTagOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toProblem } from '../../api/problem.ts';
import { NO_SCANNABLE_ASSETS, NoAssetsQuestion } from '../../targets/no-assets-question.tsx';
import { ErrorSummary } from '../../ui/form/error-summary.tsx';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { Note } from '../../ui/note/note.tsx';
import { Page, PageScroll } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { missingIn, NEW_SCAN_FIELDS, type NewScanDraft, newScanFieldId, newScanProblem, toNewScan } from './new-scan.ts';
import { NewScanFields } from './new-scan-fields.tsx';
import './new-scan.css';

const NOTHING: FormProblem = { fields: {}, messages: [] };

interface NewScanFormProps {
  readonly initial: NewScanDraft;
  readonly title: string;
  /** What the earlier scan had and is gone. */
  readonly warnings: readonly string[];
  /** Why the tags of the earlier scan are not filled in. */
  readonly tagReason?: string | undefined;
}

/** The state of the page: what is typed, what is wrong, and launching. */
function useNewScan(initial: NewScanDraft) {
  const [first] = useState(initial);
  const [draft, setDraft] = useState(first);
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const [question, setQuestion] = useState<string>();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const guard = useUnsavedGuard(draft !== first, 'the new scan', 'What was typed is lost.');
  const fail = (next: FormProblem) => {
    setProblem(next);
    setAttempt((count) => count + 1);
  };
  const launch = useMutation({
    mutationFn: (acknowledged: boolean) => client.scans.create(toNewScan(draft, acknowledged)),
    onSuccess: (scan) => {
      void queryClient.invalidateQueries({ queryKey: orpc.scans.key() });
      toast(`${scan.title} is queued`);
      guard.release();
      void navigate({ to: '/scans/$id', params: { id: scan.id } });
    },
    onError: (error) => {
      const found = toProblem(error);
      const asks = found.code === NO_SCANNABLE_ASSETS;
      setQuestion(asks ? found.message : undefined);
      if (!asks) fail(newScanProblem(found, draft));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = missingIn(draft);
    if (Object.keys(missing).length > 0) return fail({ fields: missing, messages: [] });
    setProblem(NOTHING);
    if (!launch.isPending) launch.mutate(false);
  };
  const asked = { question, busy: launch.isPending, onBack: () => setQuestion(undefined), onContinue: () => launch.mutate(true) };
  const change = (next: Partial<NewScanDraft>) => setDraft((before) => ({ ...before, ...next }));
  return { draft, change, problem, attempt, submit, asked, launching: launch.isPending, guard };
}

/** The page that launches a scan. */
export function NewScanForm({ initial, title, warnings, tagReason }: NewScanFormProps) {
  const { draft, change, problem, attempt, submit, asked, launching, guard } = useNewScan(initial);
  const errors = NEW_SCAN_FIELDS.flatMap(({ field, label }) => {
    const message = problem.fields[field];
    return message === undefined ? [] : [{ fieldId: newScanFieldId(field), label, message }];
  });
  return (
    <Page>
      <PageHead parent={{ label: 'Scans', to: '/scans' }} title={title} />
      <PageScroll>
        <form className="new-scan" onSubmit={submit} noValidate aria-label={title}>
          <ErrorSummary errors={errors} messages={problem.messages} reference={problem.reference} attempt={attempt} />
          {warnings.length > 0 && (
            <Note tone="warn">
              {warnings.map((warning) => (
                <p key={warning}>{warning}</p>
              ))}
            </Note>
          )}
          <NewScanFields
            draft={draft}
            errors={problem.fields}
            onChange={change}
            tagNote={
              tagReason !== undefined && (
                <Note tone="warn" icon={IconTagOff}>
                  <b>The tags are not filled in.</b> {tagReason}
                </Note>
              )
            }
          />
          <div className="new-scan-foot">
            <Button type="submit" loading={launching}>
              Launch scan
            </Button>
            <Button component={Link} to="/scans" variant="default">
              Cancel
            </Button>
          </div>
        </form>
      </PageScroll>
      {guard.dialog}
      <NoAssetsQuestion {...asked} />
    </Page>
  );
}
