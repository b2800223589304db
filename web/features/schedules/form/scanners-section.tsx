import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FormSection } from '../../../ui/form/form-page.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { Status } from '../../../ui/status/status.tsx';
import { allAppliances } from '../queries.ts';
import { fieldId } from './schedule-form-fields.ts';
import type { SectionProps } from './section-props.ts';

const CHOICES = [
  { value: 'any', label: 'Any appliance' },
  { value: 'appliances', label: 'Chosen appliances' },
] as const;

/** Which appliances may scan. */
export function ScannersSection({ values, change, errors, was }: SectionProps) {
  const { data } = useQuery(allAppliances());
  const chosen = new Set(values.applianceIds);
  const appliances = data?.items.filter(({ id, state }) => state !== 'retired' || chosen.has(id)) ?? [];
  const toggle = (id: string, on: boolean) =>
    change({ applianceIds: on ? [...values.applianceIds, id] : values.applianceIds.filter((one) => one !== id) });
  return (
    <FormSection id="scanners" title="Scanners">
      <FieldRow label="Scanned by" was={was('scanners')} error={errors.scanners}>
        <div id={fieldId('scanners')} tabIndex={-1}>
          <Segments label="Scanners" value={values.scanners} choices={CHOICES} onChange={(scanners) => change({ scanners })} />
        </div>
      </FieldRow>
      {values.scanners === 'appliances' && (
        <FieldRow label="Appliances">
          <div className="appliance-choices">
            {appliances.map(({ id, name, state, location }) => (
              <div key={id} className="appliance-choice">
                <Checkbox label={name} checked={chosen.has(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />
                {location !== undefined && <span className="meta truncate">{location}</span>}
                <Status name={state} />
              </div>
            ))}
            {data !== undefined && appliances.length === 0 && <span className="text-2">There are no appliances yet.</span>}
          </div>
        </FieldRow>
      )}
    </FormSection>
  );
}
