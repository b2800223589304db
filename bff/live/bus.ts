import type { Change, Topic } from '../domain/live/topic.ts';

/** Tells listeners in this process what was committed, on this replica or another. */
export interface Bus {
  readonly publish: (change: Change) => void;
  /** Without a topic: every change. Returns the function that ends the subscription. */
  readonly subscribe: (listener: (change: Change) => void, topic?: Topic) => () => void;
}

export function createBus(): Bus {
  const listeners = new Set<(change: Change) => void>();
  return {
    publish: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe: (listener, topic) => {
      const entry = topic === undefined ? listener : (change: Change) => change.topic === topic && listener(change);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  };
}
