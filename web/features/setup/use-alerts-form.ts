import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertsSetup } from '#contract/monitoring';
import { client, orpc } from '../../api/client.ts';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { toast } from '../../ui/toast/toast.ts';

export type SavedAlerts = AlertsSetup & { readonly revision: number };

/** Numbers are empty while nothing is typed. */
export interface AlertsDraft extends Omit<AlertsSetup, 'afterMissedPolls' | 'keepLogDays'> {
  readonly afterMissedPolls: number | undefined;
  readonly keepLogDays: number | undefined;
}

const FIELDS = ['enabled', 'managers', 'distributionGroupIds', 'afterMissedPolls', 'keepLogDays'] as const;
export const ALERT_NUMBERS = { afterMissedPolls: { min: 1, max: 100 }, keepLogDays: { min: 1, max: 365 } } as const;

const LABELS: Record<string, string> = {
  enabled: 'Alerts',
  managers: 'Managers',
  distributionGroupIds: 'Distribution groups',
  afterMissedPolls: 'Missed polls',
  keepLogDays: 'Days',
};

export const alertsFieldId = (field: string): string => `alerts-${field}`;
const NOTHING: FormProblem = { fields: {}, messages: [] };

/** The draft as the API takes it, or which numbers are none. */
function read(draft: AlertsDraft): { values: AlertsSetup } | { wrong: Record<string, string> } {
  const { afterMissedPolls, keepLogDays } = draft;
  const wrong = Object.entries(ALERT_NUMBERS).flatMap(([field, { min, max }]) => {
    const value = field === 'keepLogDays' ? keepLogDays : afterMissedPolls;
    const isRight = value !== undefined && Number.isInteger(value) && value >= min && value <= max;
    return isRight ? [] : [[field, `Choose a whole number from ${min} to ${max}.`] as const];
  });
  if (wrong.length > 0 || afterMissedPolls === undefined || keepLogDays === undefined) return { wrong: Object.fromEntries(wrong) };
  const { enabled, managers, distributionGroupIds } = draft;
  return { values: { enabled, managers, distributionGroupIds: [...distributionGroupIds], afterMissedPolls, keepLogDays } };
}

/** The edit of the alerts: nothing typed is lost when somebody else saves meanwhile. */
export function useAlertsForm(saved: SavedAlerts) {
  const [edit, setEdit] = useState<{ readonly values: AlertsDraft; readonly revision: number }>();
  const [problem, setProblem] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const queryClient = useQueryClient();
  const draft: AlertsDraft = edit?.values ?? saved;
  const dirty = FIELDS.some((field) => JSON.stringify(draft[field]) !== JSON.stringify(saved[field]));
  const fail = (next: FormProblem) => {
    setProblem(next);
    setAttempt((count) => count + 1);
  };
  const takeSaved = () => {
    setEdit(undefined);
    setProblem(NOTHING);
  };
  const save = useMutation({
    mutationFn: (values: AlertsSetup) => client.monitoring.changeAlerts({ ...values, revision: edit?.revision ?? saved.revision }),
    onSuccess: (answer) => {
      queryClient.setQueryData(orpc.monitoring.alerts.queryKey(), answer);
      takeSaved();
      toast('Setup saved');
    },
    onError: (error) => {
      const found = toProblem(error);
      if (found.code === 'stale-revision') void queryClient.invalidateQueries({ queryKey: orpc.monitoring.alerts.key() });
      else fail(toFormProblem(found, FIELDS));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = read(draft);
    if ('wrong' in given) return fail({ fields: given.wrong, messages: [] });
    setProblem(NOTHING);
    save.mutate(given.values);
  };
  return {
    ...{ draft, dirty, submit, takeSaved, attempt },
    change: (change: Partial<AlertsDraft>) => setEdit({ values: { ...draft, ...change }, revision: edit?.revision ?? saved.revision }),
    saving: save.isPending,
    /** Somebody else saved since this was read. */
    stale: edit !== undefined && edit.revision !== saved.revision,
    fieldErrors: problem.fields,
    errors: Object.entries(problem.fields).map(([field, message]) => ({
      ...{ fieldId: alertsFieldId(field), label: LABELS[field] ?? field, message },
    })),
    messages: problem.messages,
    guard: useUnsavedGuard(dirty, 'the setup', 'The changes are lost.'),
  };
}
