import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import '../note/note.css';

export interface FieldError {
  /** Id of the control to go to. */
  readonly fieldId: string;
  /** Name of the field, as the label says it. */
  readonly label: string;
  readonly message: string;
}

interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  /** What belongs to no field. */
  readonly messages?: readonly string[];
  readonly reference?: string | undefined;
  /** Rises with every attempt to save: then the summary takes the focus. */
  readonly attempt: number;
}

function goToField(fieldId: string) {
  const field = document.getElementById(fieldId);
  field?.scrollIntoView({ block: 'center' });
  field?.focus();
}

const title = (count: number) => (count === 0 ? 'Not saved.' : count === 1 ? '1 field to correct.' : `${count} fields to correct.`);

/** All that keeps a form from being saved, each linked to its field. */
export function ErrorSummary({ errors, messages = [], reference, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const nothing = errors.length === 0 && messages.length === 0;
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (nothing) return null;
  return (
    <div className="note" data-tone="bad" role="alert" tabIndex={-1} ref={box}>
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div className="note-text">
        <b>{title(errors.length)}</b>
        <ul>
          {messages.map((message) => (
            <li key={message}>{message}</li>
          ))}
          {errors.map(({ fieldId, label, message }) => (
            <li key={fieldId}>
              <button type="button" className="note-action" onClick={() => goToField(fieldId)}>
                {label}
              </button>
              : {message}
            </li>
          ))}
        </ul>
        {reference !== undefined && <span>Reference {reference}.</span>}
      </div>
    </div>
  );
}
