import type { Invitation } from '../../contract/users.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { Mailer } from './collaborators.ts';
import { composeInvitation } from './compose-invitation.ts';
import { type Invited, invitationStore } from './invitation-store.ts';
import { hashOf, type LinkDeps, makeLink } from './make-link.ts';
import { type IdentityDependencies, requireKnownZone } from './service.ts';
import type { Throttle } from './throttle.ts';

export interface InvitationDeps extends IdentityDependencies, LinkDeps {
  readonly mailer: Mailer;
  /** By address: nobody needs to look at a link that often. */
  readonly looks: Throttle;
}

export interface Acceptance {
  readonly token: string;
  readonly name: string;
  readonly password: string;
  readonly timeZone?: string | undefined;
}

export type Invitations = ReturnType<typeof createInvitations>;

/** One-time links by which people set their name and password: at first, and when it was forgotten. */
export function createInvitations(deps: InvitationDeps) {
  const { db, uow, clock } = deps;
  const find = async (token: string, address: string): Promise<Invited | undefined> => {
    const look = await deps.looks.take(address);
    return look.allowed ? invitationStore.find(db, hashOf(token), new Date(clock())) : undefined;
  };
  return {
    /** A new link, mailed to the person. It is told here when no mail would tell it. */
    issue: async (work: Work, actor: Actor, userId: string): Promise<Invitation> => {
      const { link, expiresAt, name, email: to } = await makeLink(work, deps, actor, userId);
      const until = toIso(expiresAt);
      if (!(await deps.mailer.isSetUp(work.tx))) return { expiresAt: until, mailed: false, link };
      await deps.mailer.send(work, { personId: userId, to, ...composeInvitation({ name, email: to, link, by: actor.name, expiresAt }) });
      return { expiresAt: until, mailed: true };
    },

    /** The link of somebody who leaves is worth nothing, and is not mailed any more. */
    withdraw: async (work: Work, userId: string): Promise<void> => {
      await invitationStore.remove(work.tx, userId);
      await deps.mailer.drop(work, userId);
    },

    check: async (token: string, address: string) => {
      const found = await find(token, address);
      if (found === undefined) return { valid: false };
      const { name, email, expiresAt } = found;
      return { valid: true, person: { name, email, expiresAt: toIso(instant(expiresAt.getTime())) } };
    },

    /** Uses the link up. Every session of the person ends: the password may have been set anew because it was known. */
    accept: async ({ token, name, password, timeZone }: Acceptance, address: string): Promise<{ email: string }> => {
      requireKnownZone(deps, timeZone);
      // Before the costly hashing of a password, which anybody could ask for otherwise.
      if ((await find(token, address)) === undefined) throw refusedLink();
      const passwordHash = await deps.passwords.hash(password);
      return uow(async (work) => {
        const at = new Date(clock());
        const person = await invitationStore.take(work.tx, hashOf(token), at);
        if (person === undefined) throw refusedLink();
        const { userId, email } = person;
        await deps.mailer.drop(work, userId);
        await invitationStore.setPassword(work.tx, { userId, passwordHash, accountId: deps.newId(), name, timeZone, at });
        const actor = { userId, name };
        await work.audit({ actor, action: 'person.accepted-invitation', objectType: 'person', objectId: userId, after: { name } });
        work.announce('users', userId);
        return { email };
      });
    },
  };
}

const LINK_MESSAGE =
  'This link was used, has expired, or was replaced by a newer one. A manager can make a new one: Users, the person, New link.';
const refusedLink = () => refuse.invalid([{ path: ['token'], code: 'invitation-not-valid', message: LINK_MESSAGE }]);
