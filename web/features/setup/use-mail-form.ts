import type { MailSetup } from '#contract/setup';
import { client, orpc } from '../../api/client.ts';
import { draftOf, MAIL_FIELDS, type MailDraft, toServer } from './mail-draft.ts';
import { useSetupEdit } from './use-setup-edit.ts';

type Server = ReturnType<typeof toServer>;

const FIELDS = MAIL_FIELDS.map((field) => `server.${field}`);
const toDraft = ({ server }: MailSetup): MailDraft => draftOf(server);
/** The server judges: every problem comes back at its field. */
const read = (draft: MailDraft) => ({ values: toServer(draft) });

/** The edit of the mail server. */
export function useMailForm(saved: MailSetup) {
  const form = useSetupEdit({
    ...{ saved, toDraft, read, fields: FIELDS, what: 'the mail setup' },
    queryKey: orpc.setup.mail.queryKey(),
    send: (server: Server, revision) => client.setup.changeMail({ server, revision }),
    doneWords: ({ server }: MailSetup) => (server === null ? 'There is no mail server now' : 'Mail setup saved'),
  });
  const fieldErrors: Record<string, string> = Object.fromEntries(
    Object.entries(form.fieldErrors).map(([path, message]) => [path.replace(/^server\./, ''), message]),
  );
  /** Saves that there is no server of our own: what SMTP_URL says holds again, or none. */
  const remove = () => form.send(null);
  return { ...form, fieldErrors, remove };
}
