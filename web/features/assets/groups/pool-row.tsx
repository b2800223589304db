import { MultiSelect } from '@mantine/core';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { FailureNote } from '../../../ui/note/note.tsx';
import { useAppliances } from '../queries.ts';
import { GROUP_FIELDS } from './group-draft.ts';

interface PoolRowProps {
  readonly id: string;
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (ids: readonly string[]) => void;
}

/** The pool of a group: who scans its hosts where a scan allows any appliance. */
export function PoolRow({ id, chosen, error, onChange }: PoolRowProps) {
  const { appliances, problem, retry } = useAppliances();
  const choices = appliances
    .filter(({ id: value, state }) => state !== 'retired' || chosen.includes(value))
    .map(({ id: value, name, state }) => ({ value, label: state === 'retired' ? `${name} (retired)` : name }));
  return (
    <FieldRow
      label={GROUP_FIELDS.applianceIds}
      htmlFor={id}
      description="Its pool: where a scan allows any appliance, only these scan its hosts. None: any appliance does."
    >
      {problem !== undefined && <FailureNote title="The appliances could not be read." {...problem} onRetry={retry} />}
      <MultiSelect
        id={id}
        className="form-dialog-wide"
        data={choices}
        value={[...chosen]}
        error={error}
        searchable
        placeholder={chosen.length === 0 ? 'Any appliance' : ''}
        nothingFoundMessage="No such appliance"
        onChange={(ids) => onChange(ids)}
      />
    </FieldRow>
  );
}
