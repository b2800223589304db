import { z } from 'zod';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant } from './primitives.ts';
import { scheduleTarget } from './schedules.ts';

/** What a cloud connector knows of an instance. */
const cloudInstance = z.object({
  connectorId: id,
  connectorName: z.string(),
  instanceId: z.string(),
  region: z.string(),
  /** As the cloud names it: `running`, `stopped`, `terminated`. */
  state: z.string(),
  /** The instance's own tags in the cloud, name to value. */
  tags: z.record(z.string(), z.string()),
});

/** A host that scans can aim at: found by a scan, imported from a file, or told by a cloud connector. At least one of address and name. */
export const asset = z.object({
  id,
  address: z.string().optional(),
  name: z.string().optional(),
  operatingSystem: z.string().optional(),
  /** What answered on its ports when it was scanned last: `nginx 1.24.0`. */
  products: z.array(z.string()),
  source: z.enum(['scan', 'import', 'connector']),
  /** Whether a scan of its tags reaches it: a cloud instance only while it runs and has an address. */
  scannable: z.boolean(),
  businessUnitId: id.optional(),
  /** Every tag that it carries, assigned or by rule. */
  tagIds: z.array(id),
  cloud: cloudInstance.optional(),
  lastSeenAt: instant.optional(),
  lastScanId: id.optional(),
  createdAt: instant,
});
export type Asset = z.infer<typeof asset>;

const byId = z.object({ id });
const tags = ['Assets'];

/**
 * A file (`Content-Type: text/csv`, UTF-8 or UTF-16 with its mark, 16 MiB at most), or its text as JSON. First line: the names of the columns,
 * of which `address` or `name` is needed; `operatingSystem` and `tags` (names, with `;` between them) are optional, others are ignored and
 * told. At most 50,000 lines. All bad lines are told at once, at `["csv", line]`, 1000 of them one by one, and then nothing is saved.
 */
const importInput = z.union([
  z.file().mime('text/csv'),
  z.object({
    csv: z
      .string()
      .min(1, 'The file is empty')
      .max(16 * 1024 * 1024),
  }),
]);
export type ImportInput = z.infer<typeof importInput>;

const importCounts = z.object({
  created: z.int(),
  updated: z.int(),
  /** Lines that say what is known already. */
  unchanged: z.int(),
  tagsCreated: z.int(),
  ignoredColumns: z.array(z.string()),
});

const importPreview = importCounts.extend({
  /** Of the tags that would be created, the first 200. */
  newTags: z.array(z.string()),
  /** Of the lines that create or update an asset, the first 200. */
  lines: z.array(
    z.object({
      line: z.int(),
      effect: z.enum(['created', 'updated']),
      address: z.string().optional(),
      name: z.string().optional(),
      /** Of an asset that is known: what becomes of it. */
      changes: z.array(z.object({ field: z.enum(['name', 'operatingSystem']), before: z.string().optional(), after: z.string() })),
      newTags: z.array(z.string()),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const assets = {
  /**
   * Filter terms: `source:`, `scannable:yes`, `tag:"name"`, `network:10.0.0.0/24`, `connector:"name"`, `product:`.
   * Sorts: `address`, `name`, `lastSeenAt`, `createdAt`.
   */
  list: base
    .meta({ permission: 'assets.read' })
    .route({ method: 'GET', path: '/assets', summary: 'List assets', tags })
    .input(listInput)
    .output(page(asset)),
  get: base
    .meta({ permission: 'assets.read' })
    .route({ method: 'GET', path: '/assets/{id}', summary: 'Read an asset', tags })
    .input(byId)
    .output(asset),
  change: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'PATCH', path: '/assets/{id}', summary: 'Assign tags to an asset', tags })
    /** `tagIds`: all static tags that it shall carry; tags with a rule assign themselves. */
    .input(z.object({ id, tagIds: z.array(id).max(1000) }))
    .output(asset),
  remove: base
    .meta({ permission: 'assets.write' })
    .route({
      method: 'DELETE',
      path: '/assets/{id}',
      successStatus: 204,
      summary: 'Delete an asset; a scan that finds it adds it anew',
      tags,
    })
    .input(byId),
  import: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'POST', path: '/assets/import', successStatus: 200, summary: 'Import assets from CSV: text/csv, or {csv}', tags })
    .input(importInput)
    .output(importCounts),
  /** What the same import would do at this moment. Refuses what it would refuse, and saves nothing. */
  preview: base
    .meta({ permission: 'assets.write' })
    .route({ method: 'POST', path: '/assets/import/preview', successStatus: 200, summary: 'What an import would add and change', tags })
    .input(importInput)
    .output(importPreview),
};

/** What a target that is not saved yet would reach. */
const targetCount = z.object({
  /** Hosts that a launch at this moment would scan, names and addresses together. */
  hosts: z.int(),
  /** For each included tag, how many scannable assets carry it (of the connector, for a cloud target). */
  perTag: z.array(z.object({ tagId: id, scannable: z.int() })),
});

export const targets = {
  count: base
    .meta({ permission: 'scans.launch' })
    .route({
      method: 'POST',
      path: '/targets/count',
      successStatus: 200,
      summary: 'How many hosts a target reaches now',
      tags: ['Targets'],
    })
    .input(z.object({ target: scheduleTarget }))
    .output(targetCount),
};
