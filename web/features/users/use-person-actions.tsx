import { type ReactNode, useState } from 'react';
import type { Invitation, Person } from '#contract/users';
import { toast } from '../../ui/toast/toast.ts';
import { LinkDialog } from './link-dialog.tsx';
import { PersonDialog, type SavedPerson } from './person-dialog.tsx';
import { NewLinkQuestion, PrimaryContactQuestion } from './person-questions.tsx';
import { RemovePerson } from './remove-person.tsx';

export interface PersonActions {
  readonly invite: () => void;
  readonly edit: (person: Person) => void;
  readonly newLink: (person: Person) => void;
  readonly makePrimaryContact: (person: Person) => void;
  readonly remove: (person: Person) => void;
  /** Put it into the page. */
  readonly dialogs: ReactNode;
}

type Open =
  | { readonly kind: 'invite' }
  | { readonly kind: 'edit' | 'new-link' | 'contact' | 'remove'; readonly person: Person }
  | { readonly kind: 'link'; readonly person: Person; readonly invitation: Invitation };

/** What can be done with people, each in a dialog of its own. */
export function usePersonActions(onRemoved: () => void): PersonActions {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const saved = (person: SavedPerson) => {
    const { invitation } = person;
    toast(invitation === undefined ? `${person.name} is saved` : `${person.name} is invited`);
    setOpen(invitation === undefined ? undefined : { kind: 'link', person, invitation });
  };
  const removed = () => {
    close();
    onRemoved();
  };
  return {
    invite: () => setOpen({ kind: 'invite' }),
    edit: (person) => setOpen({ kind: 'edit', person }),
    newLink: (person) => setOpen({ kind: 'new-link', person }),
    makePrimaryContact: (person) => setOpen({ kind: 'contact', person }),
    remove: (person) => setOpen({ kind: 'remove', person }),
    dialogs: (
      <>
        {open?.kind === 'invite' && <PersonDialog person={undefined} onSaved={saved} onClose={close} />}
        {open?.kind === 'edit' && <PersonDialog person={open.person} onSaved={saved} onClose={close} />}
        {open?.kind === 'new-link' && (
          <NewLinkQuestion
            person={open.person}
            onMade={(invitation) => setOpen({ kind: 'link', person: open.person, invitation })}
            onClose={close}
          />
        )}
        {open?.kind === 'link' && <LinkDialog person={open.person} invitation={open.invitation} onClose={close} />}
        {open?.kind === 'contact' && <PrimaryContactQuestion person={open.person} onClose={close} />}
        {open?.kind === 'remove' && <RemovePerson person={open.person} onRemoved={removed} onClose={close} />}
      </>
    ),
  };
}
