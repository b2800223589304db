import { Checkbox, Input, MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { TargetChoice } from '../../targets/target-choice.tsx';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { Segments } from '../../ui/form/segments.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { formatDuration } from '../../ui/time/format-duration.ts';
import { type Duration, type NewScanDraft, newScanFieldId } from './new-scan.ts';
import { fleet, optionProfiles } from './queries.ts';

interface FieldsProps {
  readonly draft: NewScanDraft;
  readonly errors: Record<string, string>;
  readonly onChange: (change: Partial<NewScanDraft>) => void;
}

interface NewScanFieldsProps extends FieldsProps {
  /** Why the tags of the earlier scan are not filled in. */
  readonly tagNote: ReactNode;
}

export function NewScanFields({ draft, errors, onChange, tagNote }: NewScanFieldsProps) {
  return (
    <>
      <FieldRow label="Title" htmlFor={newScanFieldId('title')}>
        <TextInput
          id={newScanFieldId('title')}
          className="new-scan-wide"
          value={draft.title}
          autoFocus
          error={errors['title']}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </FieldRow>
      <TargetChoice values={draft} onChange={onChange} errors={errors} idOf={newScanFieldId} tagNote={tagNote} />
      <ProfileField draft={draft} errors={errors} onChange={onChange} />
      <ScannersField draft={draft} errors={errors} onChange={onChange} />
      <FieldRow label="Priority" error={errors['priority']}>
        <NumberField
          id={newScanFieldId('priority')}
          label="Priority"
          value={draft.priority}
          onChange={(priority) => onChange({ priority })}
          min={0}
          max={9}
          error={errors['priority'] !== undefined}
        />
        <span className="text-2">0 is none, 1 the most urgent, 9 the least</span>
      </FieldRow>
      {draft.duration !== undefined && (
        <FieldRow label="Duration" error={errors['duration']}>
          <Checkbox
            id={newScanFieldId('duration')}
            label={durationText(draft.duration)}
            checked={draft.keepDuration}
            onChange={(event) => onChange({ keepDuration: event.currentTarget.checked })}
          />
        </FieldRow>
      )}
    </>
  );
}

const MINUTE_MS = 60_000;

function durationText({ action, afterMinutes, resume }: Duration): string {
  const stops = `${action === 'pause' ? 'Pause' : 'Cancel'} after ${formatDuration(afterMinutes * MINUTE_MS)} of running, as the earlier scan`;
  if (action === 'cancel') return stops;
  return resume?.kind === 'after' ? `${stops}; resume ${resume.days} d ${resume.hours} h after the start` : `${stops}; resumed by a person`;
}

function ProfileField({ draft, errors, onChange }: FieldsProps) {
  const profiles = useQuery(optionProfiles()).data?.items ?? [];
  const chosen = draft.profileId ?? profiles.find(({ isDefault }) => isDefault)?.id;
  const profile = profiles.find(({ id }) => id === chosen);
  return (
    <FieldRow
      label="Option profile"
      htmlFor={newScanFieldId('optionProfileId')}
      description={
        profile &&
        `Ports ${profile.ports}, intensity ${profile.intensity}, engine ${profile.engine}, at most ${profile.hostTimeoutMinutes} min a host.`
      }
    >
      <SelectField
        id={newScanFieldId('optionProfileId')}
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
          id={newScanFieldId('scanners')}
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
