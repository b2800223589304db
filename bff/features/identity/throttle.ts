import { createHash } from 'node:crypto';
import { type Clock, plus } from '../../domain/time/instant.ts';
import type { ThrottleStore } from './throttle-store.ts';

/** What a try was answered. `left`: tries before the pause, this one not counted. */
export type Verdict = { readonly allowed: true; readonly left: number } | { readonly allowed: false; readonly retryAfterMs: number };

/** Lets a number of tries through, then none until a pause is over. Shared by all replicas through the database. */
export interface Throttle {
  readonly take: (key: string) => Promise<Verdict>;
  readonly clear: (key: string) => Promise<void>;
}

export interface ThrottleRule {
  /** Keeps the keys of different uses apart. */
  readonly name: string;
  readonly tries: number;
  readonly pauseMs: number;
}

export function createThrottle(store: ThrottleStore, clock: Clock, rule: ThrottleRule): Throttle {
  // Hashed: keys hold e-mail addresses as people typed them, sometimes a password by mistake.
  const keyOf = (key: string) => createHash('sha256').update(`${rule.name}\n${key}`).digest('base64url');
  return {
    take: async (key) => {
      const now = clock();
      const expiresAt = new Date(plus(now, rule.pauseMs));
      const row = await store.count(keyOf(key), { limit: rule.tries, now: new Date(now), expiresAt });
      if (row.tries <= rule.tries) return { allowed: true, left: rule.tries - row.tries };
      return { allowed: false, retryAfterMs: row.expiresAt.getTime() - now };
    },
    clear: (key) => store.clear(keyOf(key)),
  };
}
