import type { ImageInventory, ImageLayer } from '../image-inventory.ts';
import { composeInventory } from '../layers/compose-inventory.ts';
import type { LayerContent } from '../layers/layer-content.ts';
import { Refusal } from '../not-scannable.ts';
import { type ImageConfig, parseImageConfig } from './documents.ts';

/** The parts of an image, read. */
export interface ImageParts {
  /** The digest of `config`, of whose truth whoever read it takes care. */
  readonly imageId: string;
  readonly config: Uint8Array;
  /** The lowest first. */
  readonly layers: readonly LayerContent[];
  readonly repoTags: readonly string[];
  readonly manifestDigest?: string;
}

const checkLayers = (diffIds: readonly string[], layers: readonly LayerContent[]): void => {
  if (diffIds.length !== layers.length)
    throw new Refusal('incomplete', `The image has ${diffIds.length} layers by its configuration and ${layers.length} by its manifest.`);
  const wrong = layers.findIndex(({ diffId }, at) => diffId !== diffIds[at]);
  if (wrong !== -1)
    throw new Refusal(
      'digest-mismatch',
      `Layer ${wrong + 1} of the image is not the one that its configuration names: the digests differ.`,
    );
};

const LONGEST_COMMAND = 2000;

/** Commands that made no layer are told in the history, too. Where the two do not fit together, nothing is claimed. */
const commandsOf = ({ history }: ImageConfig, count: number): (string | undefined)[] => {
  const made = (history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  return made.length === count ? made.map(({ created_by }) => created_by?.slice(0, LONGEST_COMMAND)) : [];
};

/** Checks the layers against the configuration and says what is in the image. Throws `Refusal`. */
export const composeImage = ({ imageId, config: bytes, layers, repoTags, manifestDigest }: ImageParts): ImageInventory => {
  const config = parseImageConfig(bytes);
  if (config.os !== 'linux')
    throw new Refusal('unsupported-os', `The image is not a Linux image (${config.os.slice(0, 40)}): only those are read.`);
  checkLayers(config.rootfs.diff_ids ?? [], layers);
  const commands = commandsOf(config, layers.length);
  const described = layers.map(({ diffId, size }, at): ImageLayer => {
    const createdBy = commands[at];
    return { digest: diffId, size, ...(createdBy && { createdBy }) };
  });
  return {
    imageId,
    repoTags: [...repoTags],
    ...(manifestDigest && { manifestDigest }),
    architecture: config.architecture,
    ...(config.created && { created: config.created }),
    size: layers.reduce((sum, { size }) => sum + size, 0),
    layers: described,
    ...composeInventory(
      layers,
      layers.map(({ diffId }) => diffId),
    ),
  };
};
