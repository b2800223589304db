import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type GateWord = 'go' | 'crash' | 'lie';

/** Holds the gate engine before each host until the test lets it through. */
export const openGate = async () => {
  const asked: string[] = [];
  const waiting = new Map<string, ServerResponse>();
  const words = new Map<string, GateWord>();
  let changed = () => {};
  const answer = (subject: string) => {
    const word = words.get(subject);
    const response = waiting.get(subject);
    if (!word || !response) return;
    waiting.delete(subject);
    response.end(word);
  };
  const server = createServer((request, response) => {
    const subject = (request.url ?? '/').slice(1);
    asked.push(subject);
    waiting.set(subject, response);
    answer(subject);
    changed();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every question, in order. */
    asked,
    say: (word: GateWord, ...subjects: string[]) => {
      for (const subject of subjects) {
        words.set(subject, word);
        answer(subject);
      }
    },
    untilAsked: (subject: string, times = 1): Promise<void> =>
      new Promise((resolve) => {
        changed = () => {
          if (asked.filter((each) => each === subject).length >= times) resolve();
        };
        changed();
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type Gate = Awaited<ReturnType<typeof openGate>>;
