import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { invitationStore } from './invitation-store.ts';
import { type LinkDeps, makeLink, type NewLink } from './make-link.ts';

export interface ResetLinkDeps extends LinkDeps {
  readonly uow: UnitOfWork;
}

/** For whoever runs the server: a way back for people whom nobody else may let in, the Manager primary contact first of all. */
export const createResetLink =
  (deps: ResetLinkDeps) =>
  (email: string): Promise<NewLink> =>
    deps.uow(async (work) => {
      const person = await invitationStore.lockByEmail(work.tx, email.toLowerCase());
      if (person === undefined) throw new Error(`nobody signs in with "${email}"; the console lists who does, under Users`);
      return makeLink(work, deps, null, person.id);
    });
