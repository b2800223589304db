import { TARGET_FIELDS } from '../../../targets/target-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';

/** The sections, in the order of the page. */
export const SECTIONS = [
  { id: 'task', title: 'Task' },
  { id: 'targets', title: 'Targets' },
  { id: 'scanners', title: 'Scanners' },
  { id: 'scheduling', title: 'Scheduling' },
  { id: 'duration', title: 'Duration' },
  { id: 'notifications', title: 'Notifications' },
  { id: 'owner', title: 'Owner and status' },
] as const;
export type SectionId = (typeof SECTIONS)[number]['id'];

interface FormField {
  readonly label: string;
  readonly section: SectionId;
  /** Where the server's issues with it point to; a path stands for everything below it. */
  readonly paths: readonly string[];
  /** The values that it edits. */
  readonly values: readonly (keyof ScheduleFormValues)[];
}

const inTargets = <Field extends object>(field: Field) => ({ ...field, section: 'targets', paths: [] }) as const;

/** The choice of targets is shared with the page that launches a scan; it maps the issues with it itself. */
const TARGET_FORM_FIELDS = {
  targetKind: inTargets(TARGET_FIELDS.targetKind),
  include: inTargets(TARGET_FIELDS.include),
  exclude: inTargets(TARGET_FIELDS.exclude),
  assetGroupIds: inTargets(TARGET_FIELDS.assetGroupIds),
  connectorId: inTargets(TARGET_FIELDS.connectorId),
  tagIds: inTargets(TARGET_FIELDS.tagIds),
  exceptTagIds: inTargets(TARGET_FIELDS.exceptTagIds),
};

/** Every field at which an error can stand. Its name, after `field-`, is the id of its control. */
export const FORM_FIELDS = {
  title: { label: 'Title', section: 'task', paths: ['title'], values: ['title'] },
  optionProfileId: { label: 'Option profile', section: 'task', paths: ['optionProfileId'], values: ['optionProfileId'] },
  priority: { label: 'Priority', section: 'task', paths: ['priority'], values: ['priority'] },
  ...TARGET_FORM_FIELDS,
  scanners: { label: 'Scanners', section: 'scanners', paths: ['scanners'], values: ['scanners', 'applianceIds'] },
  date: { label: 'Date', section: 'scheduling', paths: ['start'], values: ['date'] },
  time: { label: 'Time', section: 'scheduling', paths: [], values: ['time'] },
  timeZone: { label: 'Time zone', section: 'scheduling', paths: ['timeZone'], values: ['timeZone'] },
  observeDst: { label: 'Auto adjust during daylight saving time', section: 'scheduling', paths: ['observeDst'], values: ['observeDst'] },
  gap: { label: 'Missing time', section: 'scheduling', paths: ['gap'], values: ['gap'] },
  fold: { label: 'Repeated time', section: 'scheduling', paths: ['fold'], values: ['fold'] },
  recurrence: { label: 'Recurrence', section: 'scheduling', paths: ['recurrence'], values: ['recurrence', 'monthlyBy'] },
  every: { label: 'Every', section: 'scheduling', paths: ['recurrence.every'], values: ['everyDays', 'everyWeeks', 'everyMonths'] },
  weekdays: { label: 'Weekdays', section: 'scheduling', paths: ['recurrence.weekdays'], values: ['weekdays'] },
  day: { label: 'Day of the month', section: 'scheduling', paths: ['recurrence.day'], values: ['day', 'shortMonth', 'week', 'weekday'] },
  endsAfter: { label: 'Ends after', section: 'scheduling', paths: ['endsAfter'], values: ['ends', 'endsAfter'] },
  stop: { label: 'Stop the scan', section: 'duration', paths: ['duration'], values: ['stop', 'stopHours', 'stopMinutes'] },
  resume: { label: 'Resume', section: 'duration', paths: ['duration.resume'], values: ['resume', 'resumeDays', 'resumeHours'] },
  before: { label: 'Before the launch', section: 'notifications', paths: ['notifications.before', 'notifications'], values: ['before'] },
  completed: { label: 'Launch completed', section: 'notifications', paths: ['notifications.completed'], values: ['completed'] },
  delayed: { label: 'Launch delayed', section: 'notifications', paths: ['notifications.delayed'], values: ['delayed'] },
  skipped: { label: 'Launch skipped', section: 'notifications', paths: ['notifications.skipped'], values: ['skipped'] },
  deactivated: {
    label: 'Deactivated by the service',
    section: 'notifications',
    paths: ['notifications.deactivated'],
    values: ['deactivated'],
  },
  groups: { label: 'Send to', section: 'notifications', paths: ['notifications.distributionGroupIds'], values: ['groupIds'] },
  ownerId: { label: 'Owner', section: 'owner', paths: ['ownerId'], values: ['ownerId'] },
  active: { label: 'Deactivate this task', section: 'owner', paths: ['active'], values: ['deactivate'] },
} as const satisfies Record<string, FormField>;

export type FieldName = keyof typeof FORM_FIELDS;
export type FieldErrors = Partial<Record<FieldName, string>>;

export const FIELD_NAMES = Object.keys(FORM_FIELDS) as FieldName[];
export const fieldId = (name: FieldName): string => `field-${name}`;
