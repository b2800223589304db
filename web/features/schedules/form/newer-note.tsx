import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { Schedule } from '#contract/schedules';
import { Note } from '../../../ui/note/note.tsx';
import { useTimes } from '../../../ui/time/times.tsx';
import { describeField, type FieldNames } from './describe-field.ts';
import { changedFields } from './form-changes.ts';
import { formValuesOf } from './form-values-of.ts';
import { type FieldName, FORM_FIELDS } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';
import './newer-note.css';

interface NewerNoteProps {
  readonly newer: Schedule;
  /** As they were when the form was opened. */
  readonly base: ScheduleFormValues;
  readonly mine: ScheduleFormValues;
  readonly names: FieldNames;
  /** Goes on from theirs: these fields as I have them, and whatever they did not touch. */
  readonly onTake: (mine: readonly FieldName[]) => void;
}

/** Somebody else has saved the schedule since it was opened: what they changed, field by field, and what is to become of it. */
export function NewerNote({ newer, base, mine, names, onTake }: NewerNoteProps) {
  const { format, viewerZone } = useTimes();
  const theirs = formValuesOf(newer);
  const changed = changedFields(base, theirs);
  const ours = changedFields(base, mine);
  const [kept, setKept] = useState<readonly FieldName[]>(() => changed.filter((name) => ours.includes(name)));
  const keep = (name: FieldName, own: boolean) => setKept((before) => (own ? [...before, name] : before.filter((one) => one !== name)));
  const same = changed.filter((name) => describeField(name, mine, names) === describeField(name, theirs, names));
  return (
    <Note tone="bad">
      <b>Not saved: somebody changed this schedule at {format(newer.updatedAt, { zone: viewerZone, style: 'clock' })}.</b> Nothing of yours
      is lost. Choose field by field, then save again; what they did not touch stays as you have it.
      {changed.length === 0 ? (
        <p>They changed nothing of this form.</p>
      ) : (
        <table className="newer-table">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Mine</th>
              <th scope="col">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((name) => (
              <tr key={name}>
                <th scope="row">{FORM_FIELDS[name].label}</th>
                {same.includes(name) ? (
                  <td colSpan={2}>{describeField(name, theirs, names)}, the same</td>
                ) : (
                  [true, false].map((own) => (
                    <td key={String(own)}>
                      <Radio
                        name={`newer-${name}`}
                        label={describeField(name, own ? mine : theirs, names)}
                        aria-label={`${FORM_FIELDS[name].label}, ${own ? 'mine' : 'theirs'}: ${describeField(name, own ? mine : theirs, names)}`}
                        description={own && !ours.includes(name) ? 'as it was, not changed by you' : undefined}
                        checked={kept.includes(name) === own}
                        onChange={() => keep(name, own)}
                      />
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="newer-actions">
        <Button onClick={() => onTake(kept)}>Go on with these</Button>
      </div>
    </Note>
  );
}
