import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type FormProblem, fieldPath, type Problem, type ProblemIssue, toFormProblem, toProblem } from './problem.ts';

const NOTHING: FormProblem = { fields: {}, messages: [] };

interface Saveable {
  readonly id: string;
}

interface EditFormOptions<Draft, Saved extends Saveable, Field extends string> {
  /** Absent for a new one. */
  readonly saved: Saved | undefined;
  readonly toDraft: (saved: Saved | undefined) => Draft;
  /** Path of the contract → its label. Whatever else the server refuses stands above the form. */
  readonly fields: Readonly<Record<Field, string>>;
  /** What can be seen to be wrong before the server is asked, by the same paths. */
  readonly wrongIn: (draft: Draft) => Partial<Record<Field, string>>;
  readonly send: (draft: Draft, saved: Saved | undefined) => Promise<Saved>;
  readonly onSaved: (saved: Saved) => void;
  /** What an issue says at its field: one with a line of many names it. */
  readonly say?: (issue: ProblemIssue, draft: Draft) => string;
  /** A prefix for the ids of the controls. */
  readonly name: string;
}

/** The newer object of a stale answer; its id is checked, the rest is our own contract's. */
function newerOf<Saved extends Saveable>(current: unknown, saved: Saved | undefined): Saved | undefined {
  if (saved === undefined || typeof current !== 'object' || current === null) return undefined;
  return 'id' in current && current.id === saved.id && 'revision' in current ? (current as Saved) : undefined;
}

const SHOWN = 5;

/** The issues in the words of the form; of many at one field the first five. */
function inWords(problem: Problem, say: (issue: ProblemIssue) => string): Problem {
  const told = new Map<string, number>();
  const issues = problem.issues.flatMap((issue) => {
    const [root] = issue.path;
    const field = fieldPath(root === undefined ? [] : [root]);
    const count = (told.get(field) ?? 0) + 1;
    told.set(field, count);
    if (count > SHOWN) return [];
    return [{ ...issue, message: say(issue) }];
  });
  const more = [...told].flatMap(([field, count]) =>
    count > SHOWN ? [{ path: [field], code: 'more', message: `And ${count - SHOWN} more.` }] : [],
  );
  return { ...problem, issues: [...issues, ...more] };
}

/** A short form with one save: its draft, what is wrong at which field, and what happens when somebody else saved meanwhile. */
export function useEditForm<Draft extends object, Saved extends Saveable, Field extends string>(
  options: EditFormOptions<Draft, Saved, Field>,
) {
  const { toDraft, fields, wrongIn, send, onSaved, name } = options;
  const [base, setBase] = useState(options.saved);
  const [draft, setDraft] = useState(() => toDraft(options.saved));
  const [problem, setProblem] = useState(NOTHING);
  const [newer, setNewer] = useState<Saved>();
  const [attempt, setAttempt] = useState(0);
  const paths = Object.keys(fields) as Field[];
  const idOf = (field: Field) => `${name}-${field.replaceAll('.', '-')}`;
  const fail = (next: FormProblem) => {
    setProblem(next);
    setAttempt((count) => count + 1);
  };
  const save = useMutation({
    mutationFn: () => send(draft, base),
    onSuccess: onSaved,
    onError: (error) => {
      const found = toProblem(error);
      const current = found.code === 'stale-revision' ? newerOf(found.current, base) : undefined;
      setNewer(current);
      if (current === undefined)
        fail(
          toFormProblem(
            inWords(found, (issue) => options.say?.(issue, draft) ?? issue.message),
            paths,
          ),
        );
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog opened from within another form must not save that one too.
    event.stopPropagation();
    const wrong = wrongIn(draft) as Record<string, string>;
    if (Object.keys(wrong).length > 0) return fail({ fields: wrong, messages: [] });
    setProblem(NOTHING);
    if (!save.isPending) save.mutate();
  };
  return {
    draft,
    submit,
    attempt,
    idOf,
    errors: problem.fields as Partial<Record<Field, string>>,
    change: (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change })),
    dirty: JSON.stringify(draft) !== JSON.stringify(toDraft(base)),
    saving: save.isPending,
    messages: problem.messages,
    reference: problem.reference,
    summary: paths.flatMap((field) => {
      const message = problem.fields[field];
      return message === undefined ? [] : [{ fieldId: idOf(field), label: fields[field], message }];
    }),
    takeNewer:
      newer === undefined
        ? undefined
        : () => {
            setBase(newer);
            setDraft(toDraft(newer));
            setNewer(undefined);
            setProblem(NOTHING);
          },
  };
}
