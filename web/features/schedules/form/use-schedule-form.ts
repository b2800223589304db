import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schedule, ScheduleInput } from '#contract/schedules';
import { client } from '../../../api/client.ts';
import { type Problem, toProblem } from '../../../api/problem.ts';
import { NO_SCANNABLE_ASSETS } from '../../../targets/no-assets-question.tsx';
import { refreshSchedules } from '../queries.ts';
import { changedFields, mergeEdits } from './form-changes.ts';
import { formErrors, joinErrors, mapIssues } from './form-errors.ts';
import { formValuesOf } from './form-values-of.ts';
import type { FieldErrors, FieldName } from './schedule-form-fields.ts';
import { type ScheduleFormValues, toScheduleInput } from './schedule-form-values.ts';

export type Change = (patch: Partial<ScheduleFormValues>) => void;

interface Refusal {
  readonly fields: FieldErrors;
  readonly messages: readonly string[];
  readonly reference: string | undefined;
}

const NO_REFUSAL: Refusal = { fields: {}, messages: [], reference: undefined };

/** The newer schedule of a stale answer. It was read from our own contract's refusal; its id is checked all the same. */
function newerOf({ code, current }: Problem, id: string | undefined): Schedule | undefined {
  if (code !== 'stale-revision' || typeof current !== 'object' || current === null) return undefined;
  return 'id' in current && current.id === id && 'revision' in current ? (current as Schedule) : undefined;
}

interface FormOptions {
  /** Absent for a new one. */
  readonly schedule: Schedule | undefined;
  readonly initial: ScheduleFormValues;
  readonly onSaved: (schedule: Schedule) => void;
}

const send = (schedule: Schedule | undefined, values: ScheduleFormValues, acknowledged: boolean) => {
  const acknowledge: ScheduleInput['acknowledge'] = [NO_SCANNABLE_ASSETS];
  const input = { ...toScheduleInput(values), ...(acknowledged && { acknowledge }) };
  return schedule === undefined
    ? client.schedules.create(input)
    : client.schedules.replace({ ...input, id: schedule.id, revision: schedule.revision });
};

/** Errors that the person has answered by typing are gone until the next attempt. */
const without = (errors: FieldErrors, touched: readonly FieldName[]): FieldErrors =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => !touched.some((one) => one === name)));

/** The state of the form: values, what they were, what is wrong, and saving. */
export function useScheduleForm({ schedule: opened, initial: first, onSaved }: FormOptions) {
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState({ schedule: opened, values: first });
  const [values, setValues] = useState(first);
  const [refusal, setRefusal] = useState(NO_REFUSAL);
  const [newer, setNewer] = useState<Schedule>();
  const [attempt, setAttempt] = useState(0);
  const [question, setQuestion] = useState<string>();
  const save = useMutation({
    /** `acknowledged`: the question about missing assets was answered with Continue (seed S14). */
    mutationFn: (acknowledged: boolean) => send(saved.schedule, values, acknowledged),
    onSuccess: async (schedule) => {
      onSaved(schedule);
      await refreshSchedules(queryClient);
    },
    onError: (error) => {
      const problem = toProblem(error);
      const asks = problem.code === NO_SCANNABLE_ASSETS;
      setQuestion(asks ? problem.message : undefined);
      if (asks) return setRefusal(NO_REFUSAL);
      const current = newerOf(problem, saved.schedule?.id);
      setNewer(current);
      setAttempt((before) => before + 1);
      if (current !== undefined) return setRefusal(NO_REFUSAL);
      const mapped = mapIssues(problem.issues, values);
      const messages = problem.issues.length === 0 ? [problem.message] : mapped.messages;
      setRefusal({ fields: joinErrors(mapped.fields, formErrors(values)), messages, reference: problem.reference });
    },
  });
  const change: Change = (patch) => {
    const next = { ...values, ...patch };
    setValues(next);
    setRefusal((before) => ({ ...before, fields: without(before.fields, changedFields(values, next)) }));
  };
  /** Goes on from what somebody else has saved, with my edits on top; of what they changed, these fields stay as I have them. */
  const takeNewer = (keep: readonly FieldName[]) => {
    if (newer === undefined) return;
    const theirs = formValuesOf(newer);
    setValues(mergeEdits({ base: saved.values, mine: values, theirs, keep }));
    setSaved({ schedule: newer, values: theirs });
    setNewer(undefined);
  };
  const changes = changedFields(saved.values, values);
  const asked = { question, onBack: () => setQuestion(undefined), onContinue: () => save.mutate(true), busy: save.isPending };
  return { values, change, saved, changes, dirty: changes.length > 0, refusal, attempt, newer, takeNewer, save, restore: setValues, asked };
}
