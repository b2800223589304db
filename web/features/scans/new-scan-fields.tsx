import { Input, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { type NEW_SCAN_FIELDS, type NewScanDraft, splitTargets } from './new-scan.ts';
import { fleet, optionProfiles } from './queries.ts';

type Field = (typeof NEW_SCAN_FIELDS)[number];

export const FIELD_LABELS: Record<Field, string> = {
  title: 'Title',
  'target.include': 'Targets',
  'target.exclude': 'Excluded',
  optionProfileId: 'Option profile',
  scanners: 'Scanners',
};

export const FIELD_IDS: Record<Field, string> = {
  title: 'new-scan-title',
  'target.include': 'new-scan-include',
  'target.exclude': 'new-scan-exclude',
  optionProfileId: 'new-scan-profile',
  scanners: 'new-scan-appliances',
};

interface FieldsProps {
  readonly draft: NewScanDraft;
  readonly errors: Record<string, string>;
  readonly onChange: (change: Partial<NewScanDraft>) => void;
}

const counted = (text: string) => {
  const count = splitTargets(text).length;
  return count === 0 ? '' : `${count} ${count === 1 ? 'entry' : 'entries'}. `;
};

export function NewScanFields({ draft, errors, onChange }: FieldsProps) {
  return (
    <>
      <FieldRow label="Title" htmlFor={FIELD_IDS.title}>
        <TextInput
          id={FIELD_IDS.title}
          className="new-scan-wide"
          value={draft.title}
          autoFocus
          error={errors['title']}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </FieldRow>
      <FieldRow
        label="Targets"
        htmlFor={FIELD_IDS['target.include']}
        description={`${counted(draft.include)}Addresses, ranges, CIDR blocks or host names, one a line or separated by commas: 10.30.0.0/24, 10.30.4.1-10.30.4.20`}
      >
        <Textarea
          id={FIELD_IDS['target.include']}
          className="new-scan-wide new-scan-targets"
          autosize
          minRows={3}
          maxRows={12}
          value={draft.include}
          error={errors['target.include']}
          onChange={(event) => onChange({ include: event.target.value })}
        />
      </FieldRow>
      <FieldRow
        label="Excluded"
        htmlFor={FIELD_IDS['target.exclude']}
        description={`${counted(draft.exclude)}Never scanned, even where a target names them.`}
      >
        <Textarea
          id={FIELD_IDS['target.exclude']}
          className="new-scan-wide new-scan-targets"
          autosize
          minRows={1}
          maxRows={8}
          value={draft.exclude}
          error={errors['target.exclude']}
          onChange={(event) => onChange({ exclude: event.target.value })}
        />
      </FieldRow>
      <ProfileField draft={draft} errors={errors} onChange={onChange} />
      <ScannersField draft={draft} errors={errors} onChange={onChange} />
    </>
  );
}

function ProfileField({ draft, errors, onChange }: FieldsProps) {
  const profiles = useQuery(optionProfiles()).data?.items ?? [];
  const chosen = draft.profileId ?? profiles.find(({ isDefault }) => isDefault)?.id;
  const profile = profiles.find(({ id }) => id === chosen);
  return (
    <FieldRow
      label="Option profile"
      htmlFor={FIELD_IDS.optionProfileId}
      description={
        profile &&
        `Ports ${profile.ports}, intensity ${profile.intensity}, engine ${profile.engine}, at most ${profile.hostTimeoutMinutes} min a host.`
      }
    >
      <SelectField
        id={FIELD_IDS.optionProfileId}
        label="Option profile"
        value={chosen}
        choices={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        width={280}
        error={errors['optionProfileId']}
        onChange={(profileId) => onChange({ profileId })}
      />
    </FieldRow>
  );
}

function ScannersField({ draft: { scanners }, errors, onChange }: FieldsProps) {
  const appliances = (useQuery(fleet()).data?.items ?? []).filter(({ state }) => state !== 'retired');
  return (
    <FieldRow label="Scanners">
      <Segments
        label="Scanners"
        value={scanners.kind}
        choices={[
          { value: 'any', label: 'Any appliance' },
          { value: 'appliances', label: 'Chosen appliances' },
        ]}
        onChange={(kind) => onChange({ scanners: { ...scanners, kind } })}
      />
      {scanners.kind === 'appliances' && (
        <MultiSelect
          id={FIELD_IDS.scanners}
          className="new-scan-wide"
          aria-label="Appliances"
          placeholder="Choose appliances"
          searchable
          data={appliances.map(({ id, name, location }) => ({ value: id, label: location === undefined ? name : `${name}, ${location}` }))}
          value={[...scanners.ids]}
          error={errors['scanners']}
          nothingFoundMessage="Nothing fits"
          onChange={(ids) => onChange({ scanners: { ...scanners, ids } })}
        />
      )}
      {scanners.kind === 'any' && errors['scanners'] !== undefined && <Input.Error>{errors['scanners']}</Input.Error>}
    </FieldRow>
  );
}
