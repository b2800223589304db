import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { toast } from '../../ui/toast/toast.ts';

interface SetupEditOptions<Saved extends { readonly revision: number }, Draft, Values> {
  readonly saved: Saved;
  readonly toDraft: (saved: Saved) => Draft;
  /** The draft as the API takes it, or what is seen to be wrong before the server is asked, by field. */
  readonly read: (draft: Draft) => { readonly values: Values } | { readonly wrong: Record<string, string> };
  readonly send: (values: Values, revision: number) => Promise<Saved>;
  /** Of the query that reads what is saved. */
  readonly queryKey: QueryKey;
  /** The paths of the contract that the form shows a field for. */
  readonly fields: readonly string[];
  /** Asked about before it is left: "the setup". */
  readonly what: string;
  readonly doneWords: (saved: Saved) => string;
}

const NOTHING: FormProblem = { fields: {}, messages: [] };

/** The edit of a section of Setup: nothing typed is lost when somebody else saves meanwhile. */
export function useSetupEdit<Saved extends { readonly revision: number }, Draft extends object, Values>(
  options: SetupEditOptions<Saved, Draft, Values>,
) {
  const { saved, toDraft, queryKey } = options;
  const [edit, setEdit] = useState<{ readonly draft: Draft; readonly revision: number }>();
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const queryClient = useQueryClient();
  const revision = edit?.revision ?? saved.revision;
  const draft = edit?.draft ?? toDraft(saved);
  const dirty = JSON.stringify(draft) !== JSON.stringify(toDraft(saved));
  const guard = useUnsavedGuard(dirty, options.what, 'The changes are lost.');
  const fail = (next: FormProblem) => {
    setProblem(next);
    setAttempt((count) => count + 1);
  };
  const takeSaved = () => {
    setEdit(undefined);
    setProblem(NOTHING);
  };
  const save = useMutation({
    mutationFn: (values: Values) => options.send(values, revision),
    onSuccess: (answer) => {
      queryClient.setQueryData(queryKey, answer);
      takeSaved();
      toast(options.doneWords(answer));
    },
    onError: (error) => {
      const found = toProblem(error);
      if (found.code === 'stale-revision') void queryClient.invalidateQueries({ queryKey });
      else fail(toFormProblem(found, options.fields));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = options.read(draft);
    if ('wrong' in given) return fail({ fields: given.wrong, messages: [] });
    setProblem(NOTHING);
    save.mutate(given.values);
  };
  return {
    ...{ draft, dirty, submit, attempt },
    /** Drops the edit and shows what is saved. */
    takeSaved,
    change: (change: Partial<Draft>) => setEdit({ draft: { ...draft, ...change }, revision }),
    /** Saves something else than the draft. */
    send: save.mutate,
    saving: save.isPending,
    /** Somebody else saved since the edit began. */
    stale: edit !== undefined && edit.revision !== saved.revision,
    /** What is wrong, by field. */
    fieldErrors: problem.fields,
    messages: problem.messages,
    guard: guard.dialog,
  };
}
