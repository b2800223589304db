/** Tells the machine's own time in epoch ms, right or wrong. */
export type Clock = () => number;

/** Waits. Ends early, without an error, when the signal aborts. */
export type Wait = (delayMs: number, signal?: AbortSignal) => Promise<void>;

/** A number in [0, 1). */
export type Random = () => number;

export const machineClock: Clock = () => Date.now();

export const machineWait: Wait = (delayMs, signal) =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done, { once: true });
  });
