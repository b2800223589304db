import type { Actor } from '../../domain/identity/role.ts';
import { isEmailAddress } from '../../domain/notifications/email-address.ts';
import { refuse } from '../../domain/refusal.ts';
import { messageIdOf } from '../../mail/message-id.ts';
import type { Mail, SmtpMailer } from '../../mail/smtp-mailer.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { MailSettings } from './mail-service.ts';

/** Lets a number of tries through, then none until a pause is over. */
export interface TestThrottle {
  readonly take: (key: string) => Promise<{ readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number }>;
}

export interface MailTestDeps {
  readonly uow: UnitOfWork;
  readonly newId: () => string;
  readonly settings: Pick<MailSettings, 'current'>;
  readonly mailer: Pick<SmtpMailer, 'send'>;
  readonly tries: TestThrottle;
  readonly publicUrl: string;
}

export type MailTest = ReturnType<typeof createMailTest>;

/** Sends one mail whose text nobody can choose, through the saved server; tells the server's own words when it does not take it. */
export function createMailTest({ uow, newId, settings, mailer, tries, publicUrl }: MailTestDeps) {
  return async (actor: Actor, to: string): Promise<{ accepted: true; response: string }> => {
    if (!isEmailAddress(to)) throw refusal(`"${to}" is not an e-mail address: write it as name@example.org`, 'email-malformed');
    const server = await settings.current();
    if (server === undefined) throw refuse.conflict('No mail server is set up: save one first');
    const tried = await tries.take(actor.userId);
    if (!tried.allowed) {
      throw refuse.conflict(`Too many test mails: try again in ${Math.ceil(tried.retryAfterMs / 60_000)} minutes`);
    }
    const result = await mailer.send(server, testMail(to, newId(), publicUrl));
    const after = { to, outcome: result.kind };
    await uow((work) => work.audit({ actor, action: 'setup.mail-tested', objectType: 'setup', objectId: 'mail', after }));
    if (result.kind === 'accepted') return { accepted: true, response: result.response };
    const words = result.response === undefined ? '' : ` It said: ${result.response}`;
    throw refusal(`${result.problem}.${words}`, 'mail-not-accepted');
  };
}

const refusal = (message: string, code: string) => refuse.invalid([{ path: ['to'], code, message }]);

const testMail = (to: string, id: string, publicUrl: string): Mail => ({
  to,
  subject: 'Test mail from Watchbill',
  text: `The mail server works: notifications of ${publicUrl} reach you.\n`,
  messageId: messageIdOf(id, publicUrl),
});
