import { type Icon, IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './note.css';

type NoteTone = 'warn' | 'bad' | 'ok' | 'plain';

const ICONS: Record<NoteTone, Icon> = { warn: IconPlugConnectedX, bad: IconAlertTriangle, ok: IconCircleCheck, plain: IconInfoCircle };

interface NoteProps {
  readonly tone: NoteTone;
  readonly icon?: Icon;
  readonly children: ReactNode;
  /** One action, written as a verb: "Try again". */
  readonly action?: { readonly label: string; readonly onClick: () => void } | undefined;
}

/** A sentence that must not be missed, above what it is about. `bad` is announced at once. */
export function Note({ tone, icon, children, action }: NoteProps) {
  const NoteIcon = icon ?? ICONS[tone];
  return (
    <div className="note" data-tone={tone === 'plain' ? undefined : tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <NoteIcon size={16} stroke={1.8} aria-hidden />
      <div className="note-text">{children}</div>
      {action !== undefined && (
        <button type="button" className="note-action" onClick={action.onClick}>
          {action.label}
        </button>
      )}
    </div>
  );
}

interface FailureNoteProps {
  /** What could not be done: "The schedules could not be read." */
  readonly title: string;
  readonly message: string;
  readonly reference?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** A failure: cause, reference, and a way to try again. */
export function FailureNote({ title, message, reference, onRetry }: FailureNoteProps) {
  return (
    <Note tone="bad" action={onRetry === undefined ? undefined : { label: 'Try again', onClick: onRetry }}>
      <b>{title}</b> {message}
      {reference !== undefined && <> Reference {reference}.</>}
    </Note>
  );
}
