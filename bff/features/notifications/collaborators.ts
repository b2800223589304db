import type { SendResult } from '../../domain/notifications/retry.ts';
import type { Executor } from '../../storage/database.ts';

/** A mail as it is handed over. */
export interface OutgoingMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** With its angle brackets; the same at every attempt. */
  readonly messageId: string;
  readonly event?: string | undefined;
}

/** Hands mails to the mail server that is set up. */
export interface Postman {
  /** Whether there is a mail server. */
  readonly hasServer: (within?: Executor) => Promise<boolean>;
  /** A way to the server as it is set up now; undefined: there is none. */
  readonly open: () => Promise<((mail: OutgoingMail) => Promise<SendResult>) | undefined>;
}
