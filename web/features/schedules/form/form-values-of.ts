import type { Schedule } from '#contract/schedules';
import { targetValuesOf } from '../../../targets/target-values.ts';
import { blankValues, type Message, type ScheduleFormValues } from './schedule-form-values.ts';

const toMessage = (told: { readonly message: string } | undefined): Message => ({ on: told !== undefined, message: told?.message ?? '' });

function recurrenceValues(recurrence: Schedule['recurrence']): Partial<ScheduleFormValues> {
  switch (recurrence.kind) {
    case 'once':
    case 'continuous':
      return { recurrence: recurrence.kind };
    case 'daily':
      return { recurrence: 'daily', everyDays: recurrence.every };
    case 'weekly':
      return { recurrence: 'weekly', everyWeeks: recurrence.every, weekdays: recurrence.weekdays };
    case 'monthlyByDate': {
      const { every, day, shortMonth = 'lastDay' } = recurrence;
      return { recurrence: 'monthly', monthlyBy: 'date', everyMonths: every, day, shortMonth };
    }
    case 'monthlyByWeekday': {
      const { every, week, weekday } = recurrence;
      return { recurrence: 'monthly', monthlyBy: 'weekday', everyMonths: every, week, weekday };
    }
  }
}

function durationValues({ duration }: Schedule): Partial<ScheduleFormValues> {
  if (duration === undefined) return {};
  const { action, afterMinutes, resume } = duration;
  return {
    stop: action,
    stopHours: Math.floor(afterMinutes / 60),
    stopMinutes: afterMinutes % 60,
    ...(resume?.kind === 'after' && { resume: 'after', resumeDays: resume.days, resumeHours: resume.hours }),
  };
}

/** The values with which the form opens for a schedule that exists. */
export function formValuesOf(schedule: Schedule): ScheduleFormValues {
  const { notifications, scanners, endsAfter } = schedule;
  const blank = blankValues(schedule.timeZone, schedule.observeDst, schedule.start.slice(0, 10));
  const { before } = notifications;
  return {
    ...blank,
    title: schedule.title,
    optionProfileId: schedule.optionProfileId,
    priority: schedule.priority,
    scanners: scanners.kind,
    applianceIds: scanners.kind === 'appliances' ? scanners.ids : [],
    time: schedule.start.slice(11),
    gap: schedule.gap,
    fold: schedule.fold,
    ...(endsAfter !== undefined && { ends: true, endsAfter }),
    ...recurrenceValues(schedule.recurrence),
    ...durationValues(schedule),
    ...targetValuesOf(schedule.target),
    before: before === undefined ? blank.before : { on: true, message: before.message, amount: before.amount, unit: before.unit },
    completed: toMessage(notifications.completed),
    delayed: toMessage(notifications.delayed),
    skipped: toMessage(notifications.skipped),
    deactivated: toMessage(notifications.deactivated),
    groupIds: notifications.distributionGroupIds,
    ownerId: schedule.owner.id,
    deactivate: !schedule.active,
  };
}
