import type { FieldErrors } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';
import type { Change } from './use-schedule-form.ts';

/** What every section of the form is given. */
export interface SectionProps {
  readonly values: ScheduleFormValues;
  readonly change: Change;
  readonly errors: FieldErrors;
}
