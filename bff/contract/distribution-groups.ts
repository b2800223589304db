import { z } from 'zod';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, personRef, revision } from './primitives.ts';

/**
 * What a client sends. Addresses are checked by the domain: every malformed one is an issue at `["emails", i]`
 * (`email-malformed`), every repeated one too (`email-duplicate`), naming the line of its first mention.
 */
export const distributionGroupInput = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(200),
  emails: z
    .array(z.string())
    .min(1, 'Give at least one address')
    .max(10_000, 'A group holds at most 10,000 addresses: make a second one for the rest'),
});
export type DistributionGroupInput = z.infer<typeof distributionGroupInput>;

const known = z.object({
  id,
  revision,
  name: z.string(),
  emailCount: z.int(),
  owner: personRef,
  businessUnitId: id.optional(),
  /** Schedules whose notifications go to this group, active or not. */
  usedBy: z.int(),
  /** Whether it is told of silent appliances (Setup, Alerts). */
  usedByAlerts: z.boolean(),
  /** Whether the caller may change and delete it. */
  mayChange: z.boolean(),
});

/** A row of the list: a group of 10,000 addresses is not sent whole. */
export const distributionGroupRow = known.extend({ firstEmails: z.array(z.string()).max(3) });
export type DistributionGroupRow = z.infer<typeof distributionGroupRow>;

/** A named list of e-mail addresses (seed S6), in the order in which they were given. */
export const distributionGroup = known.extend({ emails: z.array(z.string()) });
export type DistributionGroup = z.infer<typeof distributionGroup>;

const byId = z.object({ id });
const tags = ['Distribution groups'];

export const distributionGroups = {
  list: base
    .meta({ permission: 'groups.read' })
    .route({ method: 'GET', path: '/distribution-groups', summary: 'Distribution groups; sort: name, createdAt', tags })
    .input(listInput)
    .output(page(distributionGroupRow)),
  get: base
    .meta({ permission: 'groups.read' })
    .route({ method: 'GET', path: '/distribution-groups/{id}', summary: 'Read a distribution group with all its addresses', tags })
    .input(byId)
    .output(distributionGroup),
  create: base
    .meta({ permission: 'groups.write' })
    .route({ method: 'POST', path: '/distribution-groups', successStatus: 201, summary: 'Create a distribution group', tags })
    .input(distributionGroupInput)
    .output(distributionGroup),
  replace: base
    .meta({ permission: 'groups.write' })
    .route({ method: 'PUT', path: '/distribution-groups/{id}', summary: 'Replace name and addresses of a group', tags })
    .input(distributionGroupInput.extend({ id, revision }))
    .output(distributionGroup),
  remove: base
    .meta({ permission: 'groups.write' })
    .route({
      method: 'DELETE',
      path: '/distribution-groups/{id}',
      successStatus: 204,
      summary: 'Delete a group; refused with the schedules that use it, or while alerts go to it',
      tags,
    })
    .input(byId),
};
