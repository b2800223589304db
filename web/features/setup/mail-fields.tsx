import { PasswordInput, Textarea, TextInput } from '@mantine/core';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { MAIL_LABELS, type MailDraft, type MailField, USUAL_PORT } from './mail-draft.ts';

export const mailFieldId = (field: MailField): string => `mail-${field}`;

const SECURITY = [
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS from the first byte' },
  { value: 'none', label: 'None, in the clear' },
] as const;

interface MailFieldsProps {
  readonly draft: MailDraft;
  /** Whether a password is stored; it is never shown. */
  readonly passwordSet: boolean;
  readonly errors: Record<string, string>;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<MailDraft>) => void;
}

/** Where mails are handed over, and as whom. */
export function MailFields({ draft, passwordSet, errors, disabled, onChange }: MailFieldsProps) {
  const text = (field: 'host' | 'user' | 'from', description: string, placeholder: string) => (
    <FieldRow label={MAIL_LABELS[field]} htmlFor={mailFieldId(field)} description={description}>
      <TextInput
        id={mailFieldId(field)}
        value={draft[field]}
        placeholder={placeholder}
        autoComplete="off"
        disabled={disabled}
        error={errors[field]}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    </FieldRow>
  );
  const choose = (security: MailDraft['security']) =>
    onChange({ security, ...(draft.port === USUAL_PORT[draft.security] && { port: USUAL_PORT[security] }) });
  return (
    <>
      {text('host', 'Name or address of the server that takes mails for delivery.', 'smtp.corp.example')}
      <FieldRow label={MAIL_LABELS.security} error={[errors['security'], errors['port']].filter(Boolean).join('\n') || undefined}>
        <SelectField
          id={mailFieldId('security')}
          label={MAIL_LABELS.security}
          width={210}
          value={draft.security}
          choices={SECURITY}
          disabled={disabled}
          onChange={choose}
        />
        <span className="text-2">at port</span>
        <NumberField
          id={mailFieldId('port')}
          label={MAIL_LABELS.port}
          width={92}
          value={draft.port}
          min={1}
          max={65_535}
          disabled={disabled}
          error={errors['port'] !== undefined}
          onChange={(port) => onChange({ port })}
        />
      </FieldRow>
      {text('from', 'The address that mails come from.', 'watchbill@corp.example')}
      {text('user', 'Left empty, mails are handed over without signing in.', '')}
      <FieldRow
        label={MAIL_LABELS.password}
        htmlFor={mailFieldId('password')}
        description={passwordSet ? 'One is stored. It is never shown; type a new one to replace it.' : undefined}
      >
        <PasswordInput
          id={mailFieldId('password')}
          className="mail-password"
          value={draft.password ?? ''}
          placeholder={passwordSet && draft.password === undefined ? 'Stored' : ''}
          autoComplete="new-password"
          disabled={disabled || draft.user === ''}
          error={errors['password']}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
        />
      </FieldRow>
      <FieldRow
        label={MAIL_LABELS.trustedCertificate}
        htmlFor={mailFieldId('trustedCertificate')}
        description="PEM, for a server that signs its certificate itself. Left empty, the authorities that the system knows are trusted."
      >
        <Textarea
          id={mailFieldId('trustedCertificate')}
          className="mono-input"
          rows={3}
          value={draft.trustedCertificate}
          placeholder="-----BEGIN CERTIFICATE-----"
          spellCheck={false}
          disabled={disabled || draft.security === 'none'}
          error={errors['trustedCertificate']}
          onChange={(event) => onChange({ trustedCertificate: event.currentTarget.value })}
        />
      </FieldRow>
    </>
  );
}
