import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AlertsSetup } from '#contract/monitoring';
import { client, orpc } from '../../api/client.ts';
import { toProblem } from '../../api/problem.ts';
import { FieldRow } from '../../ui/form/field-row.tsx';
import { NumberField } from '../../ui/form/number-field.tsx';
import { useUnsavedGuard } from '../../ui/form/use-unsaved-guard.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { toast } from '../../ui/toast/toast.ts';

interface AlertsFormProps {
  readonly saved: AlertsSetup & { readonly revision: number };
  readonly mayWrite: boolean;
}

interface Draft extends Omit<AlertsSetup, 'afterMissedPolls' | 'keepLogDays'> {
  readonly afterMissedPolls: number | undefined;
  readonly keepLogDays: number | undefined;
}

const groups = () => orpc.distributionGroups.list.queryOptions({ input: { limit: 200 } });

function useAlertsForm(saved: AlertsFormProps['saved']) {
  const [draft, setDraft] = useState<Draft>(saved);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: ({ afterMissedPolls = saved.afterMissedPolls, keepLogDays = saved.keepLogDays, ...rest }: Draft) =>
      client.monitoring.changeAlerts({ ...rest, afterMissedPolls, keepLogDays, revision: saved.revision }),
    onSuccess: (answer) => {
      queryClient.setQueryData(orpc.monitoring.alerts.queryKey(), answer);
      toast('Setup saved');
    },
  });
  const dirty = JSON.stringify({ ...draft, revision: 0 }) !== JSON.stringify({ ...saved, revision: 0 });
  return {
    ...{ draft, save, dirty },
    guard: useUnsavedGuard(dirty, 'the setup', 'The changes are lost.'),
    change: (change: Partial<Draft>) => setDraft({ ...draft, ...change }),
    reset: () => setDraft(saved),
  };
}

/** Every setting as a sentence. */
export function AlertsForm({ saved, mayWrite }: AlertsFormProps) {
  const { draft, save, dirty, guard, change, reset } = useAlertsForm(saved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft);
  };
  const disabled = !mayWrite;
  return (
    <form className="setup-form" aria-label="Alerts" onSubmit={submit} noValidate>
      {save.isError && <FailureNote title="The setup was not saved." {...toProblem(save.error)} />}
      <FieldRow
        label="Alerts"
        description="One mail when an appliance falls silent, one when it is back. A reboot or update that was ordered is no alert."
      >
        <Checkbox
          label="Tell people of appliances that go offline"
          checked={draft.enabled}
          disabled={disabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
      </FieldRow>
      <FieldRow label="Managers">
        <Checkbox
          label="All managers are told"
          checked={draft.managers}
          disabled={disabled}
          onChange={(event) => change({ managers: event.target.checked })}
        />
      </FieldRow>
      <GroupsRow
        chosen={draft.distributionGroupIds}
        disabled={disabled}
        onChange={(distributionGroupIds) => change({ distributionGroupIds })}
      />
      <FieldRow label="After" description="An outage that is shorter is told to nobody.">
        <span className="setup-sentence">
          Told after
          <NumberField
            id="alerts-after"
            label="Missed polls"
            value={draft.afterMissedPolls}
            {...{ min: 1, max: 100, width: 92, disabled }}
            onChange={(afterMissedPolls) => change({ afterMissedPolls })}
          />
          missed polls in a row
        </span>
      </FieldRow>
      <FieldRow label="Log" description="Older entries of the operational log and of the clock history are forgotten.">
        <span className="setup-sentence">
          Kept for
          <NumberField
            id="alerts-keep"
            label="Days"
            value={draft.keepLogDays}
            {...{ min: 1, max: 365, width: 92, disabled }}
            onChange={(keepLogDays) => change({ keepLogDays })}
          />
          days
        </span>
      </FieldRow>
      {mayWrite && (
        <div className="setup-foot">
          <Button type="submit" loading={save.isPending} disabled={!dirty}>
            Save setup
          </Button>
          <Button variant="default" disabled={!dirty} onClick={reset}>
            Discard changes
          </Button>
        </div>
      )}
      {guard.dialog}
    </form>
  );
}

interface GroupsRowProps {
  readonly chosen: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (ids: string[]) => void;
}

function GroupsRow({ chosen, disabled, onChange }: GroupsRowProps) {
  const read = useQuery(groups());
  const toggle = (id: string, on: boolean) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <FieldRow label="Distribution groups">
      {read.data?.items.length === 0 && <p className="meta">There are none yet. Notifications, Distribution groups makes them.</p>}
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
