import type { LaunchPlan } from './recurrence.ts';

/** Whether two plans are due at the same times, as far as they go: `endsAfter` only says how far. */
export function samePlan(a: LaunchPlan, b: LaunchPlan): boolean {
  const rule = ({ recurrence }: LaunchPlan) => JSON.stringify(Object.entries(recurrence).sort(([x], [y]) => x.localeCompare(y)));
  return (
    a.start === b.start &&
    a.timeZone === b.timeZone &&
    a.observeDst === b.observeDst &&
    a.gap === b.gap &&
    a.fold === b.fold &&
    rule(a) === rule(b)
  );
}

/** How many occurrences a schedule has left; infinite without `endsAfter` (seed S3). */
export const occurrencesLeft = (plan: LaunchPlan, counted: number): number =>
  plan.endsAfter === undefined ? Number.POSITIVE_INFINITY : Math.max(0, plan.endsAfter - counted);
