import { z } from 'zod';
import { base } from './base.ts';
import { containerFinding, lastScan, rescan, software, triggerEntry } from './container-parts.ts';
import { csvOutput, exportInput } from './export.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';

/** One name of an image: `registry.corp.example/team/app:v1` is registry, repository and tag. */
const imageRepo = z.object({ registry: z.string(), repository: z.string(), tag: z.string() });
const imageRepoDigest = z.object({ registry: z.string(), repository: z.string(), digest: z.string() });

/** An image, known by the digest of its configuration, on however many hosts and under however many names (fields: CS API v1.3). */
export const image = z.object({
  /** Of the record: the `{id}` of every path. */
  id,
  /** The image id whole: `sha256:…`. */
  sha: z.string(),
  /** Its first 12 hex digits, as engines show it. */
  imageId: z.string(),
  /** By name; the first 20. */
  repo: z.array(imageRepo),
  /** How many tags there are in all. */
  repoCount: z.int(),
  repoDigests: z.array(imageRepoDigest),
  created: instant.optional(),
  size: z.int().optional(),
  architecture: z.string().optional(),
  os: z.string().optional(),
  operatingSystem: z.string().optional(),
  ...lastScan,
  associatedContainersCount: z.int(),
  associatedHostsCount: z.int(),
  /** Absent: no inventory yet. */
  softwareCount: z.int().optional(),
  layerCount: z.int().optional(),
  firstSeenAt: instant,
  updated: instant,
  /** Since when it is on no host. */
  goneAt: instant.optional(),
});
export type Image = z.infer<typeof image>;

export const imageDetail = image.extend({
  /** Scans that were asked for and are not over yet. */
  rescans: z.array(rescan),
  /** Containers in a state in which its record cannot be deleted. */
  holdingContainersCount: z.int(),
});
export type ImageDetail = z.infer<typeof imageDetail>;

const imageLayer = z.object({
  digest: z.string(),
  size: z.int(),
  createdBy: z.string().optional(),
  /** Of the packages that it brought in. */
  softwareCount: z.int(),
  findingsCount: z.int(),
});

const imageHost = z.object({
  sensorId: id,
  sensorName: z.string(),
  hostName: z.string().optional(),
  /** Its names there. */
  repoTags: z.array(z.string()),
  containersCount: z.int(),
  firstSeenAt: instant,
  lastSeenAt: instant,
});
export type ImageHost = z.infer<typeof imageHost>;

const byId = z.object({ id });
const listOfOne = listInput.omit({ query: true, sort: true }).extend({ id });
const tags = ['Images'];

export const images = {
  /**
   * `query`: QQL (tokens: `GET /qql/tokens?entity=images`). Sorts: `updated` (standard, newest first), `lastVmScanDate`, `created`, `size`,
   * `severity` (worst first: severity 5, then 4), `fixable`, `containers`, `hosts`.
   */
  list: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images', summary: 'List images', tags })
    .input(listInput)
    .output(page(image)),
  export: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/export', summary: 'The images as CSV, as they are filtered', tags, outputStructure: 'detailed' })
    .input(exportInput)
    .output(csvOutput),
  report: base
    .meta({ permission: 'containers.read' })
    .route({
      method: 'GET',
      path: '/images/{id}/report',
      summary: 'The report of an image as one HTML page',
      tags,
      // The answer carries a content security policy of its own.
      outputStructure: 'detailed',
    })
    .input(byId)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: z.file() })),
  get: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}', summary: 'Read an image', tags })
    .input(byId)
    .output(imageDetail),
  findings: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}/findings', summary: 'The known vulnerabilities of an image, worst first', tags })
    .input(
      listOfOne.extend({
        /** Only those of this severity. */
        severity: z.coerce.number().int().min(1).max(5).optional(),
        fixable: z.enum(['yes', 'no']).optional(),
        /** Part of a package, a CVE or an advisory. */
        search: z.string().max(200).optional(),
      }),
    )
    .output(page(containerFinding)),
  software: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}/software', summary: 'The packages in an image, by name', tags })
    .input(listOfOne.extend({ search: z.string().max(200).optional() }))
    .output(page(software)),
  layers: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}/layers', summary: 'The layers of an image, oldest first', tags })
    .input(byId)
    .output(z.object({ items: z.array(imageLayer) })),
  hosts: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}/hosts', summary: 'The hosts that have an image, the first 1000 by name', tags })
    .input(byId)
    .output(z.object({ items: z.array(imageHost) })),
  triggers: base
    .meta({ permission: 'containers.read' })
    .route({ method: 'GET', path: '/images/{id}/triggers', summary: 'Why an image was scanned, and why it was not: newest first', tags })
    .input(listOfOne)
    .output(page(triggerEntry)),
  rescan: base
    .meta({ permission: 'containers.rescan' })
    .route({ method: 'POST', path: '/images/{id}/rescan', successStatus: 202, summary: 'Have an image scanned again', tags })
    .input(byId)
    .output(rescan),
  /** Refused while it has containers (409): a record that would come back with the next listing. */
  remove: base
    .meta({ permission: 'containers.write' })
    .route({
      method: 'DELETE',
      path: '/images/{id}',
      successStatus: 204,
      summary: 'Delete the record of an image without containers',
      tags,
    })
    .input(byId),
};
