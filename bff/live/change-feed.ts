import type { Change, Topic } from '../domain/live/topic.ts';
import type { Bus } from './bus.ts';

/** In place of an id: anything of this topic may have changed. */
export const ANY_ID = '*';

/** A slow reader gets one change per topic instead of a longer queue than this. */
const QUEUE_LIMIT = 500;

/** What one listener has yet to be told. The same change, announced often, is told once. */
export class ChangeQueue {
  readonly #topics: ReadonlySet<Topic>;
  #pending = new Map<string, Change>();
  #wake: (() => void) | undefined;

  constructor(topics: readonly Topic[]) {
    this.#topics = new Set(topics);
  }

  add(change: Change): void {
    if (!this.#topics.has(change.topic)) return;
    if (this.#pending.size >= QUEUE_LIMIT) this.#collapse();
    if (!this.#pending.has(keyOf({ topic: change.topic, id: ANY_ID }))) this.#pending.set(keyOf(change), change);
    this.#wake?.();
  }

  addEverything(): void {
    for (const topic of this.#topics) this.#pending.set(keyOf({ topic, id: ANY_ID }), { topic, id: ANY_ID });
    this.#wake?.();
  }

  /** Waits for something to tell, and hands over all of it; nothing after the signal. */
  async take(signal: AbortSignal | undefined): Promise<readonly Change[]> {
    while (this.#pending.size === 0 && signal?.aborted !== true) await this.#change(signal);
    const taken = [...this.#pending.values()];
    this.#pending = new Map();
    return signal?.aborted === true ? [] : taken;
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        signal?.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      this.#wake = done;
      signal?.addEventListener('abort', done);
    });
  }

  #collapse(): void {
    const topics = new Set([...this.#pending.values()].map((change) => change.topic));
    this.#pending = new Map([...topics].map((topic) => [keyOf({ topic, id: ANY_ID }), { topic, id: ANY_ID }]));
  }
}

const keyOf = ({ topic, id }: Change) => `${topic}:${id}`;

/** The changes of these topics from now on, until the signal. Leaves nothing behind. */
export async function* changeFeed(bus: Bus, topics: readonly Topic[], signal: AbortSignal | undefined): AsyncGenerator<Change, void> {
  const queue = new ChangeQueue(topics);
  const ends = [bus.subscribe((change) => queue.add(change)), bus.onResync(() => queue.addEverything())];
  try {
    while (signal?.aborted !== true) yield* await queue.take(signal);
  } finally {
    for (const end of ends) end();
  }
}
