import { createHash } from 'node:crypto';
import type { Actor } from '../../domain/identity/role.ts';
import { type Clock, DAY_MS, type Instant, plus, toIso } from '../../domain/time/instant.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { Mailer } from './collaborators.ts';
import { invitationStore } from './invitation-store.ts';

/** How long a link is good. */
const GOOD_FOR_MS = 7 * DAY_MS;

export interface LinkDeps {
  readonly clock: Clock;
  /** Unguessable, URL-safe text. */
  readonly newToken: () => string;
  readonly publicUrl: string;
  readonly mailer: Pick<Mailer, 'drop'>;
}

/** A one-time link that sets a person's name and password, told once: only its hash is kept. */
export interface NewLink {
  readonly link: string;
  readonly expiresAt: Instant;
  readonly name: string;
  readonly email: string;
}

/** A new link, after which the person's older ones are worth nothing. `actor` null: whoever runs the server. */
export async function makeLink(work: Work, deps: LinkDeps, actor: Actor | null, userId: string): Promise<NewLink> {
  const token = deps.newToken();
  const now = deps.clock();
  const expiresAt = plus(now, GOOD_FOR_MS);
  const dates = { createdAt: new Date(now), expiresAt: new Date(expiresAt) };
  const person = await invitationStore.save(work.tx, { userId, tokenHash: hashOf(token), ...dates });
  await deps.mailer.drop(work, userId);
  await work.audit({ actor, action: 'person.invited', objectType: 'person', objectId: userId, after: { expiresAt: toIso(expiresAt) } });
  work.announce('users', userId);
  return { ...person, expiresAt, link: `${deps.publicUrl.replace(/\/$/, '')}/invitation?token=${token}` };
}

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
