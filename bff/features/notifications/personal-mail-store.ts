import { eq } from 'drizzle-orm';
import { GIVE_UP_AFTER_MS } from '../../domain/notifications/retry.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type Transaction, tables } from '../../storage/database.ts';

const { mail } = tables;

export interface PersonalMailRow {
  readonly id: string;
  readonly personId: string;
  readonly email: string;
  readonly messageId: string;
  readonly subject: string;
  readonly sealedText: string;
}

/** Due at once. */
export async function insertPersonalMail(tx: Transaction, row: PersonalMailRow, at: Instant): Promise<void> {
  const now = new Date(at);
  await tx.insert(mail).values({ ...row, state: 'queued', nextAttemptAt: now, giveUpAt: new Date(at + GIVE_UP_AFTER_MS), createdAt: now });
}

/** Whoever is sending it this moment finds nothing to note its end at. */
export async function deletePersonalMail(tx: Transaction, personId: string): Promise<void> {
  await tx.delete(mail).where(eq(mail.personId, personId));
}
