import { createHash } from 'node:crypto';
import type { Invitation } from '../../contract/users.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { DAY_MS, instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { Mailer } from './collaborators.ts';
import { type Invited, invitationStore } from './invitation-store.ts';
import { type IdentityDependencies, requireKnownZone } from './service.ts';
import type { Throttle } from './throttle.ts';

/** How long the link of an invitation is good. */
const GOOD_FOR_MS = 7 * DAY_MS;

export interface InvitationDeps extends IdentityDependencies {
  /** Unguessable, URL-safe text. */
  readonly newToken: () => string;
  readonly publicUrl: string;
  readonly mailer?: Mailer | undefined;
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
    /** A new link, after which the person's older ones are worth nothing. It is told here when no mail would tell it. */
    issue: async (work: Work, actor: Actor, userId: string): Promise<Invitation> => {
      const token = deps.newToken();
      const now = clock();
      const expiresAt = plus(now, GOOD_FOR_MS);
      const dates = { createdAt: new Date(now), expiresAt: new Date(expiresAt) };
      const person = await invitationStore.save(work.tx, { userId, tokenHash: hashOf(token), ...dates });
      const link = `${deps.publicUrl.replace(/\/$/, '')}/invitation?token=${token}`;
      const mailed = (await deps.mailer?.isSetUp(work.tx)) ?? false;
      await deps.mailer?.send(work, composeMail({ ...person, link, by: actor.name, expiresAt: toIso(expiresAt) }));
      await work.audit({ actor, action: 'person.invited', objectType: 'person', objectId: userId, after: { expiresAt: toIso(expiresAt) } });
      work.announce('users', userId);
      return { expiresAt: toIso(expiresAt), mailed, ...(mailed ? {} : { link }) };
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
        await invitationStore.setPassword(work.tx, { userId, passwordHash, accountId: deps.newId(), name, timeZone, at });
        const actor = { userId, name };
        await work.audit({ actor, action: 'person.accepted-invitation', objectType: 'person', objectId: userId, after: { name } });
        work.announce('users', userId);
        return { email };
      });
    },
  };
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

const LINK_MESSAGE =
  'This link was used, has expired, or was replaced by a newer one. A manager can make a new one: Users, the person, New link.';
const refusedLink = () => refuse.invalid([{ path: ['token'], code: 'invitation-not-valid', message: LINK_MESSAGE }]);

interface MailFacts {
  readonly name: string;
  readonly email: string;
  readonly link: string;
  readonly by: string;
  readonly expiresAt: string;
}

function composeMail({ name, email, link, by, expiresAt }: MailFacts) {
  const until = `${expiresAt.slice(0, 16).replace('T', ' ')} UTC`;
  return {
    to: email,
    subject: 'Watchbill: set your password',
    text: [
      `${name},`,
      `${by} asks you to set a password for Watchbill:`,
      link,
      `The link works once, until ${until}. You sign in with ${email}.`,
      'If you did not expect this, do nothing.',
    ].join('\n\n'),
  };
}
