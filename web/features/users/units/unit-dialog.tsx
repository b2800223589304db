import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { BusinessUnit } from '#contract/business-units';
import { client, orpc } from '../../../api/client.ts';
import { useEditForm } from '../../../api/use-edit-form.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { sayUnitIssue, toUnitDraft, toUnitInput, UNIT_FIELDS, wrongInUnit } from './unit-draft.ts';

interface UnitDialogProps {
  /** Absent: a new one. */
  readonly unit: BusinessUnit | undefined;
  readonly onClose: () => void;
}

/** Creates or changes a business unit. */
export function UnitDialog({ unit, onClose }: UnitDialogProps) {
  const queryClient = useQueryClient();
  const form = useEditForm({
    saved: unit,
    toDraft: toUnitDraft,
    fields: UNIT_FIELDS,
    wrongIn: wrongInUnit,
    say: sayUnitIssue,
    name: 'unit',
    send: (draft, saved) => {
      const input = toUnitInput(draft);
      return saved === undefined
        ? client.businessUnits.create(input)
        : client.businessUnits.replace({ ...input, id: saved.id, revision: saved.revision });
    },
    onSaved: ({ name }) => {
      toast(`Business unit saved: ${name}`);
      void queryClient.invalidateQueries({ queryKey: orpc.businessUnits.key() });
      void queryClient.invalidateQueries({ queryKey: orpc.users.key() });
      onClose();
    },
  });
  const { draft, errors, idOf, change } = form;
  return (
    <FormDialog
      title={unit === undefined ? 'New business unit' : `Edit ${unit.name}`}
      action={unit === undefined ? 'Create unit' : 'Save unit'}
      form={form}
      wide
      onClose={onClose}
    >
      <NameRow
        id={idOf('name')}
        label={UNIT_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      <FieldRow
        label={UNIT_FIELDS.networks}
        htmlFor={idOf('networks')}
        description="One a line: 10.20.0.7, 10.20.0.1-10.20.0.40, 10.20.0.0/24. Its people aim at nothing else; a unit without networks is not limited."
      >
        <Textarea
          id={idOf('networks')}
          className="form-dialog-wide mono-input"
          autosize
          minRows={6}
          maxRows={18}
          spellCheck={false}
          value={draft.networks}
          error={errors.networks}
          onChange={(event) => change({ networks: event.currentTarget.value })}
        />
      </FieldRow>
    </FormDialog>
  );
}
