import type { Me } from '#contract/account';
import type { Person } from '#contract/users';
import type { Role } from './person-words.ts';

/** What one decides about a person. */
export interface PersonDraft {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Empty: none. */
  readonly businessUnitId: string;
}

export const PERSON_FIELDS = { name: 'Name', email: 'E-mail', role: 'Role', businessUnitId: 'Business unit' } as const;
type PersonField = keyof typeof PERSON_FIELDS;

/** A new person of a unit manager belongs to the unit of that manager. */
export const toPersonDraft = (person: Person | undefined, me: Me): PersonDraft => ({
  name: person?.name ?? '',
  email: person?.email ?? '',
  role: person?.role ?? 'scanner',
  businessUnitId: (person === undefined ? me.businessUnit?.id : person.businessUnitId) ?? '',
});

export const wrongInPerson = ({ name, email, role, businessUnitId }: PersonDraft): Partial<Record<PersonField, string>> => ({
  ...(name.trim() === '' && { name: 'Give their name.' }),
  ...(!email.includes('@') && { email: 'Enter an e-mail address: name@example.org.' }),
  ...(role === 'unit-manager' && businessUnitId === '' && { businessUnitId: 'Choose the business unit that they are to manage.' }),
});

/** Managers act for the whole account, and have no unit. */
const unitOf = ({ role, businessUnitId }: PersonDraft): string | undefined =>
  role === 'manager' || businessUnitId === '' ? undefined : businessUnitId;

export function toInvited(draft: PersonDraft) {
  const businessUnitId = unitOf(draft);
  return {
    name: draft.name.trim(),
    email: draft.email.trim(),
    role: draft.role,
    ...(businessUnitId !== undefined && { businessUnitId }),
  };
}

export const toPersonChange = (draft: PersonDraft, id: string) => ({
  id,
  name: draft.name.trim(),
  role: draft.role,
  businessUnitId: unitOf(draft) ?? null,
});
