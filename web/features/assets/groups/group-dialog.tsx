import { Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { AssetGroup } from '#contract/asset-groups';
import { client, orpc } from '../../../api/client.ts';
import { useEditForm } from '../../../api/use-edit-form.ts';
import { counted } from '../../../targets/tag-picker.tsx';
import { splitTargets } from '../../../targets/target-lines.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { SelectField } from '../../../ui/form/select-field.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import { useUnitNames } from '../queries.ts';
import { GROUP_FIELDS, sayGroupIssue, toGroupDraft, toGroupInput, wrongInGroup } from './group-draft.ts';
import { PoolRow } from './pool-row.tsx';

interface GroupDialogProps {
  /** Absent: a new one. */
  readonly group: AssetGroup | undefined;
  readonly onClose: () => void;
}

/** Creates or changes an asset group. */
export function GroupDialog({ group, onClose }: GroupDialogProps) {
  const queryClient = useQueryClient();
  const units = useUnitNames();
  const form = useEditForm({
    saved: group,
    toDraft: toGroupDraft,
    fields: GROUP_FIELDS,
    wrongIn: wrongInGroup,
    say: sayGroupIssue,
    name: 'group',
    send: (draft, saved) => {
      const input = toGroupInput(draft);
      return saved === undefined
        ? client.assetGroups.create(input)
        : client.assetGroups.replace({ ...input, id: saved.id, revision: saved.revision });
    },
    onSaved: ({ name }) => {
      toast(`Asset group saved: ${name}`);
      void queryClient.invalidateQueries({ queryKey: orpc.assetGroups.key() });
      onClose();
    },
  });
  const { draft, errors, idOf, change } = form;
  const count = splitTargets(draft.entries).length;
  return (
    <FormDialog
      title={group === undefined ? 'New asset group' : `Edit ${group.name}`}
      action={group === undefined ? 'Create group' : 'Save group'}
      form={form}
      wide
      onClose={onClose}
    >
      <NameRow
        id={idOf('name')}
        label={GROUP_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      <FieldRow
        label={GROUP_FIELDS.entries}
        htmlFor={idOf('entries')}
        description={`One a line: 10.20.0.7, 10.20.0.1-10.20.0.40, 10.20.0.0/24, db.corp.example. ${counted(count, 'entry', 'entries')} so far.`}
      >
        <Textarea
          id={idOf('entries')}
          className="form-dialog-wide mono-input"
          autosize
          minRows={8}
          maxRows={18}
          spellCheck={false}
          value={draft.entries}
          error={errors.entries}
          onChange={(event) => change({ entries: event.currentTarget.value })}
        />
      </FieldRow>
      <PoolRow
        id={idOf('applianceIds')}
        chosen={draft.applianceIds}
        error={errors.applianceIds}
        onChange={(applianceIds) => change({ applianceIds })}
      />
      {units.size > 0 && (
        <FieldRow label={GROUP_FIELDS.businessUnitId} htmlFor={idOf('businessUnitId')}>
          <SelectField
            id={idOf('businessUnitId')}
            label={GROUP_FIELDS.businessUnitId}
            value={draft.businessUnitId === '' ? 'none' : draft.businessUnitId}
            choices={[{ value: 'none', label: 'None: for all' }, ...[...units].map(([value, label]) => ({ value, label }))]}
            width={280}
            error={errors.businessUnitId}
            onChange={(unit) => change({ businessUnitId: unit === 'none' ? '' : unit })}
          />
        </FieldRow>
      )}
    </FormDialog>
  );
}
