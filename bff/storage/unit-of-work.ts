import { sql } from 'drizzle-orm';
import type { Actor } from '../domain/identity/role.ts';
import type { Change, Topic } from '../domain/live/topic.ts';
import { type Clock, toIso } from '../domain/time/instant.ts';
import type { Database, Transaction } from './database.ts';
import { auditEntry } from './schema/platform.ts';

/** What one change did, for the audit log. `actor` null: the service itself. */
export interface AuditNote {
  readonly actor: Pick<Actor, 'userId' | 'name'> | null;
  /** Past participle with its object: `schedule.created`. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One transaction. What is announced reaches listeners on every replica after the commit, and only then. */
export interface Work {
  readonly tx: Transaction;
  readonly audit: (note: AuditNote) => Promise<void>;
  readonly announce: (topic: Topic, id: string) => void;
  /** Does it before the transaction ends: once, for all that was named to it meanwhile, each once. */
  readonly atEnd: (finish: Finish, id: string) => void;
}

/** What is done for many at once at the end of a transaction, and in it. */
export type Finish = (work: Work, ids: readonly string[]) => Promise<void>;

/** Runs a story in one transaction: all of it happens, or nothing. */
export type UnitOfWork = <T>(story: (work: Work) => Promise<T>) => Promise<T>;

/** PostgreSQL channel over which the changes travel, as JSON lists of `{topic, id}`. */
export const CHANGE_CHANNEL = 'watchbill_changes';

/** A NOTIFY payload holds 8,000 bytes (PostgreSQL `NOTIFY`); one change takes under 80. */
const CHANGES_PER_NOTIFY = 80;

export function createUnitOfWork(db: Database, clock: Clock, newId: () => string): UnitOfWork {
  return (story) =>
    db.transaction(async (tx) => {
      const changes = new Map<string, Change>();
      const unfinished = new Map<Finish, Set<string>>();
      const work: Work = {
        tx,
        audit: (note) => writeAudit(tx, note, clock, newId),
        announce: (topic, id) => changes.set(`${topic}:${id}`, { topic, id }),
        atEnd: (finish, id) => unfinished.set(finish, (unfinished.get(finish) ?? new Set()).add(id)),
      };
      const result = await story(work);
      for (const [finish, ids] of unfinished) await finish(work, [...ids]);
      await notify(tx, [...changes.values()]);
      return result;
    });
}

async function writeAudit(tx: Transaction, note: AuditNote, clock: Clock, newId: () => string): Promise<void> {
  await tx.insert(auditEntry).values({
    id: newId(),
    at: new Date(toIso(clock())),
    actorId: note.actor?.userId ?? null,
    actorName: note.actor?.name ?? 'Watchbill',
    action: note.action,
    objectType: note.objectType,
    objectId: note.objectId,
    before: note.before,
    after: note.after,
  });
}

// PostgreSQL delivers notifications at commit: a rolled-back story announces nothing.
async function notify(tx: Transaction, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const payloads: string[] = [];
  for (let i = 0; i < changes.length; i += CHANGES_PER_NOTIFY) payloads.push(JSON.stringify(changes.slice(i, i + CHANGES_PER_NOTIFY)));
  await tx.execute(
    sql`select pg_notify(${CHANGE_CHANNEL}, payload) from jsonb_array_elements_text(${JSON.stringify(payloads)}::jsonb) as payload`,
  );
}
