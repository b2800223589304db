import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { NotificationPreview } from '#contract/notifications';
import { orpc } from '../../../api/client.ts';
import { formErrors, planErrors } from './form-errors.ts';
import { type ScheduleFormValues, toPlan, toScheduleInput } from './schedule-form-values.ts';

/** After the last key; the mails are written anew at each change of their text. */
const SETTLE_MS = 400;
const MESSAGES = ['before', 'completed', 'delayed', 'skipped', 'deactivated'] as const;

/** The mails of what is typed, and who gets them, as the server writes them; the last good answer while something is wrong. */
export function useNotificationPreview(values: ScheduleFormValues, scheduleId: string | undefined): NotificationPreview | undefined {
  const { notifications, ownerId, title } = toScheduleInput(values);
  const wanted = JSON.stringify({
    ...toPlan(values),
    title: title.slice(0, 2000),
    notifications,
    ...(ownerId !== undefined && { ownerId }),
    ...(scheduleId !== undefined && { scheduleId }),
  });
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const errors = formErrors(values);
  const askable = Object.keys(planErrors(values)).length === 0 && MESSAGES.every((name) => errors[name] === undefined);
  const { data } = useQuery({
    ...orpc.notifications.preview.queryOptions({ input: JSON.parse(settled), placeholderData: keepPreviousData, retry: false }),
    enabled: askable && settled === wanted,
  });
  return data;
}
