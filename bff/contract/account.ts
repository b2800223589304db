import { z } from 'zod';
import { base } from './base.ts';
import { id } from './primitives.ts';

const role = z.enum(['manager', 'unit-manager', 'scanner', 'reader']);
const timeZone = z.string().min(1).max(64);

export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  primaryContact: z.boolean(),
  businessUnit: z.object({ id, name: z.string() }).optional(),
  /** The zone in which this person reads times; absent: the browser's. */
  timeZone: timeZone.optional(),
  /** Every permission that the person has for at least one thing. */
  permissions: z.array(z.string()),
});
export type Me = z.infer<typeof me>;

const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  primaryContact: z.boolean(),
  businessUnitId: id.optional(),
});

/** At least 12 characters; length beats composition (NIST SP 800-63B §5.1.1.2). */
const password = z.string().min(12, 'Use at least 12 characters').max(256);

export const account = {
  me: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/me', summary: 'Who is signed in', tags: ['Account'] })
    .output(me),
  changeMe: base
    .meta({ permission: 'account.read' })
    .route({ method: 'PATCH', path: '/me', summary: 'Change the own name or time zone', tags: ['Account'] })
    .input(z.object({ name: z.string().trim().min(1).max(200).optional(), timeZone: timeZone.nullable().optional() }))
    .output(me),
  firstRun: base
    .meta({ permission: 'public' })
    .route({
      method: 'POST',
      path: '/first-run',
      successStatus: 201,
      summary: 'Create the Manager primary contact with the one-time link',
      tags: ['Account'],
    })
    .input(
      z.object({
        token: z.string().min(1).max(200),
        name: z.string().trim().min(1).max(200),
        email: z.email().max(254),
        password,
        timeZone: timeZone.optional(),
      }),
    )
    .output(z.object({ email: z.string() })),
  checkFirstRun: base
    .meta({ permission: 'public' })
    .route({ method: 'GET', path: '/first-run', summary: 'Whether a one-time link is still good', tags: ['Account'] })
    .input(z.object({ token: z.string().max(200) }))
    .output(z.object({ valid: z.boolean() })),
  users: base
    .meta({ permission: 'users.read' })
    .route({ method: 'GET', path: '/users', summary: 'People, as far as the caller may see them', tags: ['Users'] })
    .output(z.object({ items: z.array(person) })),
  createUser: base
    .meta({ permission: 'users.write' })
    .route({ method: 'POST', path: '/users', successStatus: 201, summary: 'Create a person', tags: ['Users'] })
    .input(z.object({ email: z.email().max(254), name: z.string().trim().min(1).max(200), role, businessUnitId: id.optional(), password }))
    .output(person),
};
