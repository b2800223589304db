import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Schedule } from '#contract/schedules';
import { carryOut, refreshSchedules, type ScheduleVerb } from './queries.ts';
import { whatIsWrong } from './use-carry-out.ts';

/** How it went for a row: absent while it has not been its turn. */
export type BulkResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

export interface BulkAction {
  readonly verb: ScheduleVerb | undefined;
  readonly choose: (verb: ScheduleVerb | undefined) => void;
  readonly results: ReadonlyMap<string, BulkResult>;
  readonly state: 'asking' | 'running' | 'done';
  readonly run: (schedules: readonly Schedule[]) => Promise<void>;
}

/** An action on many rows, one after another, with the result of each; a row that fails does not stop the others. */
export function useBulkAction(): BulkAction {
  const queryClient = useQueryClient();
  const [verb, setVerb] = useState<ScheduleVerb>();
  const [results, setResults] = useState<ReadonlyMap<string, BulkResult>>(new Map());
  const [state, setState] = useState<BulkAction['state']>('asking');
  const choose = useCallback((next: ScheduleVerb | undefined) => {
    setVerb(next);
    setResults(new Map());
    setState('asking');
  }, []);
  const run = async (schedules: readonly Schedule[]) => {
    if (verb === undefined) return;
    setState('running');
    const told = new Map<string, BulkResult>();
    for (const schedule of schedules) {
      const result = await carryOut(verb, schedule).then(
        (): BulkResult => ({ ok: true }),
        (error: unknown): BulkResult => ({ ok: false, message: whatIsWrong(error) }),
      );
      told.set(schedule.id, result);
      setResults(new Map(told));
    }
    setState('done');
    await refreshSchedules(queryClient);
  };
  return { verb, choose, results, state, run };
}
