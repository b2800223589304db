import { z } from 'zod';
import { base } from './base.ts';
import { id, instant } from './primitives.ts';
import { password, personName, role } from './users.ts';

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

export const account = {
  me: base
    .meta({ permission: 'account.read' })
    .route({ method: 'GET', path: '/me', summary: 'Who is signed in', tags: ['Account'] })
    .output(me),
  changeMe: base
    .meta({ permission: 'account.read' })
    .route({ method: 'PATCH', path: '/me', summary: 'Change the own name or time zone', tags: ['Account'] })
    .input(z.object({ name: personName.optional(), timeZone: timeZone.nullable().optional() }))
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
        name: personName,
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
  acceptInvitation: base
    .meta({ permission: 'public' })
    .route({ method: 'POST', path: '/invitation', summary: 'Set name and password with the link of an invitation', tags: ['Account'] })
    .input(z.object({ token: z.string().min(1).max(200), name: personName, password, timeZone: timeZone.optional() }))
    .output(z.object({ email: z.string() })),
  checkInvitation: base
    .meta({ permission: 'public' })
    .route({
      method: 'GET',
      path: '/invitation',
      summary: 'Whether the link of an invitation is still good, and for whom',
      tags: ['Account'],
    })
    .input(z.object({ token: z.string().max(200) }))
    .output(
      z.object({
        valid: z.boolean(),
        person: z.object({ name: z.string(), email: z.string(), expiresAt: instant }).optional(),
      }),
    ),
};
