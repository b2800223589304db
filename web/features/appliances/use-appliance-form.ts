import { useState } from 'react';
import { type FormProblem, toFormProblem, toProblem } from '../../api/problem.ts';
import { APPLIANCE_FIELDS, type ApplianceDraft, wrongIn } from './appliance-fields.tsx';

const NOTHING: FormProblem = { fields: {}, messages: [] };

/** Draft and problems of the form of an appliance. */
export function useApplianceForm(initial: ApplianceDraft) {
  const [draft, setDraft] = useState(initial);
  const [problem, setProblem] = useState(NOTHING);
  return {
    draft,
    problem,
    setDraft,
    change: (change: Partial<ApplianceDraft>) => setDraft((before) => ({ ...before, ...change })),
    refused: (error: unknown) => setProblem(toFormProblem(toProblem(error), APPLIANCE_FIELDS)),
    /** Runs the step unless something is seen to be wrong. */
    submit: (run: () => void) => {
      const wrong = wrongIn(draft);
      setProblem({ fields: wrong, messages: [] });
      if (Object.keys(wrong).length === 0) run();
    },
  };
}
