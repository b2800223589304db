import type { Wait } from '../../runtime/clock.ts';

/** Tells whether the platform is reached from now on: only a poll that begins after the question counts. */
export interface ContactProof {
  /** A poll begins; call what is returned once it has been answered. */
  pollBegins(): () => void;
  isAsked(): boolean;
  isReached(withinMs: number): Promise<boolean>;
}

export const createContactProof = (wait: Wait, onAsked: () => void): ContactProof => {
  let asked: { readonly answer: () => void } | undefined;
  return {
    pollBegins: () => {
      const atStart = asked;
      return () => {
        if (atStart !== undefined && atStart === asked) atStart.answer();
      };
    },
    isAsked: () => asked !== undefined,
    isReached: async (withinMs) => {
      const over = new AbortController();
      let reached = false;
      asked = {
        answer: () => {
          reached = true;
          over.abort();
        },
      };
      onAsked();
      await wait(withinMs, over.signal);
      asked = undefined;
      return reached;
    },
  };
};
