import type { Command } from '#contract/commands';
import type { ReportedNetwork } from '#domain/appliances/commands/reported-network';
import { SCENE_NOW_MS, sceneId } from './identity.ts';

/** lax-scan-01: two VLANs, three routes of commands, the console behind the default route. */
export const SCENE_NETWORK: ReportedNetwork = {
  readAt: SCENE_NOW_MS - 59_000,
  interfaces: [
    { name: 'eth0', up: true, addresses: ['10.20.0.5/24'], own: false },
    { name: 'vlan217', up: true, addresses: ['10.21.7.5/24'], vlan: { id: 217, parent: 'eth0' }, own: true, label: 'Store floor' },
    { name: 'vlan218', up: true, addresses: ['10.22.8.5/24'], vlan: { id: 218, parent: 'eth0' }, own: true, label: 'Cameras' },
  ],
  routes: [
    { destination: '0.0.0.0/0', gateway: '10.20.0.1', device: 'eth0', own: false },
    { destination: '10.30.0.0/16', gateway: '10.20.0.1', device: 'eth0', metric: 100, own: true, name: 'Branches' },
    { destination: '10.44.0.0/21', gateway: '10.20.0.1', device: 'eth0', metric: 100, own: true, name: 'Warehouse' },
    { destination: '10.61.0.0/16', gateway: '10.20.0.1', device: 'eth0', own: true },
  ],
  platform: { address: '10.99.0.10', device: 'eth0', gateway: '10.20.0.1' },
};

const LAX = sceneId(3, 0);

const line = (at: number, command: Partial<Command> & Pick<Command, 'kind' | 'state' | 'createdAt'>): Command => ({
  ...{ id: sceneId(8, at), applianceId: LAX, createdBy: 'Mara Okafor', expiresAt: command.createdAt },
  ...(command.state === 'queued' ? {} : { endedAt: command.createdAt }),
  ...command,
});

export const SCENE_COMMANDS: readonly Command[] = [
  line(1, { kind: 'routes', state: 'succeeded', entries: 3, createdAt: '2026-03-03T09:12:00Z' }),
  line(2, { kind: 'update', state: 'succeeded', createdAt: '2026-03-02T07:30:00Z' }),
  line(3, { kind: 'vlans', state: 'failed', entries: 2, createdAt: '2026-02-27T11:20:00Z', reason: 'eth1 is down' }),
  line(4, { kind: 'reboot', state: 'expired', createdAt: '2026-02-18T16:05:00Z', reason: 'The appliance did not begin in time' }),
];
