import { Checkbox } from '@mantine/core';
import { PersonSelect } from '../../../people/person-select.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { useMay, useMe } from '../use-me.ts';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

/** Whose it is, and whether it launches at all. */
export function OwnerSection({ values, change, errors, was, ownerName }: SectionProps & { readonly ownerName: string | undefined }) {
  const me = useMe();
  const mayChange = useMay('schedules.change-owner');
  return (
    <FormSection id="owner" title="Owner and status">
      <FieldRow label="Owner" htmlFor={fieldId('ownerId')} was={was('ownerId')} error={mayChange ? undefined : errors.ownerId}>
        {mayChange ? (
          <PersonSelect
            id={fieldId('ownerId')}
            label="Owner"
            width={260}
            value={values.ownerId === '' ? me.id : values.ownerId}
            onChange={(ownerId) => change({ ownerId })}
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
