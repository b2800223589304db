import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Problem, toProblem } from '../../../api/problem.ts';
import { launchPreview, type Plan, type PlanDiff, type Preview, type PreviewInput, planDiff } from '../queries.ts';
import { formErrors, planErrors } from './form-errors.ts';
import { type ScheduleFormValues, toDuration, toPlan } from './schedule-form-values.ts';

/** After the last key. */
const SETTLE_MS = 200;
/** Launches shown at first. */
export const SHOWN_LAUNCHES = 8;
/** Up to this many are listed in full, so that the last of them is known. */
const MOST_LISTED = 200;

interface Worked<Answer> {
  readonly answer: Answer | undefined;
  /** Older than what is typed: shown at 60 %. */
  readonly outdated: boolean;
  readonly problem: Problem | undefined;
}

/** The last good answer stays in view while the next is worked out or refused. */
function useLastGood<Answer>(data: Answer | undefined): Answer | undefined {
  const [last, setLast] = useState(data);
  useEffect(() => {
    if (data !== undefined) setLast(data);
  }, [data]);
  return data ?? last;
}

/** The launches of what is typed. `from`: no launches before it are listed. */
export function useLaunchPreview(values: ScheduleFormValues, from: string): Worked<Preview> {
  const plan: Plan = toPlan(values);
  const errors = formErrors(values);
  const duration = errors.stop === undefined && errors.resume === undefined ? toDuration(values) : undefined;
  const count = Math.max(1, Math.min(plan.endsAfter ?? SHOWN_LAUNCHES, MOST_LISTED)) || SHOWN_LAUNCHES;
  const askable = Object.keys(planErrors(values)).length === 0 && values.recurrence !== 'continuous';
  const wanted = JSON.stringify({ ...plan, ...(duration && { duration }), from, count } satisfies PreviewInput);
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const input: PreviewInput = JSON.parse(settled);
  const { data, error, isPlaceholderData } = useQuery({ ...launchPreview(input), enabled: askable || values.recurrence === 'continuous' });
  const answer = useLastGood(data);
  return {
    answer,
    outdated: settled !== wanted || isPlaceholderData || error !== null || !askable,
    problem: error === null ? undefined : toProblem(error),
  };
}

/** What the edit changes in the next 90 days; nothing for a new schedule, or while nothing that matters is changed. */
export function usePlanDiff(id: string | undefined, values: ScheduleFormValues, initial: ScheduleFormValues): Worked<PlanDiff> {
  const describe = (one: ScheduleFormValues) => JSON.stringify({ ...toPlan(one), active: !one.deactivate });
  const wanted = describe(values);
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const changed = id !== undefined && settled !== describe(initial) && Object.keys(planErrors(values)).length === 0;
  const { data, error, isPlaceholderData } = useQuery({ ...planDiff({ id: id ?? '', ...JSON.parse(settled) }), enabled: changed });
  return {
    answer: changed ? data : undefined,
    outdated: settled !== wanted || isPlaceholderData,
    problem: error === null ? undefined : toProblem(error),
  };
}
