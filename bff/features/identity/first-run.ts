import { createHash, timingSafeEqual } from 'node:crypto';
import { refuse } from '../../domain/refusal.ts';
import { createPerson, type IdentityDependencies } from './service.ts';
import { identityStore } from './store.ts';
import type { Throttle } from './throttle.ts';

export interface FirstRunDependencies extends IdentityDependencies {
  /** Unguessable, URL-safe text. */
  readonly newToken: () => string;
  /** By address: nobody needs to look at a link that often. */
  readonly looks: Throttle;
}

export interface FirstRunInput {
  readonly token: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly timeZone?: string | undefined;
}

export type FirstRun = ReturnType<typeof createFirstRun>;

/** How an installation gets its Manager primary contact: by a one-time link, or from the environment. */
export function createFirstRun(deps: FirstRunDependencies) {
  const { db, uow } = deps;
  return {
    /** A new one-time token, after which older ones are worth nothing; undefined when there is a primary contact. */
    prepare: (): Promise<string | undefined> =>
      uow(async ({ tx }) => {
        if (await identityStore.hasPrimaryContact(tx)) {
          await identityStore.removeFirstRunHash(tx);
          return undefined;
        }
        const token = deps.newToken();
        await identityStore.saveFirstRunHash(tx, hashOf(token), new Date(deps.clock()));
        return token;
      }),

    isValid: async (token: string, address: string): Promise<boolean> => {
      const look = await deps.looks.take(address);
      return look.allowed && isSame(token, await identityStore.firstRunHash(db, 'read'));
    },

    /** Uses the link up. */
    complete: async ({ token, ...person }: FirstRunInput, address: string): Promise<{ email: string }> => {
      // Before the costly hashing of a password, which anybody could ask for otherwise.
      const look = await deps.looks.take(address);
      if (!look.allowed || !isSame(token, await identityStore.firstRunHash(db, 'read'))) throw refusedLink();
      return uow(async (work) => {
        if (!isSame(token, await identityStore.firstRunHash(work.tx, 'lock'))) throw refusedLink();
        const created = await createPerson(deps, null, { ...person, role: 'manager', primaryContact: true }, work);
        await identityStore.removeFirstRunHash(work.tx);
        return { email: created.email };
      });
    },

    /** For unattended set-up. False: there is a primary contact, and nothing was changed. */
    createPrimaryContact: async (person: { email: string; password: string; name: string }): Promise<boolean> => {
      if (await identityStore.hasPrimaryContact(db)) return false;
      return uow(async (work) => {
        // Several servers on one database may start with the same environment at once.
        await identityStore.lockFirstRun(work.tx);
        if (await identityStore.hasPrimaryContact(work.tx)) return false;
        await createPerson(deps, null, { ...person, role: 'manager', primaryContact: true }, work);
        await identityStore.removeFirstRunHash(work.tx);
        return true;
      });
    },
  };
}

const LINK_MESSAGE =
  'This link was used, or replaced by a newer one. Start the server again: it prints a new link while there is no Manager';
const refusedLink = () => refuse.invalid([{ path: ['token'], code: 'first-run-link-not-valid', message: LINK_MESSAGE }]);

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

function isSame(token: string, hash: string | undefined): boolean {
  return hash !== undefined && timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(hash));
}
