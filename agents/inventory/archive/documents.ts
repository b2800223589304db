import { z } from 'zod';
import { Refusal } from '../not-scannable.ts';

/*
 * The documents of an image: docker's manifest.json, and index, manifest and configuration of the OCI image specification. Only what is
 * used is looked at; whoever wrote the image may have added anything.
 */

export const digestText = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const tag = z.string().min(1).max(600);

/** An entry of `manifest.json` of a `docker save` archive. Paths are of the archive. */
const savedImages = z.array(
  z.object({
    Config: z.string().min(1).max(4096),
    RepoTags: z.array(tag).nullish(),
    Layers: z.array(z.string().min(1).max(4096)).nullish(),
  }),
);
export type SavedImage = z.infer<typeof savedImages>[number];

const descriptor = z.object({
  mediaType: z.string().max(300).optional(),
  digest: digestText,
  size: z.int().min(0),
  annotations: z.record(z.string(), z.string()).nullish(),
  platform: z.object({ os: z.string().max(100), architecture: z.string().max(100), variant: z.string().max(100).optional() }).nullish(),
});
export type Descriptor = z.infer<typeof descriptor>;

const imageIndex = z.object({ manifests: z.array(descriptor).max(1000) });
const imageManifest = z.object({ config: descriptor, layers: z.array(descriptor).max(10_000) });

/** Reproducible and old builders write anything as a time; one that is none is left out. */
const time = z
  .string()
  .max(100)
  .nullish()
  .transform((text) => (text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined));

const imageConfig = z.object({
  architecture: z.string().max(100).default('unknown'),
  os: z.string().max(100).default('linux'),
  created: time,
  rootfs: z.object({ diff_ids: z.array(digestText).max(10_000).nullish() }),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .max(20_000)
    .nullish(),
});
export type ImageConfig = z.infer<typeof imageConfig>;

/** A manifest of one image, or an index of several (one for each platform, mostly). */
export type ManifestDocument =
  | { readonly kind: 'manifest'; readonly config: Descriptor; readonly layers: readonly Descriptor[] }
  | { readonly kind: 'index'; readonly manifests: readonly Descriptor[] };

const parseJson = (bytes: Uint8Array, what: string): unknown => {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    throw new Refusal('damaged', `The ${what} of the image is not JSON.`, error);
  }
};

const parse = <T>(schema: z.ZodType<T>, bytes: Uint8Array, what: string): T => {
  const parsed = schema.safeParse(parseJson(bytes, what));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(
    'damaged',
    `The ${what} of the image breaks its format${issue ? ` at ${issue.path.join('.') || 'its top'}` : ''}.`,
    parsed.error,
  );
};

export const parseSavedImages = (bytes: Uint8Array): SavedImage[] => parse(savedImages, bytes, 'manifest.json');

export const parseImageConfig = (bytes: Uint8Array): ImageConfig => parse(imageConfig, bytes, 'configuration');

/** Throws `Refusal`; the entry for others is `readManifest`. */
export const parseManifest = (bytes: Uint8Array): ManifestDocument => {
  const index = imageIndex.safeParse(parseJson(bytes, 'manifest'));
  if (index.success) return { kind: 'index', manifests: index.data.manifests };
  return { kind: 'manifest', ...parse(imageManifest, bytes, 'manifest') };
};
