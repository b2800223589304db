import type { Catalogue, QqlToken } from './catalogue.ts';
import { SCAN_TOKENS } from './scan-tokens.ts';

const OWN_TOKENS = [
  {
    name: 'repo',
    kind: 'text',
    meaning: 'Registry, repository and tag of any of its names, as one text.',
    example: 'repo:nginx',
  },
  {
    name: 'repo.registry',
    kind: 'text',
    aliases: ['registry'],
    meaning: 'Registry of any of its names.',
    example: 'repo.registry:`ghcr.io`',
  },
  { name: 'repo.repository', kind: 'text', meaning: 'Repository of any of its names.', example: 'repo.repository:library/postgres' },
  { name: 'repo.tag', kind: 'text', aliases: ['tags'], meaning: 'Any of its tags.', example: 'repo.tag:`15.4`' },
  {
    name: 'imageId',
    kind: 'digest',
    aliases: ['sha', 'imageSha'],
    meaning: 'Digest of its configuration, or the beginning of it.',
    example: 'imageId:9f1c2e7ab04d',
  },
  { name: 'repoDigests.digest', kind: 'digest', meaning: 'Manifest digest in any registry.', example: 'repoDigests.digest:3b6c9d1e5f20' },
  { name: 'architecture', kind: 'text', meaning: 'Processor that it is built for.', example: 'architecture:`arm64`' },
  { name: 'size', kind: 'number', unit: 'bytes', min: 0, meaning: 'Size of its layers.', example: 'size>500MB' },
  { name: 'created', kind: 'date', meaning: 'When it was built.', example: 'created<now-1y' },
  { name: 'updated', kind: 'date', meaning: 'When somebody told of it last.', example: 'updated>=now-3d' },
  {
    name: 'associatedContainersCount',
    kind: 'number',
    min: 0,
    meaning: 'How many containers there are of it, in whatever state.',
    example: 'associatedContainersCount>0',
  },
  { name: 'associatedHostsCount', kind: 'number', min: 0, meaning: 'On how many hosts it is.', example: 'associatedHostsCount>=10' },
  {
    name: 'host.hostname',
    kind: 'text',
    aliases: ['lastFoundOnHost'],
    meaning: 'Any host that it is on.',
    example: 'host.hostname:build-07',
  },
] as const satisfies readonly QqlToken[];

const IMAGE_TOKENS = [...OWN_TOKENS, ...SCAN_TOKENS] as const;
export type ImageToken = (typeof IMAGE_TOKENS)[number]['name'];

/** What the list of images can be asked about. */
export const IMAGE_CATALOGUE: Catalogue<ImageToken> = { tokens: IMAGE_TOKENS, plainToken: 'repo' };
