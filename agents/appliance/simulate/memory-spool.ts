import type { Spool } from '../../runtime/spool.ts';

/** A spool that ends with the process: ten thousand of them share one machine. */
export const createMemorySpool = (): Spool => {
  const waiting = new Map<string, string>();
  const listeners = new Set<() => void>();
  return {
    append: async (message) => {
      if (!waiting.has(message.messageId)) waiting.set(message.messageId, JSON.stringify(message));
      for (const listener of listeners) listener();
    },
    readBatch: async (count) => [...waiting].slice(0, count).map(([messageId, text]) => ({ messageId, text })),
    acknowledge: async (messageIds) => {
      for (const messageId of messageIds) waiting.delete(messageId);
    },
    setAside: async ({ messageId }) => void waiting.delete(messageId),
    has: (messageId) => waiting.has(messageId),
    messages: () => waiting.size,
    bytes: () => 0,
    isFull: () => false,
    nextAppend: (signal) =>
      new Promise((resolve) => {
        const done = () => {
          listeners.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        if (signal.aborted || waiting.size > 0) return resolve();
        listeners.add(done);
        signal.addEventListener('abort', done, { once: true });
      }),
    close: async () => undefined,
  };
};
