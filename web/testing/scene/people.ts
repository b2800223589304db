import type { BusinessUnit } from '#contract/business-units';
import type { Person } from '#contract/users';
import { minutesFromNow, PEOPLE, sceneId } from './identity.ts';

export const SCENE_UNITS: readonly BusinessUnit[] = [
  { id: sceneId(8, 1), revision: 3, name: 'Plants Europe', networks: ['10.20.0.0/16', '10.21.4.0-10.21.4.99'], people: 3, schedules: 61 },
  { id: sceneId(8, 2), revision: 1, name: 'Head office', networks: [], people: 1, schedules: 12 },
];

const person = (who: { id: string; name: string }, more: Partial<Person>): Person => ({
  ...who,
  email: `${who.name.toLowerCase().replace(' ', '.')}@corp.example`,
  role: 'scanner',
  primaryContact: false,
  invited: false,
  schedulesOwned: 0,
  lastSignInAt: minutesFromNow(-95),
  createdAt: minutesFromNow(-400 * 24 * 60),
  ...more,
});

const EUROPE = { businessUnitId: sceneId(8, 1), businessUnitName: 'Plants Europe' };
const OFFICE = { businessUnitId: sceneId(8, 2), businessUnitName: 'Head office' };

export const SCENE_PEOPLE: readonly Person[] = [
  person(PEOPLE.AT, { role: 'unit-manager', schedulesOwned: 24, ...EUROPE }),
  person(PEOPLE.JK, { schedulesOwned: 37, ...EUROPE, lastSignInAt: minutesFromNow(-3 * 24 * 60) }),
  person(PEOPLE.LB, { role: 'reader', ...EUROPE, lastSignInAt: minutesFromNow(-41 * 24 * 60) }),
  person(PEOPLE.MO, { role: 'manager', primaryContact: true, schedulesOwned: 75 }),
  {
    ...person({ id: 'user-nh', name: 'Noor Haddad' }, { invited: true, invitationExpiresAt: minutesFromNow(6 * 24 * 60), ...OFFICE }),
    lastSignInAt: undefined,
  },
  person(PEOPLE.SI, { role: 'manager', schedulesOwned: 12 }),
];
