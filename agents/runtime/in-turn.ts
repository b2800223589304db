/** Runs one at a time, in the order of the calls. One that fails holds up none. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

export const createInTurn = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
};
