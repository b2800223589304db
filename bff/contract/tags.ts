import { z } from 'zod';
import { base } from './base.ts';
import { listInput, page } from './page.ts';
import { id, instant, revision, usedBy } from './primitives.ts';

/** Which assets carry a tag: those that people assign it to, or all that a rule fits. */
export const tagRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('static') }),
  /** Addresses, ranges and CIDR blocks; fits an asset whose address lies in one of them. */
  z.object({ kind: z.literal('network'), ranges: z.array(z.string().min(1).max(255)).min(1, 'Name at least one network').max(1000) }),
  /** `*` stands for any characters, `?` for one; letter case does not matter. Fits the whole name: `web-*.corp.example`. */
  z.object({ kind: z.literal('name'), pattern: z.string().trim().min(1, 'Write a pattern, such as web-*').max(255) }),
  /** A part of a product with its version, or of the operating system; letter case does not matter. */
  z.object({ kind: z.literal('product'), text: z.string().trim().min(2, 'Write at least two characters').max(200) }),
  /** A tag of the cloud instance: its exact name, and a pattern with `*` and `?` for its value; without one any value. */
  z.object({
    kind: z.literal('cloud'),
    key: z.string().trim().min(1, 'Name the tag of the cloud').max(128),
    value: z.string().max(256).optional(),
  }),
]);

/** A word on assets, for targets: what to scan is said by tags, and follows the assets. */
export const tag = z.object({
  id,
  revision,
  name: z.string(),
  rule: tagRule,
  /** Of the assets that the caller may see. */
  assetCount: z.int(),
  usedBy,
  createdAt: instant,
});
export type Tag = z.infer<typeof tag>;

const tagInput = z.object({ name: z.string().trim().min(1, 'Give it a name').max(100), rule: tagRule });
export type TagInput = z.infer<typeof tagInput>;

const byId = z.object({ id });
const openApiTags = ['Tags'];

export const tags = {
  /** Filter terms: `kind:static`. Free words search the name. Sorts: `name`, `createdAt`. */
  list: base
    .meta({ permission: 'tags.read' })
    .route({ method: 'GET', path: '/tags', summary: 'List tags', tags: openApiTags })
    .input(listInput)
    .output(page(tag)),
  get: base
    .meta({ permission: 'tags.read' })
    .route({ method: 'GET', path: '/tags/{id}', summary: 'Read a tag', tags: openApiTags })
    .input(byId)
    .output(tag),
  /** Which assets a rule that is not saved yet would fit now, of those that the caller may see. A static tag fits none by itself. */
  preview: base
    .meta({ permission: 'tags.write' })
    .route({ method: 'POST', path: '/tags/preview', successStatus: 200, summary: 'How many assets a rule fits now', tags: openApiTags })
    .input(z.object({ rule: tagRule }))
    /** `examples`: addresses or names of the first few. */
    .output(z.object({ assets: z.int(), examples: z.array(z.string()) })),
  create: base
    .meta({ permission: 'tags.write' })
    .route({ method: 'POST', path: '/tags', successStatus: 201, summary: 'Create a tag', tags: openApiTags })
    .input(tagInput)
    .output(tag),
  /** A rule that becomes static keeps the assets it has at that moment; a rule in place of static replaces the assigned ones. */
  replace: base
    .meta({ permission: 'tags.write' })
    .route({ method: 'PUT', path: '/tags/{id}', summary: 'Replace a tag', tags: openApiTags })
    .input(tagInput.extend({ id, revision }))
    .output(tag),
  /** Refused with 409 `conflict`, naming them, while schedules use it. */
  remove: base
    .meta({ permission: 'tags.write' })
    .route({ method: 'DELETE', path: '/tags/{id}', successStatus: 204, summary: 'Delete a tag', tags: openApiTags })
    .input(byId),
};
