import { and, eq, lt } from 'drizzle-orm';
import { type Clock, DAY_MS, plus } from '../domain/time/instant.ts';
import type { Database } from '../storage/database.ts';
import { idempotentAnswer } from '../storage/schema/platform.ts';

/** What is known of a key. Without a body the call is running, or its server died. */
export interface KeptAnswer {
  readonly requestHash: string;
  readonly body: string | undefined;
}

const RUNNING = 0;
const ANSWERED = 1;
const KEEP_MS = DAY_MS;

export type IdempotencyStore = ReturnType<typeof createIdempotencyStore>;

export function createIdempotencyStore(db: Database, clock: Clock) {
  const at = (actorId: string, key: string) => and(eq(idempotentAnswer.actorId, actorId), eq(idempotentAnswer.key, key));

  const claim = async (actorId: string, key: string, requestHash: string): Promise<KeptAnswer | undefined> => {
    await db.delete(idempotentAnswer).where(and(at(actorId, key), lt(idempotentAnswer.createdAt, new Date(plus(clock(), -KEEP_MS)))));
    const claimed = await db
      .insert(idempotentAnswer)
      .values({ actorId, key, requestHash, status: RUNNING, body: '', createdAt: new Date(clock()) })
      .onConflictDoNothing()
      .returning({ key: idempotentAnswer.key });
    if (claimed.length > 0) return undefined;
    const [row] = await db.select().from(idempotentAnswer).where(at(actorId, key));
    // Given back between the two statements: nobody holds it now.
    if (row === undefined) return claim(actorId, key, requestHash);
    return { requestHash: row.requestHash, body: row.status === ANSWERED ? row.body : undefined };
  };

  return {
    /** Takes the key, or tells who has it. */
    claim,
    keep: async (actorId: string, key: string, body: string) => {
      await db.update(idempotentAnswer).set({ status: ANSWERED, body }).where(at(actorId, key));
    },
    release: async (actorId: string, key: string) => {
      await db.delete(idempotentAnswer).where(at(actorId, key));
    },
    /** Removes the answers of yesterday. */
    forgetOld: async () => {
      await db.delete(idempotentAnswer).where(lt(idempotentAnswer.createdAt, new Date(plus(clock(), -KEEP_MS))));
    },
  };
}
