/** Calls a loop back from whatever it waits for. */
export interface Nudge {
  readonly push: () => void;
  /** Aborts at the next push. What was pushed before counts as heard. */
  readonly renew: () => AbortSignal;
}

export const createNudge = (): Nudge => {
  let next = new AbortController();
  return {
    push: () => next.abort(),
    renew: () => {
      if (next.signal.aborted) next = new AbortController();
      return next.signal;
    },
  };
};
