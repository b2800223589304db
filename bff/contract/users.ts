import { z } from 'zod';
import { base } from './base.ts';
import { mailState } from './notifications.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';

export const role = z.enum(['manager', 'unit-manager', 'scanner', 'reader']);

/** At least 12 characters; length beats composition (NIST SP 800-63B §5.1.1.2). */
export const password = z.string().min(12, 'Use at least 12 characters').max(256);
export const personName = z.string().trim().min(1, 'Give a name').max(200);
const userId = z.string().min(1).max(64);

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  primaryContact: z.boolean(),
  businessUnitId: id.optional(),
  businessUnitName: z.string().optional(),
  /** Has no password yet: the invitation was not accepted. */
  invited: z.boolean(),
  /** Until when a link to set a password is good; absent when there is none. */
  invitationExpiresAt: instant.optional(),
  /** The mail with that link; absent when it was told otherwise. `problem`: why it was not sent; `response`: the mail server's words. */
  invitationMail: z.object({ state: mailState, problem: z.string().optional(), response: z.string().optional() }).optional(),
  schedulesOwned: z.int(),
  lastSignInAt: instant.optional(),
  createdAt: instant,
});
export type Person = z.infer<typeof person>;

/** A one-time link to set name and password. `link` is told once, and only when no mail server is set up. */
const invitation = z.object({ expiresAt: instant, mailed: z.boolean(), link: z.string().optional() });
export type Invitation = z.infer<typeof invitation>;

/** What a person owns of one kind; `names` are the first few. */
const belonging = z.object({ kind: z.enum(['schedules', 'scans', 'distribution-groups']), count: z.int(), names: z.array(z.string()) });
export type Belonging = z.infer<typeof belonging>;

const byId = z.object({ id: userId });
const tags = ['Users'];

export const users = {
  list: base
    .meta({ permission: 'users.read' })
    .route({ method: 'GET', path: '/users', summary: 'People, as far as the caller may see them', tags })
    .input(listInput)
    .output(page(person)),
  get: base
    .meta({ permission: 'users.read' })
    .route({ method: 'GET', path: '/users/{id}', summary: 'Read a person', tags })
    .input(byId)
    .output(person),
  create: base
    .meta({ permission: 'users.write' })
    .route({ method: 'POST', path: '/users', successStatus: 201, summary: 'Create a person; without a password, invite them', tags })
    .input(z.object({ email: z.email().max(254), name: personName, role, businessUnitId: id.optional(), password: password.optional() }))
    .output(person.extend({ invitation: invitation.optional() })),
  change: base
    .meta({ permission: 'users.write' })
    .route({ method: 'PATCH', path: '/users/{id}', summary: 'Change name, role or unit of a person', tags })
    .input(byId.extend({ name: personName.optional(), role: role.optional(), businessUnitId: id.nullable().optional() }))
    .output(person),
  belongings: base
    .meta({ permission: 'users.write' })
    .route({ method: 'GET', path: '/users/{id}/belongings', summary: 'What a person owns, and would be handed over', tags })
    .input(byId)
    .output(z.object({ items: z.array(belonging) })),
  remove: base
    .meta({ permission: 'users.write' })
    .route({ method: 'DELETE', path: '/users/{id}', successStatus: 204, summary: 'Remove a person and hand over what they own', tags })
    /** `handOverTo` may be left out when the person owns nothing. */
    .input(byId.extend({ handOverTo: userId.optional() })),
  invite: base
    .meta({ permission: 'users.write' })
    .route({
      method: 'POST',
      path: '/users/{id}/invitation',
      successStatus: 201,
      summary: 'A new link to set a password; older links end',
      tags,
    })
    .input(byId)
    .output(invitation),
  makePrimaryContact: base
    .meta({ permission: 'setup.write' })
    .route({ method: 'POST', path: '/users/{id}/make-primary-contact', summary: 'Hand over being the Manager primary contact', tags })
    .input(byId)
    .output(person),
};
