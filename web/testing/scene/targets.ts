import type { AssetGroup } from '#contract/asset-groups';
import type { Asset } from '#contract/assets';
import type { Connector } from '#contract/connectors';
import type { Tag } from '#contract/tags';
import { sceneId } from './identity.ts';

const NOBODY = { count: 0, schedules: [] };
const CREATED = '2026-01-12T08:00:00Z';

export const SCENE_TAGS: readonly Tag[] = [
  {
    ...{ id: sceneId(21, 1), revision: 2, name: 'Production', createdAt: CREATED },
    rule: { kind: 'static' },
    assetCount: 3,
    usedBy: { count: 1, schedules: [{ id: sceneId(1, 1), title: 'Weekly, production network' }] },
  },
  {
    ...{ id: sceneId(21, 2), revision: 1, name: 'Data centre Berlin', createdAt: CREATED, usedBy: NOBODY },
    rule: { kind: 'network', ranges: ['10.20.0.0/16', '10.21.4.1-10.21.4.90'] },
    assetCount: 4,
  },
  {
    ...{ id: sceneId(21, 3), revision: 1, name: 'Web servers', createdAt: CREATED, usedBy: NOBODY },
    rule: { kind: 'name', pattern: 'web-*' },
    assetCount: 2,
  },
  {
    ...{ id: sceneId(21, 4), revision: 1, name: 'nginx', createdAt: CREATED, usedBy: NOBODY },
    rule: { kind: 'product', text: 'nginx' },
    assetCount: 2,
  },
  {
    ...{ id: sceneId(21, 5), revision: 1, name: 'Retired', createdAt: CREATED, usedBy: NOBODY },
    rule: { kind: 'static' },
    assetCount: 0,
  },
];

export const SCENE_CONNECTORS: readonly Connector[] = [
  {
    ...{ id: sceneId(23, 1), revision: 1, name: 'AWS production', kind: 'aws-ec2', createdAt: CREATED },
    regions: ['eu-central-1', 'eu-west-1'],
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    addressKind: 'private',
    state: 'ok',
    lastSyncAt: '2026-03-05T18:12:00Z',
    lastTriedAt: '2026-03-05T18:12:00Z',
    nextSyncAt: '2026-03-05T19:12:00Z',
    instanceCount: 2,
    scannableCount: 1,
    usedBy: NOBODY,
  },
  {
    ...{ id: sceneId(23, 2), revision: 3, name: 'AWS laboratory', kind: 'aws-ec2', createdAt: CREATED },
    regions: ['us-east-1'],
    endpoint: 'https://ec2.lab.corp.example',
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    addressKind: 'public',
    state: 'failing',
    lastTriedAt: '2026-03-05T18:02:00Z',
    lastError: 'us-east-1: the cloud refuses the access key. Check the access key id and the secret access key.',
    nextSyncAt: '2026-03-05T19:02:00Z',
    instanceCount: 0,
    scannableCount: 0,
    usedBy: NOBODY,
  },
];

const found = (n: number, more: Partial<Asset>): Asset => ({
  ...{ id: sceneId(20, n), products: [], source: 'scan', scannable: true, tagIds: [], createdAt: CREATED },
  lastSeenAt: '2026-03-05T02:41:00Z',
  ...more,
});

const instance = (n: number, instanceId: string, state: string) => ({
  connectorId: sceneId(23, 1),
  connectorName: 'AWS production',
  ...{ instanceId, state },
  region: 'eu-central-1',
  tags: { Name: `api-${n}`, env: 'prod' },
});

export const SCENE_ASSETS: readonly Asset[] = [
  found(1, {
    address: '10.20.0.11',
    name: 'web-1.corp.example',
    operatingSystem: 'Debian GNU/Linux 12',
    products: ['nginx 1.24.0', 'OpenSSH 9.2p1'],
    tagIds: [sceneId(21, 1), sceneId(21, 2), sceneId(21, 3), sceneId(21, 4)],
  }),
  found(2, {
    address: '10.20.0.12',
    name: 'web-2.corp.example',
    products: ['nginx 1.24.0'],
    tagIds: [sceneId(21, 1), sceneId(21, 2), sceneId(21, 3), sceneId(21, 4)],
  }),
  found(3, { address: '10.20.3.40', name: 'db-1.corp.example', products: ['PostgreSQL 17'], tagIds: [sceneId(21, 1), sceneId(21, 2)] }),
  found(4, { address: '10.20.9.7', source: 'import', tagIds: [sceneId(21, 2)] }),
  found(5, { name: 'printer-4.corp.example', source: 'import' }),
  found(6, { address: '172.31.8.20', name: 'api-1', source: 'connector', cloud: instance(1, 'i-0a1b2c3d4e5f60718', 'running') }),
  found(7, { name: 'api-2', source: 'connector', scannable: false, cloud: instance(2, 'i-0a1b2c3d4e5f60719', 'stopped') }),
];

export const SCENE_GROUPS: readonly AssetGroup[] = [
  {
    ...{ id: sceneId(22, 1), revision: 1, name: 'Branch offices', createdAt: CREATED },
    entries: ['10.40.0.0/24', '10.41.0.0/24', 'vpn.corp.example'],
    hosts: 513,
    applianceIds: [],
    usedBy: NOBODY,
  },
  {
    ...{ id: sceneId(22, 2), revision: 4, name: 'Payment systems', createdAt: CREATED },
    entries: ['10.20.8.1-10.20.8.40'],
    hosts: 40,
    applianceIds: [],
    usedBy: { count: 1, schedules: [{ id: sceneId(1, 2), title: 'Payment systems, nightly' }] },
  },
];
