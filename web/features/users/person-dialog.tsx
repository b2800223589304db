import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Invitation, Person } from '#contract/users';
import { client, orpc } from '../../api/client.ts';
import { useEditForm } from '../../api/use-edit-form.ts';
import { FormDialog } from '../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { PERSON_FIELDS, toInvited, toPersonChange, toPersonDraft, wrongInPerson } from './person-draft.ts';
import { ROLES, rolesToGive } from './person-words.ts';
import { useMe, useUnits } from './queries.ts';

/** A person as saving answers them: a new one with the link to set a password. */
export type SavedPerson = Person & { readonly invitation?: Invitation | undefined };

interface PersonDialogProps {
  /** Absent: somebody new. */
  readonly person: Person | undefined;
  readonly onSaved: (person: SavedPerson) => void;
  readonly onClose: () => void;
}

/** Invites a person, or changes name, role and unit of one. The address stays: they sign in with it. */
export function PersonDialog({ person, onSaved, onClose }: PersonDialogProps) {
  const queryClient = useQueryClient();
  const me = useMe();
  const units = useUnits();
  const form = useEditForm({
    saved: person as SavedPerson | undefined,
    toDraft: (saved) => toPersonDraft(saved, me),
    fields: PERSON_FIELDS,
    wrongIn: wrongInPerson,
    name: 'person',
    send: (draft, saved): Promise<SavedPerson> =>
      saved === undefined ? client.users.create(toInvited(draft)) : client.users.change(toPersonChange(draft, saved.id)),
    onSaved: (saved) => {
      void queryClient.invalidateQueries({ queryKey: orpc.users.key() });
      void queryClient.invalidateQueries({ queryKey: orpc.businessUnits.key() });
      onSaved(saved);
    },
  });
  const { draft, errors, idOf, change } = form;
  const isManager = me.role === 'manager';
  const shown = isManager && draft.role !== 'manager' && (units.length > 0 || draft.role === 'unit-manager');
  const text = (field: 'name' | 'email') => ({
    id: idOf(field),
    className: 'form-dialog-wide',
    value: draft[field],
    error: errors[field],
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  return (
    <FormDialog
      title={person === undefined ? 'Invite a person' : `Edit ${person.name}`}
      action={person === undefined ? 'Invite' : 'Save person'}
      form={form}
      onClose={onClose}
    >
      <NameRow
        id={idOf('name')}
        label={PERSON_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={200}
        onChange={(name) => change({ name })}
      />
      {person === undefined && (
        <FieldRow label={PERSON_FIELDS.email} htmlFor={idOf('email')} description="They sign in with it.">
          <TextInput {...text('email')} type="email" maxLength={254} />
        </FieldRow>
      )}
      <FieldRow label={PERSON_FIELDS.role} htmlFor={idOf('role')} description={ROLES[draft.role].may}>
        <SelectField
          id={idOf('role')}
          label={PERSON_FIELDS.role}
          value={draft.role}
          choices={rolesToGive(me).map((value) => ({ value, label: ROLES[value].label }))}
          width={280}
          error={errors.role}
          onChange={(role) => change({ role })}
        />
      </FieldRow>
      {shown && (
        <FieldRow label={PERSON_FIELDS.businessUnitId} htmlFor={idOf('businessUnitId')}>
          <SelectField
            id={idOf('businessUnitId')}
            label={PERSON_FIELDS.businessUnitId}
            value={draft.businessUnitId === '' ? 'none' : draft.businessUnitId}
            choices={[{ value: 'none', label: 'None' }, ...units.map(({ id, name }) => ({ value: id, label: name }))]}
            width={280}
            searchable
            error={errors.businessUnitId}
            onChange={(unit) => change({ businessUnitId: unit === 'none' ? '' : unit })}
          />
        </FieldRow>
      )}
    </FormDialog>
  );
}
