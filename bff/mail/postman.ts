import type { SendResult } from '../domain/notifications/retry.ts';
import type { Executor } from '../storage/database.ts';
import type { MailServer } from './mail-server.ts';
import type { Mail, SmtpMailer } from './smtp-mailer.ts';

/** Hands mails to whatever mail server is set up at that moment. */
export function createPostman(current: (within?: Executor) => Promise<MailServer | undefined>, mailer: Pick<SmtpMailer, 'send'>) {
  return {
    hasServer: async (within?: Executor): Promise<boolean> => (await current(within)) !== undefined,
    /** A way to the server as it is set up now; undefined: there is none. */
    open: async (): Promise<((mail: Mail) => Promise<SendResult>) | undefined> => {
      const server = await current();
      return server && ((mail) => mailer.send(server, mail));
    },
  };
}
