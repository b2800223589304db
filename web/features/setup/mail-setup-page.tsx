import { Button } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { MailSetup } from '#contract/setup';
import { orpc } from '../../api/client.ts';
import { meOptions } from '../../api/session.ts';
import { Note } from '../../ui/note/note.tsx';
import { Region } from '../../ui/page/page.tsx';
import { MAIL_FIELDS, MAIL_LABELS } from './mail-draft.ts';
import { MailFields, mailFieldId } from './mail-fields.tsx';
import { MailTest } from './mail-test.tsx';
import { SetupForm } from './setup-form.tsx';
import { SetupFrame } from './setup-frame.tsx';
import { useMailForm } from './use-mail-form.ts';

/** Through which server mails are sent. Changed by the Manager primary contact; others read it, without the password. */
export function MailSetupPage() {
  const { data: me } = useSuspenseQuery(meOptions());
  const setup = useQuery(orpc.setup.mail.queryOptions());
  return (
    <SetupFrame setup={setup} failure="The mail setup could not be read." rows={6}>
      {(saved, mayWrite) => <MailServer saved={saved} mayWrite={mayWrite} ownAddress={me.email} />}
    </SetupFrame>
  );
}

interface MailServerProps {
  readonly saved: MailSetup;
  readonly mayWrite: boolean;
  readonly ownAddress: string;
}

function MailServer({ saved, mayWrite, ownAddress }: MailServerProps) {
  const form = useMailForm(saved);
  const errors = MAIL_FIELDS.flatMap((field) => {
    const message = form.fieldErrors[field];
    return message === undefined ? [] : [{ fieldId: mailFieldId(field), label: MAIL_LABELS[field], message }];
  });
  const remove = saved.source === 'settings' && (
    <Button variant="subtle" color="var(--bad-text)" disabled={form.dirty || form.saving} onClick={form.remove}>
      Remove the mail server
    </Button>
  );
  return (
    <>
      <Region title="Mail server">
        <SetupForm label="Mail server" what="mail setup" mayWrite={mayWrite} form={form} errors={errors} buttons={remove}>
          <SourceNote saved={saved} />
          <MailFields
            draft={form.draft}
            passwordSet={saved.server?.passwordSet ?? false}
            errors={form.fieldErrors}
            disabled={!mayWrite}
            onChange={form.change}
          />
        </SetupForm>
      </Region>
      {mayWrite && (
        <Region title="Test mail">
          <MailTest address={ownAddress} hindrance={hindranceOf(saved, form.dirty)} />
        </Region>
      )}
    </>
  );
}

function hindranceOf({ server }: MailSetup, dirty: boolean): string | undefined {
  if (server === null) return 'Save a mail server first.';
  return dirty ? 'Save the changes first: the test goes through the saved server.' : undefined;
}

function SourceNote({ saved: { source, waiting } }: { readonly saved: MailSetup }) {
  if (source === 'environment') {
    return <Note tone="plain">Set by SMTP_URL, at the start of the server. Saving a server here takes its place.</Note>;
  }
  if (source === 'settings') return null;
  const kept = waiting === 1 ? 'One mail waits' : `${waiting} mails wait`;
  return (
    <Note tone="plain">
      There is no mail server: notifications are kept and shown, not sent.
      {waiting > 0 && ` ${kept} for one and will be sent when one is saved.`}
    </Note>
  );
}
