import type { Clock } from '../../domain/time/instant.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { Postman } from './collaborators.ts';
import { deletePersonalMail, insertPersonalMail } from './personal-mail-store.ts';

export interface PersonalMailDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly publicUrl: string;
  readonly postman: Pick<Postman, 'hasServer'>;
  /** Keeps a text unreadable in the database. */
  readonly sealText: (text: string) => string;
}

/** What one person is told about themselves. */
export interface PersonalMail {
  readonly personId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mails to one person, by the outbox that sends the notifications. A person has one at most: a newer takes the place of an older. */
export function createPersonalMails({ clock, newId, publicUrl, postman, sealText }: PersonalMailDeps) {
  return {
    /** Whether a mail would be sent; without a mail server whoever asks tells it another way. */
    isSetUp: (within: Executor): Promise<boolean> => postman.hasServer(within),
    send: async (work: Work, { personId, to, subject, text }: PersonalMail): Promise<void> => {
      const id = newId();
      await deletePersonalMail(work.tx, personId);
      const row = { id, personId, email: to, subject, messageId: messageIdOf(id, publicUrl), sealedText: sealText(text) };
      await insertPersonalMail(work.tx, row, clock());
      work.announce('users', personId);
    },
    /** What waits is not sent any more, and what became of it is forgotten. */
    drop: (work: Work, personId: string): Promise<void> => deletePersonalMail(work.tx, personId),
  };
}
