import { z } from 'zod';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant, revision, usedBy } from './primitives.ts';

/** A named list of addresses, ranges, CIDR blocks and host names: what a target takes as `assetGroupIds`. */
export const assetGroup = z.object({
  id,
  revision,
  name: z.string(),
  entries: z.array(z.string()),
  /** How many hosts the entries name together. */
  hosts: z.int(),
  /** Its pool: the appliances that scan its hosts where a scan allows any appliance. Empty: any appliance. */
  applianceIds: z.array(id),
  businessUnitId: id.optional(),
  usedBy,
  createdAt: instant,
});
export type AssetGroup = z.infer<typeof assetGroup>;

/** Lines are checked like those of a target, each problem at its line. Unit managers create for their own unit whatever they send. */
const assetGroupInput = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(200),
  entries: z.array(z.string().min(1).max(255)).min(1, 'Name at least one address, range, CIDR block or host name').max(10_000),
  applianceIds: z.array(id).max(200).default([]),
  businessUnitId: id.optional(),
});
export type AssetGroupInput = z.infer<typeof assetGroupInput>;

const byId = z.object({ id });
const tags = ['Asset groups'];

export const assetGroups = {
  /** Free words search name and entries. Sorts: `name`, `createdAt`. */
  list: base
    .meta({ permission: 'assets.read' })
    .route({ method: 'GET', path: '/asset-groups', summary: 'List asset groups', tags })
    .input(listInput)
    .output(page(assetGroup)),
  get: base
    .meta({ permission: 'assets.read' })
    .route({ method: 'GET', path: '/asset-groups/{id}', summary: 'Read an asset group', tags })
    .input(byId)
    .output(assetGroup),
  create: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'POST', path: '/asset-groups', successStatus: 201, summary: 'Create an asset group', tags })
    .input(assetGroupInput)
    .output(assetGroup),
  replace: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'PUT', path: '/asset-groups/{id}', summary: 'Replace an asset group', tags })
    .input(assetGroupInput.extend({ id, revision }))
    .output(assetGroup),
  /** Refused with 409 `conflict`, naming them, while schedules use it. */
  remove: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'DELETE', path: '/asset-groups/{id}', successStatus: 204, summary: 'Delete an asset group', tags })
    .input(byId),
};
