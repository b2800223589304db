import { Input, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { OptionProfile } from '#contract/profiles';
import { client, orpc } from '../../../api/client.ts';
import { useEditForm } from '../../../api/use-edit-form.ts';
import { FormDialog } from '../../../ui/dialog/form-dialog.tsx';
import { NameRow } from '../../../ui/dialog/name-row.tsx';
import { FieldRow } from '../../../ui/form/field-row.tsx';
import { NumberField } from '../../../ui/form/number-field.tsx';
import { Segments } from '../../../ui/form/segments.tsx';
import { toast } from '../../../ui/toast/toast.ts';
import {
  ENGINES,
  INTENSITIES,
  PORTS_IN_WORDS,
  PROFILE_FIELDS,
  type ProfileDraft,
  type ProfileField,
  toProfileDraft,
  toProfileInput,
  wrongInProfile,
} from './profile-draft.ts';

const PORT_CHOICES = [
  { value: 'light', label: 'Light' },
  { value: 'standard', label: 'Standard' },
  { value: 'full', label: 'Full' },
  { value: 'own', label: 'Own list' },
] as const;

const choicesOf = <Value extends string>(words: Record<Value, { readonly label: string }>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value].label }));

interface ProfileDialogProps {
  /** Absent: a new one. */
  readonly profile: OptionProfile | undefined;
  readonly onClose: () => void;
}

/** Creates or changes an option profile. */
export function ProfileDialog({ profile, onClose }: ProfileDialogProps) {
  const queryClient = useQueryClient();
  const form = useEditForm({
    saved: profile,
    toDraft: toProfileDraft,
    fields: PROFILE_FIELDS,
    wrongIn: wrongInProfile,
    name: 'profile',
    send: (draft, saved) => {
      const input = toProfileInput(draft);
      return saved === undefined
        ? client.profiles.create(input)
        : client.profiles.replace({ ...input, id: saved.id, revision: saved.revision });
    },
    onSaved: ({ name }) => {
      toast(`Option profile saved: ${name}`);
      void queryClient.invalidateQueries({ queryKey: orpc.profiles.key() });
      onClose();
    },
  });
  return (
    <FormDialog
      title={profile === undefined ? 'New option profile' : `Edit ${profile.name}`}
      action={profile === undefined ? 'Create profile' : 'Save profile'}
      form={form}
      onClose={onClose}
    >
      <ProfileFields draft={form.draft} errors={form.errors} idOf={form.idOf} onChange={form.change} />
    </FormDialog>
  );
}

interface ProfileFieldsProps {
  readonly draft: ProfileDraft;
  readonly errors: Partial<Record<ProfileField, string>>;
  readonly idOf: (field: ProfileField) => string;
  readonly onChange: (change: Partial<ProfileDraft>) => void;
}

function ProfileFields({ draft, errors, idOf, onChange }: ProfileFieldsProps) {
  return (
    <>
      <NameRow
        id={idOf('name')}
        label={PROFILE_FIELDS.name}
        value={draft.name}
        error={errors.name}
        maxLength={200}
        onChange={(name) => onChange({ name })}
      />
      <FieldRow label={PROFILE_FIELDS.ports} description={draft.ports === 'own' ? undefined : PORTS_IN_WORDS[draft.ports]}>
        <Segments label="Ports" value={draft.ports} choices={PORT_CHOICES} onChange={(ports) => onChange({ ports })} />
        {draft.ports === 'own' ? (
          <TextInput
            id={idOf('ports')}
            aria-label="Ports and ranges"
            className="form-dialog-wide mono-input"
            placeholder="22,80,443,8000-8100"
            value={draft.ownPorts}
            error={errors.ports}
            onChange={(event) => onChange({ ownPorts: event.currentTarget.value })}
          />
        ) : (
          errors.ports !== undefined && <Input.Error>{errors.ports}</Input.Error>
        )}
      </FieldRow>
      <FieldRow label={PROFILE_FIELDS.engine} error={errors.engine} description={ENGINES[draft.engine].meaning}>
        <Segments label="Engine" value={draft.engine} choices={choicesOf(ENGINES)} onChange={(engine) => onChange({ engine })} />
      </FieldRow>
      <FieldRow label={PROFILE_FIELDS.intensity} error={errors.intensity} description={INTENSITIES[draft.intensity].meaning}>
        <Segments
          label="Intensity"
          value={draft.intensity}
          choices={choicesOf(INTENSITIES)}
          onChange={(intensity) => onChange({ intensity })}
        />
      </FieldRow>
      <FieldRow label={PROFILE_FIELDS.hostTimeoutMinutes} error={errors.hostTimeoutMinutes}>
        <span className="form-dialog-sentence">
          at most
          <NumberField
            id={idOf('hostTimeoutMinutes')}
            label="Minutes a host at most"
            value={draft.hostTimeoutMinutes}
            min={1}
            max={1440}
            width={84}
            error={errors.hostTimeoutMinutes !== undefined}
            onChange={(hostTimeoutMinutes) => onChange({ hostTimeoutMinutes })}
          />
          minutes a host
        </span>
      </FieldRow>
    </>
  );
}
