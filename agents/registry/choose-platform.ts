import type { Descriptor } from '../inventory/read-image-layers.ts';
import { RegistryProblem } from './registry-problem.ts';

/** `linux/amd64`, `linux/arm64/v8`. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', arm64: 'arm64', arm: 'arm', ppc64: 'ppc64le' };

/** Images are Linux's, also on a machine that is not. `machine`: Node's name of an architecture. */
export const platformOf = (machine: string): Platform => ({ os: 'linux', architecture: ARCHITECTURES[machine] ?? machine });

/** Undefined where it is none. */
export const parsePlatform = (text: string): Platform | undefined => {
  const [os = '', architecture = '', variant, ...rest] = text.split('/');
  if (rest.length > 0 || ![os, architecture, variant ?? 'v1'].every((each) => /^[a-z0-9_]+$/.test(each))) return undefined;
  return { os, architecture, ...(variant !== undefined && { variant }) };
};

const describe = ({ platform }: Descriptor): string =>
  [platform?.os, platform?.architecture, platform?.variant].filter((each) => each !== undefined).join('/');

/** Attestations lie beside the images, under a platform that is none. */
const isImage = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os !== 'unknown' && annotations?.['vnd.docker.reference.type'] === undefined;

const fits = ({ platform }: Descriptor, wanted: Platform): boolean =>
  platform?.os === wanted.os &&
  platform.architecture === wanted.architecture &&
  (wanted.variant === undefined || platform.variant === wanted.variant);

/** The first image of the index for a platform; a sole image without a platform is taken as it is. */
export const choosePlatform = (manifests: readonly Descriptor[], wanted: Platform): Descriptor => {
  const images = manifests.filter(isImage);
  const found = images.find((each) => fits(each, wanted)) ?? (images.length === 1 && !images[0]?.platform ? images[0] : undefined);
  if (found) return found;
  const there = [...new Set(images.map(describe).filter((each) => each !== ''))].slice(0, 20);
  throw new RegistryProblem(
    'platform-not-found',
    `The image is not there for ${Object.values(wanted).join('/')}. ${there.length > 0 ? `It is for ${there.join(', ')}: choose with --platform.` : 'It names no platform.'}`,
  );
};
