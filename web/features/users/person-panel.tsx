import { IconKey, IconLink, IconPencil, IconUserMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Me } from '#contract/account';
import type { Person } from '#contract/users';
import { toProblem } from '../../api/problem.ts';
import { personById } from '../../people/queries.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { type MenuAction, PanelMenu } from '../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { LastSignIn, PersonStatus } from './person-columns.tsx';
import { maySeeActions, ROLES } from './person-words.ts';
import { useMe } from './queries.ts';
import type { PersonActions } from './use-person-actions.tsx';

interface PersonPanelProps {
  readonly id: string;
  readonly actions: PersonActions;
  readonly onClose: () => void;
}

/** One person at the side of the list, and what can be done with them. */
export function PersonPanel({ id, actions, onClose }: PersonPanelProps) {
  const me = useMe();
  const read = useQuery(personById(id));
  const person = read.data;
  return (
    <SidePanel
      title={person?.name ?? 'Person'}
      width={312}
      aside={person !== undefined && <PersonStatus person={person} />}
      actions={person !== undefined && <PanelMenu of={person.name} actions={actionsOf(me, person, actions)} />}
      onClose={onClose}
    >
      {read.isError && person === undefined && (
        <div className="list-note">
          <FailureNote title="The person could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {person?.invitationMail !== undefined && <InvitationMail mail={person.invitationMail} />}
      {person !== undefined && <PersonFacts person={person} />}
    </SidePanel>
  );
}

/** Nobody removes themselves; being the primary contact is handed over by the present one alone, to a manager who can sign in. */
function actionsOf(me: Me, person: Person, actions: PersonActions): MenuAction[] {
  const heirToMe = me.primaryContact && person.role === 'manager' && !person.invited && !person.primaryContact;
  const contact = { label: 'Make primary contact', icon: IconKey, onClick: () => actions.makePrimaryContact(person) };
  if (!maySeeActions(me, person)) return [];
  return [
    { label: 'Edit', icon: IconPencil, onClick: () => actions.edit(person) },
    { label: 'New link', icon: IconLink, onClick: () => actions.newLink(person) },
    ...(heirToMe ? [contact] : []),
    ...(person.id === me.id || person.primaryContact
      ? []
      : [{ label: 'Remove', icon: IconUserMinus, onClick: () => actions.remove(person), destructive: true }]),
  ];
}

/** Said while the mail with the link has not arrived: afterwards it is of no interest. */
function InvitationMail({ mail: { state, problem, response } }: { readonly mail: NonNullable<Person['invitationMail']> }) {
  if (state === 'sent' || state === 'queued') return null;
  const words = response === undefined ? '' : ` It said: ${response}.`;
  return (
    <div className="list-note">
      <Note tone={state === 'bounced' ? 'bad' : 'warn'}>
        <b>{MAIL_WORDS[state]}</b> {problem?.replace(/\.$/, '')}.{words}
      </Note>
    </div>
  );
}

const MAIL_WORDS = {
  retrying: 'The mail with the link is not sent yet; it is tried again.',
  kept: 'The mail with the link is not sent.',
  bounced: 'The mail with the link was not sent.',
} as const;

function PersonFacts({ person }: { readonly person: Person }) {
  const { email, role, primaryContact, businessUnitName, schedulesOwned, lastSignInAt, invitationExpiresAt, createdAt } = person;
  return (
    <>
      <PanelSection>
        <Facts>
          <Fact label="E-mail">
            <span className="users-address">{email}</span>
          </Fact>
          <Fact label="Role">{ROLES[role].label}</Fact>
          {primaryContact && <Fact label="Primary contact">yes</Fact>}
          <Fact label="Business unit">{businessUnitName ?? 'none'}</Fact>
          <Fact label="Schedules owned">
            <span className="tabular">{formatNumber(schedulesOwned)}</span>
          </Fact>
          <Fact label="Last sign-in">
            <LastSignIn at={lastSignInAt} />
          </Fact>
          {invitationExpiresAt !== undefined && (
            <Fact label="Link good until">
              <TimeText at={invitationExpiresAt} />
            </Fact>
          )}
          <Fact label="Created">
            <TimeText at={createdAt} style="day" />
          </Fact>
        </Facts>
      </PanelSection>
      <PanelSection title="What the role allows">
        <p className="text-2">{ROLES[role].may}</p>
      </PanelSection>
    </>
  );
}
