import type { Me } from '#contract/account';
import type { Person } from '#contract/users';

export type Role = Person['role'];

/** Roles as people read them, with what each may do. */
export const ROLES: Readonly<Record<Role, { readonly label: string; readonly may: string }>> = {
  manager: { label: 'Manager', may: 'Everything, in the whole account.' },
  'unit-manager': { label: 'Unit manager', may: 'Everything of one business unit, and appoints its scanners and readers.' },
  scanner: { label: 'Scanner', may: 'Launches and schedules scans; sees their own.' },
  reader: { label: 'Reader', may: 'Looks at schedules and scans, changes nothing and owns nothing.' },
};

const UNDER_A_UNIT_MANAGER: readonly Role[] = ['scanner', 'reader'];

/** The roles that this person may give; the server decides. */
export const rolesToGive = ({ role }: Pick<Me, 'role'>): readonly Role[] =>
  role === 'manager' ? ['manager', 'unit-manager', 'scanner', 'reader'] : UNDER_A_UNIT_MANAGER;

/** Whether to offer changes of this person: managers change everybody, unit managers the scanners and readers of their unit. */
export function maySeeActions(me: Me, person: Person): boolean {
  if (!me.permissions.includes('users.write')) return false;
  if (me.role === 'manager') return true;
  return person.businessUnitId === me.businessUnit?.id && UNDER_A_UNIT_MANAGER.includes(person.role);
}
