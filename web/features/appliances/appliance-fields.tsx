import { Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { NumberField } from '../../ui/form/number-field.tsx';

/** What a person decides about an appliance. */
export interface ApplianceDraft {
  readonly name: string;
  readonly location: string;
  /** Empty while nothing is typed. */
  readonly pollIntervalSeconds: number | undefined;
  readonly promptDelivery: boolean;
}

/** The paths of the contract that the form shows a field for. */
export const APPLIANCE_FIELDS = ['name', 'location', 'pollIntervalSeconds', 'promptDelivery', 'assetGroupIds'] as const;

/** What can be seen to be wrong before the server is asked. */
export function wrongIn({ name, pollIntervalSeconds: seconds }: ApplianceDraft): Record<string, string> {
  return {
    ...(name.trim() === '' && { name: 'Give it a name.' }),
    ...((seconds === undefined || seconds < 60 || seconds > 3600) && { pollIntervalSeconds: 'Choose 60 to 3,600 seconds.' }),
  };
}

interface ApplianceFieldsProps {
  readonly draft: ApplianceDraft;
  readonly errors: Record<string, string>;
  readonly onChange: (change: Partial<ApplianceDraft>) => void;
  /** Further fields, at the end. */
  readonly children?: ReactNode;
}

export function ApplianceFields({ draft, errors, onChange, children }: ApplianceFieldsProps) {
  return (
    <div className="appliance-fields">
      <TextInput
        label="Name"
        description="Letters, digits, spaces, dots, hyphens and underscores."
        value={draft.name}
        error={errors['name']}
        data-autofocus
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <TextInput
        label="Location"
        description="Where it stands, for people: Frankfurt, FRA2."
        value={draft.location}
        error={errors['location']}
        onChange={(event) => onChange({ location: event.target.value })}
      />
      <div>
        <div className="appliance-interval">
          Polls every
          <NumberField
            label="Poll interval in seconds"
            value={draft.pollIntervalSeconds}
            min={60}
            max={3600}
            width={84}
            error={errors['pollIntervalSeconds'] !== undefined}
            onChange={(pollIntervalSeconds) => onChange({ pollIntervalSeconds })}
          />
          seconds
        </div>
        {errors['pollIntervalSeconds'] !== undefined && <p className="appliance-error">{errors['pollIntervalSeconds']}</p>}
      </div>
      <Switch
        label="Prompt delivery"
        description="The platform holds the poll open, so that a scan starts within a second instead of at the next poll."
        checked={draft.promptDelivery}
        onChange={(event) => onChange({ promptDelivery: event.target.checked })}
      />
      {children}
    </div>
  );
}
