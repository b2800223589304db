import { Button } from '@mantine/core';
import type { Schedule } from '#contract/schedules';
import { Note } from '../../../ui/note/note.tsx';
import { changedFields } from './form-changes.ts';
import { formValuesOf } from './form-values-of.ts';
import { FORM_FIELDS } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';

interface NewerNoteProps {
  readonly newer: Schedule;
  /** As they were when the form was opened. */
  readonly base: ScheduleFormValues;
  readonly mine: ScheduleFormValues;
  readonly onTake: (keepMine: boolean) => void;
}

const list = (names: readonly string[]) => (names.length === 0 ? 'nothing of this form' : names.join(', '));

/** Somebody else has saved the schedule since it was opened: what they changed, and what becomes of my edits. */
export function NewerNote({ newer, base, mine, onTake }: NewerNoteProps) {
  const theirs = changedFields(base, formValuesOf(newer));
  const ours = changedFields(base, mine);
  const both = ours.filter((name) => theirs.includes(name));
  const labels = (names: readonly (keyof typeof FORM_FIELDS)[]) => list(names.map((name) => FORM_FIELDS[name].label));
  return (
    <Note tone="bad">
      <b>Not saved: somebody changed this schedule meanwhile.</b> They changed {labels(theirs)}.
      {both.length > 0 && ` You changed ${labels(both)} as well: yours would take the place of theirs.`}
      <div className="newer-actions">
        <Button variant="default" onClick={() => onTake(true)}>
          Keep my edits
        </Button>
        <Button variant="default" onClick={() => onTake(false)}>
          Take theirs
        </Button>
      </div>
    </Note>
  );
}
