import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schedule } from '#contract/schedules';
import { toProblem } from '../../api/problem.ts';
import { toast } from '../../ui/toast/toast.ts';
import { carryOut, refreshSchedules, type ScheduleVerb } from './queries.ts';

const DONE: Record<ScheduleVerb, string> = {
  launch: 'Scan started',
  activate: 'Activated',
  deactivate: 'Deactivated',
  remove: 'Deleted',
};

/** Does one thing to one schedule and says how it went. */
export function useCarryOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ verb, schedule }: { readonly verb: ScheduleVerb; readonly schedule: Schedule }) => carryOut(verb, schedule),
    onSuccess: (_done, { verb, schedule }) => toast(`${DONE[verb]}: ${schedule.title}`),
    onError: (error, { schedule }) => toast(`${schedule.title}: ${whatIsWrong(error)}`),
    onSettled: () => refreshSchedules(queryClient),
  });
}

/** Everything that a refusal says, in one line. */
export function whatIsWrong(error: unknown): string {
  const { message, issues } = toProblem(error);
  return issues.length === 0 ? message : issues.map((issue) => issue.message).join(' ');
}
