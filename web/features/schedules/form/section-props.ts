import type { FieldErrors, FieldName } from './schedule-form-fields.ts';
import type { ScheduleFormValues } from './schedule-form-values.ts';
import type { Change } from './use-schedule-form.ts';

/** What every section of the form is given. */
export interface SectionProps {
  readonly values: ScheduleFormValues;
  readonly change: Change;
  readonly errors: FieldErrors;
  /** What a field said before this edit; nothing where it is unchanged, and in a new schedule. */
  readonly was: (name: FieldName) => string | undefined;
}

/** What several fields of one row said before: those that changed. */
export function wasTogether(was: SectionProps['was'], names: readonly FieldName[]): string | undefined {
  const before = names.map(was).filter((text) => text !== undefined);
  return before.length === 0 ? undefined : before.join(', ');
}
