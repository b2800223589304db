import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ScheduledScansSetup } from '#contract/setup';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import type { FieldError } from '../../ui/form/error-summary.tsx';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { toast } from '../../ui/toast/toast.ts';
import { FIELD_LABELS, fieldId } from './scheduled-scans-fields.tsx';
import { SETUP_FIELDS, type SetupDraft, toSetup, wrongInSetup } from './setup-fields.ts';

const NOTHING: FormProblem = { fields: {}, messages: [] };

type Saved = ScheduledScansSetup & { readonly revision: number };

export interface SetupForm {
  readonly draft: SetupDraft;
  readonly change: (change: Partial<SetupDraft>) => void;
  readonly submit: (event: FormEvent) => void;
  /** Drops the edit and shows what is saved. */
  readonly takeSaved: () => void;
  readonly dirty: boolean;
  readonly saving: boolean;
  /** Somebody else saved since this was read. */
  readonly stale: boolean;
  readonly fieldErrors: Record<string, string>;
  readonly errors: readonly FieldError[];
  readonly messages: readonly string[];
  readonly attempt: number;
  readonly guard: ReactNode;
}

/** The edit of the setup: nothing typed is lost when somebody else saves meanwhile. */
export function useSetupForm(saved: Saved): SetupForm {
  const [edit, setEdit] = useState<{ readonly values: SetupDraft; readonly revision: number }>();
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const queryClient = useQueryClient();
  const draft = edit?.values ?? saved;
  const dirty = SETUP_FIELDS.some((field) => draft[field] !== saved[field]);
  const guard = useUnsavedGuard(dirty, 'the setup', 'The changes are lost.');
  const fail = (next: FormProblem) => {
    setProblem(next);
    setAttempt((count) => count + 1);
  };
  const takeSaved = () => {
    setEdit(undefined);
    setProblem(NOTHING);
  };
  const save = useMutation({
    mutationFn: (values: ScheduledScansSetup) =>
      client.setup.changeScheduledScans({ ...values, revision: edit?.revision ?? saved.revision }),
    onSuccess: (answer) => {
      queryClient.setQueryData(orpc.setup.scheduledScans.queryKey(), answer);
      takeSaved();
      toast('Setup saved');
    },
    onError: (error) => {
      const found = toProblem(error);
      if (found.code === 'stale-revision') void queryClient.invalidateQueries({ queryKey: orpc.setup.key() });
      else fail(toFormProblem(found, SETUP_FIELDS));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = wrongInSetup(draft);
    const values = toSetup(draft);
    if (values === undefined || Object.keys(wrong).length > 0) return fail({ fields: wrong, messages: [] });
    setProblem(NOTHING);
    save.mutate(values);
  };
  return {
    ...{ draft, dirty, attempt, submit, takeSaved },
    change: (change) => setEdit({ values: { ...draft, ...change }, revision: edit?.revision ?? saved.revision }),
    saving: save.isPending,
    stale: edit !== undefined && edit.revision !== saved.revision,
    fieldErrors: problem.fields,
    errors: SETUP_FIELDS.flatMap((field) => {
      const message = problem.fields[field];
      return message === undefined ? [] : [{ fieldId: fieldId(field), label: FIELD_LABELS[field], message }];
    }),
    messages: problem.messages,
    guard: guard.dialog,
  };
}
