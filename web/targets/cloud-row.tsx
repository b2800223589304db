import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../api/problem.ts';
import { FieldRow } from '../ui/form/field-row.tsx';
import { SelectField } from '../ui/form/select-field.tsx';
import { PageLink } from '../ui/page/page-link.tsx';
import { counted } from './tag-picker.tsx';
import { TARGET_FIELDS } from './target-fields.ts';
import type { TargetPartProps } from './target-part-props.ts';
import { cloudConnectors } from './target-queries.ts';

/** The cloud account whose instances are scanned. */
export function CloudRow({ values, onChange, errors, idOf, was }: TargetPartProps) {
  const { data, error } = useQuery(cloudConnectors());
  const connectors = data?.items ?? [];
  const chosen = connectors.find(({ id }) => id === values.connectorId);
  const label = TARGET_FIELDS.connectorId.label;
  return (
    <FieldRow
      label={label}
      htmlFor={idOf('connectorId')}
      was={was?.('connectorId')}
      description={
        chosen !== undefined &&
        `${counted(chosen.scannableCount, 'instance')} of ${chosen.instanceCount} can be scanned now, at their ${chosen.addressKind} addresses.`
      }
      error={error === null ? undefined : `The connectors could not be read. ${toProblem(error).message}`}
    >
      <SelectField
        id={idOf('connectorId')}
        label={label}
        width="100%"
        placeholder="Choose a connector"
        searchable
        value={values.connectorId === '' ? undefined : values.connectorId}
        choices={connectors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(connectorId) => onChange({ connectorId })}
        error={errors.connectorId}
      />
      {data !== undefined && connectors.length === 0 && (
        <span className="text-2">
          There are no connectors yet. <PageLink to="/assets/connectors">Cloud connectors</PageLink>
        </span>
      )}
    </FieldRow>
  );
}
