import type { Actor, Role } from './role.ts';

/** Everything a route may ask for. A procedure of the contract names exactly one. */
export type Permission =
  | 'account.read'
  | 'schedules.read'
  | 'schedules.write'
  | 'schedules.change-owner'
  | 'scans.read'
  | 'scans.launch'
  | 'scans.control'
  | 'profiles.read'
  | 'profiles.write'
  | 'groups.read'
  | 'groups.write'
  | 'assets.read'
  | 'assets.write'
  | 'tags.read'
  | 'tags.write'
  | 'connectors.read'
  | 'connectors.write'
  | 'appliances.read'
  | 'appliances.write'
  | 'sensors.read'
  | 'sensors.write'
  | 'containers.read'
  | 'containers.write'
  | 'containers.rescan'
  | 'packages.read'
  | 'packages.write'
  | 'launches.release'
  | 'users.read'
  | 'users.write'
  | 'units.write'
  | 'setup.read'
  | 'setup.write'
  | 'audit.read';

/** How far a permission reaches: everything, the own business unit, only what the person owns, or nothing. */
export type Scope = 'all' | 'unit' | 'own' | 'none';

const TABLE: Record<Permission, Record<Role, Scope>> = {
  'account.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'schedules.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'unit' },
  'schedules.write': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'none' },
  'schedules.change-owner': { manager: 'all', 'unit-manager': 'unit', scanner: 'none', reader: 'none' },
  'scans.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'unit' },
  'scans.launch': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'none' },
  'scans.control': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'none' },
  'profiles.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'profiles.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'groups.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'unit', reader: 'unit' },
  'groups.write': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'none' },
  'assets.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'unit', reader: 'unit' },
  'assets.write': { manager: 'all', 'unit-manager': 'unit', scanner: 'none', reader: 'none' },
  'tags.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'tags.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'connectors.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'connectors.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'appliances.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'appliances.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'sensors.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'unit', reader: 'unit' },
  'sensors.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'containers.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'unit', reader: 'unit' },
  'containers.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'containers.rescan': { manager: 'all', 'unit-manager': 'unit', scanner: 'unit', reader: 'none' },
  'packages.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'packages.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'launches.release': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'users.read': { manager: 'all', 'unit-manager': 'unit', scanner: 'own', reader: 'own' },
  'users.write': { manager: 'all', 'unit-manager': 'unit', scanner: 'none', reader: 'none' },
  'units.write': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'setup.read': { manager: 'all', 'unit-manager': 'all', scanner: 'all', reader: 'all' },
  'setup.write': { manager: 'none', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
  'audit.read': { manager: 'all', 'unit-manager': 'none', scanner: 'none', reader: 'none' },
};

/** Whose a thing is. A thing without a unit belongs to nobody's unit but everyone's account. */
export interface Owned {
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
}

/** Every permission there is. */
export const PERMISSIONS = Object.keys(TABLE) as readonly Permission[];

/** How far the permission reaches for this person: lists are filtered by it. `setup.write` is the primary contact's alone. */
export function scopeOf(actor: Actor, permission: Permission): Scope {
  if (permission === 'setup.write') return actor.primaryContact ? 'all' : 'none';
  const scope = TABLE[permission][actor.role];
  // Without a unit, a unit manager has only their own things; a reader reads the account (small installations have no units).
  if (scope === 'unit' && actor.businessUnitId === undefined) {
    if (permission === 'users.write') return 'none';
    return actor.role === 'reader' ? 'all' : 'own';
  }
  return scope;
}

/** The only authorisation decision. Without a thing: may they do it to anything at all? */
export function can(actor: Actor, permission: Permission, thing?: Owned): boolean {
  const scope = scopeOf(actor, permission);
  if (scope === 'none') return false;
  if (scope === 'all' || thing === undefined) return true;
  if (thing.ownerId === actor.userId) return true;
  return scope === 'unit' && thing.businessUnitId === actor.businessUnitId;
}
