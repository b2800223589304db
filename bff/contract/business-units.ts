import { z } from 'zod';
import { base } from './base.ts';
import { id, revision } from './primitives.ts';

/** What a person may set of a business unit. */
const businessUnitInput = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(200),
  /**
   * Addresses, ranges and CIDR blocks. The unit owns the assets inside, and its people aim at nothing else.
   * Empty: its people may aim anywhere.
   */
  networks: z.array(z.string().min(1).max(255)).max(1000).default([]),
});

export const businessUnit = businessUnitInput.extend({
  id,
  revision,
  networks: z.array(z.string()),
  people: z.int(),
  schedules: z.int(),
});
export type BusinessUnit = z.infer<typeof businessUnit>;

const tags = ['Business units'];

export const businessUnits = {
  list: base
    .meta({ permission: 'users.read' })
    .route({ method: 'GET', path: '/business-units', summary: 'Business units, as far as the caller may see them', tags })
    .output(z.object({ items: z.array(businessUnit) })),
  create: base
    .meta({ permission: 'units.write' })
    .route({ method: 'POST', path: '/business-units', successStatus: 201, summary: 'Create a business unit', tags })
    .input(businessUnitInput)
    .output(businessUnit),
  replace: base
    .meta({ permission: 'units.write' })
    .route({ method: 'PUT', path: '/business-units/{id}', summary: 'Change the name and networks of a business unit', tags })
    .input(businessUnitInput.extend({ id, revision }))
    .output(businessUnit),
  remove: base
    .meta({ permission: 'units.write' })
    .route({ method: 'DELETE', path: '/business-units/{id}', successStatus: 204, summary: 'Remove an empty business unit', tags })
    .input(z.object({ id })),
};
