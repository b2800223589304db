import type { Change, Topic } from '../domain/live/topic.ts';

/** Tells listeners in this process what was committed, on this replica or another. */
export interface Bus {
  readonly publish: (change: Change) => void;
  /** Without a topic: every change. Returns the function that ends the subscription. */
  readonly subscribe: (listener: (change: Change) => void, topic?: Topic) => () => void;
  /** Changes may have been missed (the connection that brings them was lost): whoever keeps something must look again. */
  readonly resync: () => void;
  readonly onResync: (listener: () => void) => () => void;
}

export function createBus(): Bus {
  const listeners = new Set<(change: Change) => void>();
  const missed = new Set<() => void>();
  return {
    publish: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe: (listener, topic) => {
      const entry = topic === undefined ? listener : (change: Change) => change.topic === topic && listener(change);
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    resync: () => {
      for (const listener of [...missed]) listener();
    },
    onResync: (listener) => {
      missed.add(listener);
      return () => missed.delete(listener);
    },
  };
}
