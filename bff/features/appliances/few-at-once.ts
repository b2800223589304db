/** Runs a story when its turn comes. */
export type Turns = <T>(story: () => Promise<T>) => Promise<T>;

/**
 * At most so many at a time, the others in the order in which they came. For stories that wait for one another in the database: each
 * that waits there keeps a connection from everybody else.
 */
export function fewAtOnce(most: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  // Whoever waits takes over the place itself, so that nobody slips in between.
  const next = () => {
    const begin = waiting.shift();
    if (begin === undefined) running -= 1;
    else begin();
  };
  return async (story) => {
    if (running < most) running += 1;
    else await new Promise<void>((begin) => waiting.push(begin));
    try {
      return await story();
    } finally {
      next();
    }
  };
}
