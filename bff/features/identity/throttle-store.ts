import { eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../../storage/database.ts';
import { throttle } from '../../storage/schema/auth.ts';

export interface Tries {
  readonly tries: number;
  readonly expiresAt: Date;
}

export type ThrottleStore = ReturnType<typeof createThrottleStore>;

export function createThrottleStore(db: Database) {
  return {
    /**
     * Counts one more try, in one statement, so that tries at the same moment on several replicas are all counted.
     * Every try up to the limit restarts the wait; tries over it do not prolong it.
     */
    count: async (key: string, rule: { limit: number; now: Date; expiresAt: Date }): Promise<Tries> => {
      const over = sql`${throttle.expiresAt} <= ${rule.now.toISOString()}`;
      const [row] = await db
        .insert(throttle)
        .values({ key, tries: 1, expiresAt: rule.expiresAt })
        .onConflictDoUpdate({
          target: throttle.key,
          set: {
            tries: sql`case when ${over} then 1 else ${throttle.tries} + 1 end`,
            expiresAt: sql`case when ${over} or ${throttle.tries} < ${rule.limit} then excluded.expires_at else ${throttle.expiresAt} end`,
          },
        })
        .returning();
      return row!;
    },
    clear: async (key: string) => {
      await db.delete(throttle).where(eq(throttle.key, key));
    },
    forgetOld: async (now: Date) => {
      await db.delete(throttle).where(lt(throttle.expiresAt, now));
    },
  };
}
