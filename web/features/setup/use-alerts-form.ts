import type { AlertsSetup } from '#contract/monitoring';
import { client, orpc } from '../../api/client.ts';
import { useSetupEdit } from './use-setup-edit.ts';

export type SavedAlerts = AlertsSetup & { readonly revision: number };

/** Numbers are empty while nothing is typed. */
export interface AlertsDraft extends Omit<AlertsSetup, 'afterMissedPolls' | 'keepLogDays'> {
  readonly afterMissedPolls: number | undefined;
  readonly keepLogDays: number | undefined;
}

const FIELDS = ['enabled', 'managers', 'distributionGroupIds', 'afterMissedPolls', 'keepLogDays'] as const;
export const ALERT_NUMBERS = { afterMissedPolls: { min: 1, max: 100 }, keepLogDays: { min: 1, max: 365 } } as const;

const LABELS: Record<string, string> = {
  enabled: 'Alerts',
  managers: 'Managers',
  distributionGroupIds: 'Distribution groups',
  afterMissedPolls: 'Missed polls',
  keepLogDays: 'Days',
};

export const alertsFieldId = (field: string): string => `alerts-${field}`;

/** The draft as the API takes it, or which numbers are none. */
function read(draft: AlertsDraft): { values: AlertsSetup } | { wrong: Record<string, string> } {
  const { afterMissedPolls, keepLogDays } = draft;
  const wrong = Object.entries(ALERT_NUMBERS).flatMap(([field, { min, max }]) => {
    const value = field === 'keepLogDays' ? keepLogDays : afterMissedPolls;
    const isRight = value !== undefined && Number.isInteger(value) && value >= min && value <= max;
    return isRight ? [] : [[field, `Choose a whole number from ${min} to ${max}.`] as const];
  });
  if (wrong.length > 0 || afterMissedPolls === undefined || keepLogDays === undefined) return { wrong: Object.fromEntries(wrong) };
  const { enabled, managers, distributionGroupIds } = draft;
  return { values: { enabled, managers, distributionGroupIds: [...distributionGroupIds], afterMissedPolls, keepLogDays } };
}

const toDraft = ({ revision: _, ...values }: SavedAlerts): AlertsDraft => values;

/** The edit of the alerts. */
export function useAlertsForm(saved: SavedAlerts) {
  const form = useSetupEdit({
    ...{ saved, toDraft, read, fields: FIELDS, what: 'the setup' },
    queryKey: orpc.monitoring.alerts.queryKey(),
    send: (values: AlertsSetup, revision): Promise<SavedAlerts> => client.monitoring.changeAlerts({ ...values, revision }),
    doneWords: () => 'Setup saved',
  });
  const errors = Object.entries(form.fieldErrors).map(([field, message]) => ({
    ...{ fieldId: alertsFieldId(field), label: LABELS[field] ?? field, message },
  }));
  return { ...form, errors };
}
