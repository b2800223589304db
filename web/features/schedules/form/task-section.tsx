import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { optionProfiles } from '../queries.ts';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

/** What the task is called and how it scans. */
export function TaskSection({ values, change, errors, was }: SectionProps) {
  const { data } = useQuery(optionProfiles());
  const profiles = data?.items ?? [];
  const standard = profiles.find(({ isDefault }) => isDefault);
  const choices = profiles.map(({ id, name, isDefault }) => ({ value: id, label: isDefault ? `${name} (default)` : name }));
  return (
    <FormSection id="task" title="Task">
      <FieldRow label="Title" htmlFor={fieldId('title')} was={was('title')}>
        <TextInput
          id={fieldId('title')}
          className="field-wide"
          value={values.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
          error={errors.title}
          autoComplete="off"
          data-autofocus
        />
      </FieldRow>
      <FieldRow label="Option profile" htmlFor={fieldId('optionProfileId')} was={was('optionProfileId')}>
        <SelectField
          id={fieldId('optionProfileId')}
          label="Option profile"
          width="100%"
          value={values.optionProfileId === '' ? standard?.id : values.optionProfileId}
          choices={choices}
          onChange={(optionProfileId) => change({ optionProfileId })}
          error={errors.optionProfileId}
        />
      </FieldRow>
      <FieldRow label="Priority" was={was('priority')} error={errors.priority}>
        <NumberField
          id={fieldId('priority')}
          label="Priority"
          value={values.priority}
          onChange={(priority) => change({ priority })}
          min={0}
          max={9}
          error={errors.priority !== undefined}
        />
        <span className="text-2">0 is none, 1 the most urgent, 9 the least</span>
      </FieldRow>
    </FormSection>
  );
}
