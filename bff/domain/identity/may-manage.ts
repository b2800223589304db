import type { Issue } from '../issue.ts';
import { can, scopeOf } from './can.ts';
import type { Actor, Role } from './role.ts';

/** What decides who may manage a person. */
export interface Placed {
  readonly id: string;
  readonly role: Role;
  readonly businessUnitId?: string | undefined;
}

/** Whom a unit manager may invite, change and remove in their unit. */
const UNDER_A_UNIT_MANAGER: readonly Role[] = ['scanner', 'reader'];

/** Whether the actor may change and remove this person: managers everybody, unit managers the scanners and readers of their unit. */
export function mayManage(actor: Actor, person: Placed): boolean {
  if (!can(actor, 'users.write', { ownerId: person.id, businessUnitId: person.businessUnitId })) return false;
  if (scopeOf(actor, 'users.write') === 'all') return true;
  return person.businessUnitId === actor.businessUnitId && UNDER_A_UNIT_MANAGER.includes(person.role);
}

/** What is wrong with giving somebody this role and unit, for this actor. */
export function checkPlace(actor: Actor, { role, businessUnitId }: Omit<Placed, 'id'>): Issue[] {
  const issues: Issue[] = [];
  if (scopeOf(actor, 'users.write') !== 'all') {
    if (!UNDER_A_UNIT_MANAGER.includes(role))
      issues.push(at('role', 'role-not-permitted', 'Unit managers may appoint scanners and readers.'));
    if (businessUnitId !== actor.businessUnitId) {
      issues.push(at('businessUnitId', 'unit-not-permitted', 'Unit managers may appoint people of their own business unit.'));
    }
    return issues;
  }
  if (role === 'manager' && businessUnitId !== undefined) {
    issues.push(at('businessUnitId', 'manager-has-no-unit', 'A manager acts for the whole account: leave the business unit empty.'));
  }
  if (role === 'unit-manager' && businessUnitId === undefined) {
    issues.push(at('businessUnitId', 'unit-manager-needs-unit', 'Choose the business unit that this unit manager is to manage.'));
  }
  return issues;
}

const at = (field: string, code: string, message: string): Issue => ({ path: [field], code, message });
