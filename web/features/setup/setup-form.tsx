import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ErrorSummary, type FieldError } from '../../ui/form/error-summary.tsx';
import { Note } from '../../ui/note/note.tsx';

interface SetupFormProps {
  /** Names the form to everybody. */
  readonly label: string;
  /** What is saved: "setup", "mail setup". */
  readonly what: string;
  readonly mayWrite: boolean;
  readonly form: {
    readonly submit: (event: FormEvent) => void;
    readonly takeSaved: () => void;
    readonly dirty: boolean;
    readonly saving: boolean;
    readonly stale: boolean;
    readonly messages: readonly string[];
    readonly attempt: number;
    readonly guard: ReactNode;
  };
  /** What is wrong at which field. */
  readonly errors: readonly FieldError[];
  /** Further buttons beside saving and discarding. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
}

/** The form of a section: what somebody else changed, what is wrong, the fields, the buttons. */
export function SetupForm({ label, what, mayWrite, form, errors, buttons, children }: SetupFormProps) {
  return (
    <>
      <form className="setup-form" aria-label={label} onSubmit={form.submit} noValidate>
        {form.stale && (
          <Note tone="bad" action={{ label: 'Show what is saved', onClick: form.takeSaved }}>
            <b>Somebody else changed the {what} meanwhile.</b> Your edit is not saved.
          </Note>
        )}
        <ErrorSummary errors={errors} messages={form.messages} attempt={form.attempt} />
        {children}
        {mayWrite && (
          <div className="setup-foot">
            <Button type="submit" loading={form.saving} disabled={!form.dirty || form.stale}>
              Save {what}
            </Button>
            <Button variant="default" disabled={!form.dirty} onClick={form.takeSaved}>
              Discard changes
            </Button>
            {buttons}
          </div>
        )}
      </form>
      {form.guard}
    </>
  );
}
