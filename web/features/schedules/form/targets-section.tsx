import { Textarea } from '@mantine/core';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { Note } from '../../../ui/note/note.tsx';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';
import { splitTargets } from './target-lines.ts';

/** What is scanned, and what is left out of it. */
export function TargetsSection({ values, change, errors }: SectionProps) {
  if (values.kept.target !== undefined) {
    return (
      <FormSection id="targets" title="Targets">
        <Note tone="plain">
          The targets are chosen by {values.kept.target.kind === 'tags' ? 'asset tags' : 'a cloud connector'}. They stay as they are.
        </Note>
      </FormSection>
    );
  }
  const count = splitTargets(values.include).length;
  return (
    <FormSection id="targets" title="Targets">
      <FieldRow
        label="Scan"
        htmlFor={fieldId('include')}
        description={`One a line: 10.20.0.7, 10.20.0.1-10.20.0.40, 10.20.0.0/24, 2001:db8::/120, db.corp.example. ${count} so far.`}
      >
        <Textarea
          id={fieldId('include')}
          aria-label="Addresses, ranges, networks or names"
          className="field-wide mono-input"
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          value={values.include}
          onChange={(event) => change({ include: event.currentTarget.value })}
          error={errors.include}
        />
      </FieldRow>
      <FieldRow label="Except" htmlFor={fieldId('exclude')} description="Left out of the above. Written the same way.">
        <Textarea
          id={fieldId('exclude')}
          className="field-wide mono-input"
          autosize
          minRows={1}
          maxRows={8}
          spellCheck={false}
          value={values.exclude}
          onChange={(event) => change({ exclude: event.currentTarget.value })}
          error={errors.exclude}
        />
      </FieldRow>
    </FormSection>
  );
}
