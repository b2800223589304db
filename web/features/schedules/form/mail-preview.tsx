import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { NotificationPreview } from '#contract/notifications';
import { Segments } from '../../../ui/form/segments.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { useTimes } from '../../../ui/time/times.tsx';
import { FORM_FIELDS } from './schedule-form-fields.ts';

interface MailPreviewProps {
  readonly preview: NotificationPreview | undefined;
  readonly timeZone: string;
}

/** The mails that are ticked, one at a time, word for word as they would be sent. */
export function MailPreview({ preview, timeZone }: MailPreviewProps) {
  const { format } = useTimes();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const mails = preview?.mails.filter((mail) => mail.wanted) ?? [];
  const mail = mails.find(({ event }) => event === wanted) ?? mails[0];
  if (preview === undefined || mail === undefined) return null;
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className="mail-preview">
      <button type="button" className="text-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={14} stroke={1.9} aria-hidden /> Preview of the mails
      </button>
      {open && (
        <>
          <Segments
            label="Mail to preview"
            value={mail.event}
            choices={mails.map(({ event }) => ({ value: event, label: FORM_FIELDS[event].label }))}
            onChange={setWanted}
          />
          <article className="mail-text" aria-label="The mail">
            <p className="strong">{mail.subject}</p>
            <pre>{mail.text}</pre>
          </article>
          <p className="meta">
            {mail.sentAt !== undefined && `Sent ${format(mail.sentAt, { zone: timeZone })}. `}
            To {preview.addresses === 1 ? 'one address' : `${formatNumber(preview.addresses)} different addresses`}
            {mail.example === undefined ? '.' : `. ${mail.example}`}
          </p>
        </>
      )}
    </div>
  );
}
