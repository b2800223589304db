import { describe, expect, test } from 'vitest';
import { can, PERMISSIONS, type Permission, scopeOf } from './can.ts';
import { type Actor, ROLES, type Role } from './role.ts';

const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  ...{ userId: 'me', name: 'Me', email: 'me@example.org', role, primaryContact: false, businessUnitId: 'north' },
  ...more,
});

const MINE = { ownerId: 'me', businessUnitId: 'south' };
const UNIT = { ownerId: 'other', businessUnitId: 'north' };
const FOREIGN = { ownerId: 'other', businessUnitId: 'south' };
const NO_UNIT = { ownerId: 'other' };

// Own, unit, foreign, without unit: y may, - may not. Written out, so that a slip in the table shows.
const EXPECTED: Record<Permission, Record<Role, string>> = {
  'account.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'schedules.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: 'yy--' },
  'schedules.write': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: '----' },
  'schedules.change-owner': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: '----', reader: '----' },
  'scans.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: 'yy--' },
  'scans.launch': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: '----' },
  'scans.control': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: '----' },
  'profiles.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'profiles.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'groups.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'yy--', reader: 'yy--' },
  'groups.write': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: '----' },
  'assets.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'yy--', reader: 'yy--' },
  'assets.write': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: '----', reader: '----' },
  'tags.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'tags.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'connectors.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'connectors.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'appliances.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'appliances.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'sensors.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'yy--', reader: 'yy--' },
  'sensors.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'containers.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'yy--', reader: 'yy--' },
  'containers.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'containers.rescan': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'yy--', reader: '----' },
  'packages.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'packages.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'launches.release': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'users.read': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: 'y---', reader: 'y---' },
  'users.write': { manager: 'yyyy', 'unit-manager': 'yy--', scanner: '----', reader: '----' },
  'units.write': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
  'setup.read': { manager: 'yyyy', 'unit-manager': 'yyyy', scanner: 'yyyy', reader: 'yyyy' },
  'setup.write': { manager: '----', 'unit-manager': '----', scanner: '----', reader: '----' },
  'audit.read': { manager: 'yyyy', 'unit-manager': '----', scanner: '----', reader: '----' },
};

describe('who may do what', () => {
  test.each(PERMISSIONS.flatMap((permission) => ROLES.map((role) => ({ permission, role }))))('$permission by $role', ({
    permission,
    role,
  }) => {
    const answers = [MINE, UNIT, FOREIGN, NO_UNIT].map((thing) => (can(actor(role), permission, thing) ? 'y' : '-')).join('');
    expect(answers).toBe(EXPECTED[permission][role]);
    expect(can(actor(role), permission)).toBe(answers !== '----');
  });

  test('only the primary contact changes the setup', () => {
    expect(can(actor('manager', { primaryContact: true }), 'setup.write')).toBe(true);
  });

  test('without a unit, a unit manager has their own things and a reader reads everything', () => {
    const without = { businessUnitId: undefined };
    expect(scopeOf(actor('unit-manager', without), 'schedules.write')).toBe('own');
    expect(can(actor('unit-manager', without), 'schedules.read', NO_UNIT)).toBe(false);
    expect(scopeOf(actor('unit-manager', without), 'users.write')).toBe('none');
    expect(scopeOf(actor('reader', without), 'schedules.read')).toBe('all');
  });
});
