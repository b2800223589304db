/** One field of a thing, as the audit kept it before and after a change. Absent: it had no value. */
export interface ChangedField {
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

/** More of a value is not read; the whole is in the database. */
const LONGEST = 200;

/** What an audit entry says that changed, field by field; fields that stayed as they were are left out. */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [had, has] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(had), ...Object.keys(has)])];
  return names.flatMap((field) => {
    const [old, now] = [textOf(had[field]), textOf(has[field])];
    if (old === now) return [];
    return [{ field, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.length === 0 ? undefined : cut(value.join(', '));
  return cut(typeof value === 'string' ? value : typeof value === 'boolean' ? (value ? 'on' : 'off') : JSON.stringify(value));
}

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
