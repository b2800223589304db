import { z } from 'zod';
import { CONTAINER_STATES } from '#domain/containers/container';
import { base } from './base.ts';
import { containerFinding, lastScan, rescan, triggerEntry } from './container-parts.ts';
import { csvOutput, exportInput } from './export.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';

/** A container on the host of a sensor (fields: CS API v1.3). */
export const container = z.object({
  /** Of the record: the `{id}` of every path. */
  id,
  /** Container id whole, 64 hex digits. */
  sha: z.string(),
  /** Its first 12, as engines show it. */
  containerId: z.string(),
  name: z.string(),
  state: z.enum(CONTAINER_STATES),
  stateChanged: instant,
  created: instant,
  updated: instant,
  image: z.object({
    id,
    sha: z.string(),
    imageId: z.string(),
    /** The name that the container was started from. */
    name: z.string().optional(),
  }),
  host: z.object({ sensorUuid: id, sensorName: z.string(), hostname: z.string().optional(), lastUpdated: instant.optional() }),
  ...lastScan,
  isDrift: z.boolean(),
  drift: z.object({
    /** Packages and files that differ from the image. */
    softwareCount: z.int(),
    fileCount: z.int(),
    /** The last look for drift; absent: never. */
    lookedAt: instant.optional(),
  }),
});
export type Container = z.infer<typeof container>;

const change = z.enum(['added', 'removed', 'changed']);
export const containerDetail = container.extend({
  command: z.string().optional(),
  privileged: z.boolean().optional(),
  /** Its first process is of user 0. */
  isRoot: z.boolean().optional(),
  portMapping: z.array(z.object({ address: z.string().optional(), hostPort: z.int().optional(), port: z.int(), protocol: z.string() })),
  driftSoftware: z.array(
    z.object({
      change,
      ecosystem: z.string(),
      type: z.string(),
      name: z.string(),
      version: z.string(),
      /** Of what changed: the version in the image. */
      versionBefore: z.string().optional(),
    }),
  ),
  /** The first 1000. */
  driftFiles: z.array(z.object({ change, path: z.string() })),
  /** Scans that were asked for and are not over yet. */
  rescans: z.array(rescan),
});
export type ContainerDetail = z.infer<typeof containerDetail>;

const byId = z.object({ id });
const listOfOne = listInput.omit({ query: true, sort: true }).extend({ id });
const tags = ['Containers'];

export const containers = {
  /**
   * `query`: QQL (tokens: `GET /qql/tokens?entity=containers`). Sorts: `updated` (standard, newest first), `lastVmScanDate`, `created`,
   * `stateChanged`, `name`, `severity` (worst first).
   */
  list: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/containers', summary: 'List containers', tags })
    .input(listInput)
    .output(page(container)),
  export: base
    .meta({ permission: 'containers.read' })
    .route({
      method: 'GET',
      path: '/containers/export',
      summary: 'The containers as CSV, as they are filtered',
      tags,
      outputStructure: 'detailed',
    })
    .input(exportInput)
    .output(csvOutput),
  get: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/containers/{id}', summary: 'Read a container', tags })
    .input(byId)
    .output(containerDetail),
  /** Those of its image that still hold, and those that its drift brought. */
  findings: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/containers/{id}/findings', summary: 'The known vulnerabilities of a container, worst first', tags })
    .input(
      listOfOne.extend({
        severity: z.coerce.number().int().min(1).max(5).optional(),
        fixable: z.enum(['yes', 'no']).optional(),
        search: z.string().max(200).optional(),
      }),
    )
    .output(page(containerFinding)),
  triggers: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/containers/{id}/triggers', summary: 'Why it was scanned, and why it was not: newest first', tags })
    .input(listOfOne)
    .output(page(triggerEntry)),
  rescan: base
    .meta({ permission: 'containers.rescan' })
    .route({ method: 'POST', path: '/containers/{id}/rescan', successStatus: 202, summary: 'Have a running container scanned', tags })
    .input(byId)
    .output(rescan),
};
