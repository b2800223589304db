import type { Person } from '#contract/users';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';
import { ROLES } from './person-words.ts';

export const PersonStatus = ({ person }: { readonly person: Person }) => <Status name={person.invited ? 'invited' : 'active'} />;

export const LastSignIn = ({ at }: { readonly at: string | undefined }) =>
  at === undefined ? <span className="text-2">Never</span> : <RelativeTime at={at} />;

const Role = ({ person: { role, primaryContact } }: { readonly person: Person }) =>
  primaryContact ? (
    <span className="two-lines">
      <span className="truncate">{ROLES[role].label}</span>
      <span className="meta truncate">primary contact</span>
    </span>
  ) : (
    <span className="truncate">{ROLES[role].label}</span>
  );

export const PERSON_COLUMNS: readonly Column<Person>[] = [
  {
    key: 'name',
    head: 'Name',
    sort: 'name',
    cell: ({ name, email }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{name}</span>
        <span className="meta truncate">{email}</span>
      </span>
    ),
  },
  { key: 'role', head: 'Role', width: '150px', cell: (person) => <Role person={person} /> },
  {
    key: 'unit',
    head: 'Business unit',
    width: '18%',
    cell: ({ businessUnitName }) => <span className="truncate">{businessUnitName ?? '—'}</span>,
  },
  { key: 'status', head: 'Status', width: '120px', cell: (person) => <PersonStatus person={person} /> },
  {
    key: 'lastSignIn',
    head: 'Last sign-in',
    sort: 'lastSignInAt',
    width: '150px',
    cell: ({ lastSignInAt }) => <LastSignIn at={lastSignInAt} />,
  },
];

export const personCard = (person: Person): RowCard => ({
  title: person.name,
  aside: <PersonStatus person={person} />,
  line: <span className="truncate">{person.email}</span>,
  meta: [
    `${ROLES[person.role].label}${person.primaryContact ? ', primary contact' : ''}`,
    ...(person.businessUnitName === undefined ? [] : [person.businessUnitName]),
  ].join(' · '),
});
