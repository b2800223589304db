import { CONTAINER_STATES } from '../containers/container.ts';
import type { Catalogue, QqlToken } from './catalogue.ts';
import { SCAN_TOKENS } from './scan-tokens.ts';

const OWN_TOKENS = [
  { name: 'name', kind: 'text', meaning: 'Its name.', example: 'name:checkout' },
  { name: 'containerId', kind: 'digest', aliases: ['sha'], meaning: 'Its id, or the beginning of it.', example: 'containerId:4f2a9c' },
  {
    name: 'imageId',
    kind: 'digest',
    aliases: ['imageSha'],
    meaning: 'Digest of the configuration of its image, or the beginning of it.',
    example: 'imageId:9f1c2e7ab04d',
  },
  { name: 'imageName', kind: 'text', aliases: ['repo'], meaning: 'The image as it was named at the start.', example: 'imageName:nginx' },
  {
    name: 'state',
    kind: 'enum',
    values: CONTAINER_STATES,
    meaning: 'What it does now.',
    example: 'state:RUNNING',
  },
  { name: 'stateChanged', kind: 'date', meaning: 'Since when it is in its state.', example: 'stateChanged>now-24h' },
  { name: 'created', kind: 'date', meaning: 'When it was created.', example: 'created>now-7d' },
  { name: 'updated', kind: 'date', meaning: 'When its sensor told of it last.', example: 'updated>=now-3d' },
  { name: 'isDrift', kind: 'boolean', meaning: 'Whether it differs from its image.', example: 'isDrift:true' },
  {
    name: 'privileged',
    kind: 'boolean',
    meaning: 'Whether it runs privileged.',
    example: 'privileged:true',
  },
  {
    name: 'isRoot',
    kind: 'boolean',
    meaning: 'Whether its process runs as root.',
    example: 'isRoot:true',
  },
  {
    name: 'drift.software',
    kind: 'text',
    meaning: 'Name of any package that was added, changed or removed in it.',
    example: 'drift.software:curl',
  },
  { name: 'host.hostname', kind: 'text', meaning: 'Host that it is on.', example: 'host.hostname:fra-node-03' },
  {
    name: 'host.sensorUid',
    kind: 'text',
    aliases: ['host.sensorUuid'],
    meaning: 'Id of the sensor that told of it.',
    example: 'host.sensorUid:`0198c5e2-7d1a-7c3e-9b42-5d0c6f2e8a11`',
  },
] as const satisfies readonly QqlToken[];

const CONTAINER_TOKENS = [...OWN_TOKENS, ...SCAN_TOKENS] as const;
export type ContainerToken = (typeof CONTAINER_TOKENS)[number]['name'];

/** What the list of containers can be asked about. */
export const CONTAINER_CATALOGUE: Catalogue<ContainerToken> = { tokens: CONTAINER_TOKENS, plainToken: 'name' };
