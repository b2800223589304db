import { createHmac } from 'node:crypto';
import { apiError } from './api-error.ts';
import type { IdempotencyStore } from './idempotency-store.ts';
import type { SealedBox } from './sealed-box.ts';

export interface IdempotentRequest {
  readonly actorId: string;
  readonly key: string;
  readonly procedure: string;
  readonly input: unknown;
}

/** Runs a request once per key: a repeat gets the first answer. */
export interface Idempotency {
  readonly once: (request: IdempotentRequest, run: () => Promise<unknown>) => Promise<unknown>;
}

const REUSED = 'This Idempotency-Key was sent with another request. Use a new key for a new request';
const UNKNOWN =
  'A request with this Idempotency-Key was started and has no answer yet. If it does not end, look whether it took effect, then use a new key';

/**
 * A key is claimed before the call and holds its answer after it. A refused or failed call changed nothing and gives the
 * key back. A server that dies in between leaves the key claimed: a repeat is refused rather than run twice.
 */
export function createIdempotency(store: IdempotencyStore, box: SealedBox, secret: string): Idempotency {
  // Repeats that arrive in this process while the first is running wait for it.
  const running = new Map<string, { hash: string; answer: Promise<unknown> }>();

  const first = async (request: IdempotentRequest, hash: string, run: () => Promise<unknown>) => {
    const before = await store.claim(request.actorId, request.key, hash);
    if (before !== undefined) {
      if (before.requestHash !== hash) throw apiError('idempotency-key-reused', REUSED);
      if (before.body === undefined) throw apiError('conflict', UNKNOWN, { issues: [] });
      return JSON.parse(box.open(before.body)) ?? undefined;
    }
    try {
      const answer = await run();
      await store.keep(request.actorId, request.key, box.seal(JSON.stringify(answer ?? null)));
      return answer;
    } catch (error) {
      await store.release(request.actorId, request.key);
      throw error;
    }
  };

  return {
    once: (request, run) => {
      const hash = requestHash(request, secret);
      const place = `${request.actorId} ${request.key}`;
      const twin = running.get(place);
      if (twin !== undefined) {
        if (twin.hash !== hash) throw apiError('idempotency-key-reused', REUSED);
        return twin.answer;
      }
      const answer = first(request, hash, run).finally(() => running.delete(place));
      running.set(place, { hash, answer });
      return answer;
    },
  };
}

// Keyed: an input may hold a password, and a plain hash of it would invite guessing.
const requestHash = ({ procedure, input }: IdempotentRequest, secret: string) =>
  createHmac('sha256', secret)
    .update(procedure)
    .update('\n')
    .update(JSON.stringify(input) ?? '')
    .digest('hex');
