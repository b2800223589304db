import { z } from 'zod';
import { base } from './base.ts';
import { id, instant, revision, usedBy } from './primitives.ts';

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'Write it as eu-central-1');

/** A cloud account whose instances become assets. */
export const connector = z.object({
  id,
  revision,
  name: z.string(),
  kind: z.literal('aws-ec2'),
  regions: z.array(z.string()),
  /** Where the EC2 API is asked in place of Amazon's own address of each region. */
  endpoint: z.string().optional(),
  /** Only for those who may change it. The secret key is never told. */
  accessKeyId: z.string().optional(),
  /** Which address of an instance is scanned. */
  addressKind: z.enum(['private', 'public']),
  /** `failing`: the last synchronisation failed; the instances known before stay. */
  state: z.enum(['never-synced', 'ok', 'failing']),
  /** The last synchronisation that succeeded. */
  lastSyncAt: instant.optional(),
  lastTriedAt: instant.optional(),
  /** Why the last one failed, and what would do. */
  lastError: z.string().optional(),
  nextSyncAt: instant.optional(),
  /** Instances that are not terminated, and those of them that a scan can reach. */
  instanceCount: z.int(),
  scannableCount: z.int(),
  usedBy,
  createdAt: instant,
});
export type Connector = z.infer<typeof connector>;

const fields = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(200),
  kind: z.literal('aws-ec2'),
  regions: z.array(region).min(1, 'Choose at least one region').max(50),
  endpoint: z.string().trim().max(500).optional(),
  accessKeyId: z.string().regex(/^[A-Za-z0-9_]{16,128}$/, 'An access key id has 16 to 128 letters and digits, as in AKIAIOSFODNN7EXAMPLE'),
  addressKind: z.enum(['private', 'public']),
});
const secretAccessKey = z.string().regex(/^[\x21-\x7e]{16,256}$/, 'A secret access key has 16 to 256 visible characters without spaces');

const byId = z.object({ id });
const tags = ['Connectors'];

export const connectors = {
  list: base
    .meta({ permission: 'connectors.read' })
    .route({ method: 'GET', path: '/connectors', summary: 'Cloud connectors', tags })
    .output(z.object({ items: z.array(connector) })),
  get: base
    .meta({ permission: 'connectors.read' })
    .route({ method: 'GET', path: '/connectors/{id}', summary: 'Read a cloud connector', tags })
    .input(byId)
    .output(connector),
  create: base
    .meta({ permission: 'connectors.write' })
    .route({ method: 'POST', path: '/connectors', successStatus: 201, summary: 'Create a cloud connector', tags })
    .input(fields.extend({ secretAccessKey }))
    .output(connector),
  /** Without a secret key the stored one stays; a new access key id or endpoint asks for it anew. */
  replace: base
    .meta({ permission: 'connectors.write' })
    .route({ method: 'PUT', path: '/connectors/{id}', summary: 'Replace a cloud connector', tags })
    .input(fields.extend({ id, revision, secretAccessKey: secretAccessKey.optional() }))
    .output(connector),
  /** Asks the cloud now. What it cannot tell is told by `state` and `lastError`. 409 `conflict` while another synchronisation is under way. */
  sync: base
    .meta({ permission: 'connectors.write' })
    .route({ method: 'POST', path: '/connectors/{id}/sync', summary: 'Synchronise a cloud connector now', tags })
    .input(byId)
    .output(connector),
  /** Its instances go with it. Refused with 409 `conflict`, naming them, while schedules use it. */
  remove: base
    .meta({ permission: 'connectors.write' })
    .route({ method: 'DELETE', path: '/connectors/{id}', successStatus: 204, summary: 'Delete a cloud connector and its instances', tags })
    .input(byId),
};
