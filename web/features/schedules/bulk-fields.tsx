import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkChange } from '#contract/schedule-bulk';
import { PersonSelect } from '../../people/person-select.tsx';
import { SelectField } from '../../ui/form/select-field.tsx';
import { allTimeZones } from '../../zones/zone-queries.ts';
import { allAppliances, optionProfiles } from './queries.ts';

interface BulkFieldsProps {
  readonly onChange: (change: BulkChange | undefined) => void;
}

/** To whom the schedules shall go. */
export function OwnerField({ onChange }: BulkFieldsProps) {
  const [owner, setOwner] = useState('');
  const choose = (ownerId: string) => {
    setOwner(ownerId);
    onChange({ kind: 'owner', ownerId });
  };
  return <PersonSelect id="bulk-owner" label="New owner" width={272} placeholder="Choose a person" value={owner} onChange={choose} />;
}

const AS_IT_IS = { value: 'keep', label: 'As it is' };
const PRIORITIES = Array.from({ length: 10 }, (_, value) => ({ value: String(value), label: value === 0 ? 'None' : String(value) }));

interface Draft {
  readonly startTime: string;
  readonly timeZone: string;
  readonly profile: string;
  readonly scanner: string;
  readonly priority: string;
}
const NOTHING: Draft = { startTime: '', timeZone: 'keep', profile: 'keep', scanner: 'keep', priority: 'keep' };

/** What of a draft is a change; nothing yet: undefined. */
function toChange({ startTime, timeZone, profile, scanner, priority }: Draft): BulkChange | undefined {
  const change = {
    ...(startTime !== '' && { startTime }),
    ...(timeZone !== 'keep' && { timeZone }),
    ...(profile !== 'keep' && { optionProfileId: profile }),
    ...(scanner === 'any' && { scanners: { kind: 'any' as const } }),
    ...(scanner !== 'any' && scanner !== 'keep' && { scanners: { kind: 'appliances' as const, ids: [scanner] } }),
    ...(priority !== 'keep' && { priority: Number(priority) }),
  };
  return Object.keys(change).length === 0 ? undefined : { kind: 'edit', ...change };
}

/** What shall be different on each of them; a field that is left alone leaves each as it is. */
export function EditFields({ onChange }: BulkFieldsProps) {
  const [draft, setDraft] = useState(NOTHING);
  const zones = useQuery(allTimeZones()).data ?? [];
  const profiles = useQuery(optionProfiles()).data?.items ?? [];
  const appliances = useQuery(allAppliances()).data?.items.filter(({ state }) => state !== 'retired') ?? [];
  const set = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    onChange(toChange(next));
  };
  const named = (items: readonly { readonly id: string; readonly name: string }[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  const selects = [
    { key: 'timeZone', label: 'Time zone', choices: zones.map(({ id, label }) => ({ value: id, label })) },
    { key: 'scanner', label: 'Scanners', choices: [{ value: 'any', label: 'Any appliance' }, ...named(appliances)] },
    { key: 'profile', label: 'Option profile', choices: named(profiles) },
    { key: 'priority', label: 'Priority', choices: PRIORITIES },
  ] as const;
  return (
    <div className="bulk-fields">
      <label htmlFor="bulk-start">Launch at</label>
      <TextInput
        id="bulk-start"
        type="time"
        size="xs"
        value={draft.startTime}
        onChange={(event) => set({ startTime: event.currentTarget.value })}
      />
      {selects.map(({ key, label, choices }) => (
        <div key={key} className="bulk-field">
          <label htmlFor={`bulk-${key}`}>{label}</label>
          <SelectField
            id={`bulk-${key}`}
            label={label}
            width={272}
            value={draft[key]}
            choices={[AS_IT_IS, ...choices]}
            onChange={(value) => set({ [key]: value })}
            searchable
          />
        </div>
      ))}
    </div>
  );
}
