import { setMaxListeners } from 'node:events';

/** A signal that is aborted by the outer one or after a time, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the time ran out; false when the outer signal came first or nothing happened. */
  readonly expired: () => boolean;
  /** Releases the timer and the listener. Must be called. */
  readonly release: () => void;
}

export const deadline = (outer: AbortSignal, durationMs: number): Deadline => {
  const controller = new AbortController();
  // One listener per open connection: more than the ten from which on Node suspects a leak.
  setMaxListeners(0, controller.signal);
  let expired = false;
  const follow = () => controller.abort();
  const timer = setTimeout(() => {
    expired = true;
    controller.abort();
  }, durationMs);
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    expired: () => expired,
    release: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', follow);
    },
  };
};
