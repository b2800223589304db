import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { MailSetup } from '#contract/setup';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { draftOf, MAIL_FIELDS, type MailDraft, toServer } from './mail-draft.ts';

const NOTHING: FormProblem = { fields: {}, messages: [] };
const PATHS = MAIL_FIELDS.map((field) => `server.${field}`);

export interface MailForm {
  readonly draft: MailDraft;
  readonly change: (change: Partial<MailDraft>) => void;
  readonly submit: (event: FormEvent) => void;
  /** Saves that there is no server of our own: what SMTP_URL says holds again, or none. */
  readonly remove: () => void;
  readonly discard: () => void;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** Somebody else saved since the edit began. */
  readonly stale: boolean;
  /** By the name of the field. */
  readonly errors: Record<string, string>;
  readonly messages: readonly string[];
  readonly attempt: number;
  readonly guard: ReactNode;
}

const byField = ({ fields }: FormProblem): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.replace(/^server\./, ''), message]));

/** The edit of the mail server: nothing typed is lost when somebody else saves meanwhile. */
export function useMailForm(saved: MailSetup): MailForm {
  const [edit, setEdit] = useState<{ readonly draft: MailDraft; readonly revision: number }>();
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const queryClient = useQueryClient();
  const dirty = edit !== undefined;
  const guard = useUnsavedGuard(dirty, 'the mail setup', 'The changes are lost.');
  const discard = () => {
    setEdit(undefined);
    setProblem(NOTHING);
  };
  const save = useMutation({
    mutationFn: (server: ReturnType<typeof toServer>) => client.setup.changeMail({ server, revision: edit?.revision ?? saved.revision }),
    onSuccess: (answer) => {
      queryClient.setQueryData(orpc.setup.mail.queryKey(), answer);
      discard();
      toast(answer.server === null ? 'There is no mail server now' : 'Mail setup saved');
    },
    onError: (error) => {
      const found = toProblem(error);
      if (found.code === 'stale-revision') return void queryClient.invalidateQueries({ queryKey: orpc.setup.key() });
      setProblem(toFormProblem(found, PATHS));
      setAttempt((count) => count + 1);
    },
  });
  const draft = edit?.draft ?? draftOf(saved.server);
  return {
    ...{ draft, dirty, attempt, discard },
    change: (change) => setEdit({ draft: { ...draft, ...change }, revision: edit?.revision ?? saved.revision }),
    submit: (event) => {
      event.preventDefault();
      save.mutate(toServer(draft));
    },
    remove: () => save.mutate(null),
    saving: save.isPending,
    stale: edit !== undefined && edit.revision !== saved.revision,
    errors: byField(problem),
    messages: problem.messages,
    guard: guard.dialog,
  };
}
