import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { SetupForm } from './setup-form.tsx';
import { ALERT_NUMBERS, alertsFieldId, type SavedAlerts, useAlertsForm } from './use-alerts-form.ts';

interface AlertsFormProps {
  readonly saved: SavedAlerts;
  readonly mayWrite: boolean;
}

/** Every setting as a sentence. */
export function AlertsForm({ saved, mayWrite }: AlertsFormProps) {
  const form = useAlertsForm(saved);
  return (
    <SetupForm label="Alerts" what="setup" mayWrite={mayWrite} form={form} errors={form.errors}>
      <People form={form} disabled={!mayWrite} />
      <Numbers form={form} disabled={!mayWrite} />
    </SetupForm>
  );
}

interface FieldsProps {
  readonly form: ReturnType<typeof useAlertsForm>;
  readonly disabled: boolean;
}

function People({ form: { draft, change, fieldErrors }, disabled }: FieldsProps) {
  return (
    <>
      <FieldRow
        label="Alerts"
        description="One mail when an appliance falls silent, one when it is back. A reboot or update that was ordered is no alert."
      >
        <Checkbox
          id={alertsFieldId('enabled')}
          label="Tell people of appliances that go offline"
          checked={draft.enabled}
          disabled={disabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
      </FieldRow>
      <FieldRow label="Managers" error={fieldErrors['managers']}>
        <Checkbox
          id={alertsFieldId('managers')}
          label="All managers are told"
          checked={draft.managers}
          disabled={disabled}
          onChange={(event) => change({ managers: event.target.checked })}
        />
      </FieldRow>
      <GroupsRow
        chosen={draft.distributionGroupIds}
        disabled={disabled}
        error={fieldErrors['distributionGroupIds']}
        onChange={(distributionGroupIds) => change({ distributionGroupIds })}
      />
    </>
  );
}

function Numbers({ form: { draft, change, fieldErrors }, disabled }: FieldsProps) {
  return (
    <>
      <FieldRow label="After" description="An outage that is shorter is told to nobody." error={fieldErrors['afterMissedPolls']}>
        <span className="setup-sentence">
          Told after
          <NumberField
            id={alertsFieldId('afterMissedPolls')}
            label="Missed polls"
            value={draft.afterMissedPolls}
            {...{ ...ALERT_NUMBERS.afterMissedPolls, width: 92, disabled, error: fieldErrors['afterMissedPolls'] !== undefined }}
            onChange={(afterMissedPolls) => change({ afterMissedPolls })}
          />
          missed polls in a row
        </span>
      </FieldRow>
      <FieldRow
        label="Log"
        description="Older entries of the operational log and of the clock history are forgotten."
        error={fieldErrors['keepLogDays']}
      >
        <span className="setup-sentence">
          Kept for
          <NumberField
            id={alertsFieldId('keepLogDays')}
            label="Days"
            value={draft.keepLogDays}
            {...{ ...ALERT_NUMBERS.keepLogDays, width: 92, disabled, error: fieldErrors['keepLogDays'] !== undefined }}
            onChange={(keepLogDays) => change({ keepLogDays })}
          />
          days
        </span>
      </FieldRow>
    </>
  );
}

const groups = () => orpc.distributionGroups.list.queryOptions({ input: { limit: 200 } });

interface GroupsRowProps {
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly error: string | undefined;
  readonly onChange: (ids: string[]) => void;
}

function GroupsRow({ chosen, disabled, error, onChange }: GroupsRowProps) {
  const read = useQuery(groups());
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <FieldRow label="Distribution groups" error={error}>
      {read.isError && <FailureNote title="The groups could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />}
      {read.data?.items.length === 0 && (
        <p className="meta prose">
          There are none yet. They are made under <PageLink to="/notifications/groups">Distribution groups</PageLink>.
        </p>
      )}
      {read.data?.items.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={chosen.includes(id)}
          disabled={disabled}
          onChange={(event) => toggle(id, event.target.checked)}
        />
      ))}
    </FieldRow>
  );
}
