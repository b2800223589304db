import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { people } from '../queries.ts';
import { useMay, useMe } from '../use-me.ts';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

/** Whose it is, and whether it launches at all. */
export function OwnerSection({ values, change, errors, was, ownerName }: SectionProps & { readonly ownerName: string | undefined }) {
  const me = useMe();
  const mayChange = useMay('schedules.change-owner');
  const { data } = useQuery({ ...people(), enabled: mayChange });
  const owner = values.ownerId === '' ? me.id : values.ownerId;
  const choices = data?.items
    .filter(({ id, role }) => role !== 'reader' || id === owner)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormSection id="owner" title="Owner and status">
      <FieldRow label="Owner" htmlFor={fieldId('ownerId')} was={was('ownerId')} error={mayChange ? undefined : errors.ownerId}>
        {mayChange ? (
          <SelectField
            id={fieldId('ownerId')}
            label="Owner"
            width={260}
            value={owner}
            choices={choices ?? []}
            onChange={(ownerId) => change({ ownerId })}
            searchable
            error={errors.ownerId}
          />
        ) : (
          <output id={fieldId('ownerId')}>{ownerName ?? me.name}</output>
        )}
      </FieldRow>
      <FieldRow
        label="Status"
        was={was('active')}
        error={errors.active}
        description="A deactivated task keeps everything and launches nothing."
      >
        <Checkbox
          id={fieldId('active')}
          label="Deactivate this task"
          checked={values.deactivate}
          onChange={(event) => change({ deactivate: event.currentTarget.checked })}
        />
      </FieldRow>
    </FormSection>
  );
}
