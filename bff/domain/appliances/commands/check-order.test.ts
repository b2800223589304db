import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress } from '../../scans/address.ts';
import { checkOrder } from './check-order.ts';
import { platformNotes } from './check-routes.ts';
import type { WantedRoute, WantedVlan } from './command.ts';
import { describeChanges } from './describe-changes.ts';
import { networkTable, overlap, parseNetwork } from './ip-network.ts';
import type { ReportedNetwork } from './reported-network.ts';

const REPORTED: ReportedNetwork = {
  readAt: 0,
  interfaces: [
    { name: 'lo', up: true, addresses: ['127.0.0.1/8'], own: false },
    { name: 'eth0', up: true, addresses: ['10.20.0.5/24', '2001:db8::5/64'], own: false },
    { name: 'vlan217', up: true, addresses: ['10.21.7.5/24'], vlan: { id: 217, parent: 'eth0' }, own: true },
    { name: 'vlan9', up: true, addresses: ['10.9.0.5/24'], vlan: { id: 9, parent: 'eth0' }, own: false },
  ],
  routes: [
    { destination: '0.0.0.0/0', gateway: '10.20.0.1', device: 'eth0', own: false },
    { destination: '10.61.0.0/16', gateway: '10.20.0.1', device: 'eth0', own: true },
  ],
  platform: { address: '10.99.0.10', gateway: '10.20.0.1', device: 'eth0' },
};
const CONNECTED: ReportedNetwork = { ...REPORTED, platform: { address: '10.20.0.10', device: 'eth0' } };

const told = (issues: readonly { path: readonly (string | number)[]; code: string }[]) =>
  issues.map(({ path, code }) => `${path.join('.')} ${code}`);
const routes = (list: readonly WantedRoute[], reported: ReportedNetwork | undefined = REPORTED) =>
  checkOrder({ kind: 'routes', routes: list }, reported);
const vlans = (list: readonly WantedVlan[], reported = REPORTED) => checkOrder({ kind: 'vlans', vlans: list }, reported);
const good = { destination: '172.18.40.0/22', gateway: '10.21.7.254', name: 'Branch 4' };

describe('a list of routes', () => {
  it.each<[string, WantedRoute[], string[]]>([
    [
      'through an interface and through a VLAN',
      [good, { destination: '10.30.0.0/16', gateway: '10.20.0.1', device: 'eth0', metric: 100 }],
      [],
    ],
    ['IPv6', [{ destination: '2001:db8:1::/48', gateway: '2001:db8::1' }], []],
    ['no route at all', [], []],
    ['the same network twice', [good, { ...good, gateway: '10.21.7.253' }], ['routes.1.destination destination-repeated']],
    ['the same network twice with different metrics', [good, { ...good, metric: 300 }], []],
    ['an address in place of its network', [{ ...good, destination: '172.18.40.7/22' }], ['routes.0.destination host-bits-set']],
    ['a gateway outside every network', [{ ...good, gateway: '192.0.2.1' }], ['routes.0.gateway gateway-unreachable']],
    ['a gateway outside the chosen interface', [{ ...good, device: 'eth0' }], ['routes.0.gateway gateway-unreachable']],
    ['the appliance itself as gateway', [{ ...good, gateway: '10.21.7.5' }], ['routes.0.gateway gateway-is-itself']],
    ['an interface that is not there', [{ ...good, device: 'eth7' }], ['routes.0.device device-unknown']],
    ['the console itself', [{ destination: '10.99.0.10/32', gateway: '10.21.7.254' }], ['routes.0.destination route-to-platform']],
    [
      'the default route by which the console is reached',
      [{ destination: '0.0.0.0/0', gateway: '10.21.7.254' }],
      ['routes.0.destination route-to-platform'],
    ],
    [
      'everything wrong at once',
      [
        { destination: 'a; reboot', gateway: '$(id)', name: 'x`id`', device: 'eth0;ls', metric: -1 },
        { destination: '10.0.0.0/33', gateway: '::1', name: '' },
      ],
      [
        'routes.0.destination network-invalid',
        'routes.0.gateway address-invalid',
        'routes.0.name name-invalid',
        'routes.0.device device-invalid',
        'routes.0.metric metric-invalid',
        'routes.1.destination network-invalid',
        'routes.1.gateway gateway-unreachable',
        'routes.1.name name-invalid',
      ],
    ],
  ])('%s', (_, list, expected) => {
    expect(told(routes(list))).toEqual(expected);
  });

  it('a console on a connected network is not reached over the default route: that may be set', () => {
    expect(routes([{ destination: '0.0.0.0/0', gateway: '10.21.7.254' }], CONNECTED)).toEqual([]);
  });

  it('a wide network around the console is allowed, and worth a note: a way that leads nowhere is undone', () => {
    const list = [{ destination: '10.99.0.0/16', gateway: '10.21.7.254' }];
    expect(routes(list)).toEqual([]);
    expect(platformNotes(list, REPORTED)).toEqual([
      'This console (10.99.0.10) lies in 10.99.0.0/16: the appliance will reach it over 10.21.7.254',
    ]);
    expect(platformNotes([good], REPORTED)).toEqual([]);
  });

  it('names the networks that would do', () => {
    const [issue] = routes([{ ...good, gateway: '10.22.0.1', device: 'vlan217' }]);
    expect(issue?.message).toBe('10.22.0.1 is not in vlan217 (10.21.7.0/24). Choose a gateway in that network');
  });

  it('5,000 entries are too many, and that is told beside what else is wrong, in bounded time', () => {
    const many = Array.from({ length: 5000 }, (_, n) => ({ destination: `10.${n >> 8}.${n & 255}.0/24`, gateway: '10.21.7.254' }));
    expect(told(routes(many))).toEqual(['routes too-many-entries']);
    const wrong = many.map((one) => ({ ...one, gateway: '' }));
    expect(routes(wrong)).toHaveLength(201);
  });
});

describe('a list of VLANs', () => {
  it.each<[string, WantedVlan[], string[]]>([
    [
      'new ones beside the old',
      [
        { id: 217, address: '10.21.7.5/24' },
        { id: 4094, address: '10.22.8.5/24', parent: 'eth0', name: 'Cameras' },
      ],
      [],
    ],
    [
      'an id twice',
      [
        { id: 5, address: '10.5.0.5/24' },
        { id: 5, address: '10.6.0.5/24' },
      ],
      ['vlans.1.id vlan-id-repeated'],
    ],
    [
      'ids beyond 1 to 4094',
      [
        { id: 0, address: '10.5.0.5/24' },
        { id: 4095, address: '10.6.0.5/24' },
        { id: 1.5, address: '10.7.0.5/24' },
      ],
      ['vlans.0.id vlan-id-invalid', 'vlans.1.id vlan-id-invalid', 'vlans.2.id vlan-id-invalid'],
    ],
    [
      'a network that overlaps another',
      [
        { id: 5, address: '10.5.0.5/16' },
        { id: 6, address: '10.5.8.5/24' },
      ],
      ['vlans.1.address network-overlaps'],
    ],
    ['a network that overlaps an interface', [{ id: 5, address: '10.20.0.77/16' }], ['vlans.0.address network-overlaps']],
    ['an address without prefix', [{ id: 5, address: '10.5.0.5' }], ['vlans.0.address address-invalid']],
    [
      'the network or broadcast address',
      [
        { id: 5, address: '10.5.0.0/24' },
        { id: 6, address: '10.6.0.255/24' },
      ],
      ['vlans.0.address address-is-network', 'vlans.1.address address-is-network'],
    ],
    ['two addresses are two hosts', [{ id: 5, address: '10.5.0.0/31' }], []],
    ['one that the machine has by itself', [{ id: 9, address: '10.10.0.5/24' }], ['vlans.0.id vlan-taken']],
    [
      'on an interface that is not there, or that cannot carry it',
      [
        { id: 5, address: '10.5.0.5/24', parent: 'eth1' },
        { id: 6, address: '10.6.0.5/24', parent: 'vlan217' },
      ],
      ['vlans.0.parent device-unknown', 'vlans.1.parent parent-invalid'],
    ],
    ['a name with shell characters', [{ id: 5, address: '10.5.0.5/24', name: 'a|b' }], ['vlans.0.name name-invalid']],
  ])('%s', (_, list, expected) => {
    expect(told(vlans(list))).toEqual(expected);
  });

  it('does not take a VLAN away from a route of a command', () => {
    const used = {
      ...REPORTED,
      routes: [...REPORTED.routes, { destination: '172.18.40.0/22', gateway: '10.21.7.254', device: 'vlan217', own: true }],
    };
    expect(told(vlans([], used))).toEqual(['vlans vlan-in-use']);
    expect(vlans([{ id: 217, address: '10.21.7.6/24' }], used)).toEqual([]);
  });

  it('is judged as far as it can be for an appliance that has told nothing yet', () => {
    const list = [
      { id: 5, address: '10.5.0.5/24', parent: 'eth9' },
      { id: 5, address: 'x' },
    ];
    expect(told(checkOrder({ kind: 'vlans', vlans: list }, undefined))).toEqual([
      'vlans.1.id vlan-id-repeated',
      'vlans.1.address address-invalid',
    ]);
  });
});

it('a kind and its list belong together', () => {
  expect(told(checkOrder({ kind: 'routes' }, REPORTED))).toEqual(['routes list-missing']);
  expect(told(checkOrder({ kind: 'reboot', routes: [] }, REPORTED))).toEqual(['routes list-not-of-kind']);
  expect(checkOrder({ kind: 'reboot' }, REPORTED)).toEqual([]);
});

it('what changes is told as `ip route` writes it', () => {
  expect(describeChanges({ kind: 'routes', routes: [good] }, REPORTED)).toEqual([
    { change: 'added', line: '172.18.40.0/22 via 10.21.7.254 dev vlan217' },
    { change: 'removed', line: '10.61.0.0/16 via 10.20.0.1 dev eth0' },
  ]);
  expect(describeChanges({ kind: 'vlans', vlans: [{ id: 218, address: '10.22.8.5/24' }] }, REPORTED)).toEqual([
    { change: 'added', line: 'vlan218 on eth0, 10.22.8.5/24' },
    { change: 'removed', line: 'vlan217 on eth0, 10.21.7.5/24' },
  ]);
  expect(describeChanges({ kind: 'reboot' }, REPORTED)).toEqual([]);
});

const cidr = fc
  .tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 18, max: 32 }))
  .map(([n, prefix]) => parseNetwork(`10.0.${n >> 8}.${n & 255}/${prefix}`)!);

it('the table finds what a look at every network finds', () => {
  fc.assert(
    fc.property(fc.array(cidr, { maxLength: 12 }), cidr, (networks, one) => {
      const table = networkTable(networks.map((network, n) => ({ network, device: `e${n}` })));
      expect(table.overlapping(one) !== undefined).toBe(networks.some((network) => overlap(network, one)));
      const around = networks.filter(({ first, last }) => first <= one.address && one.address <= last).map(({ prefix }) => prefix);
      expect(table.find({ family: 4, value: one.address })?.network.prefix ?? -1).toBe(Math.max(-1, ...around));
    }),
  );
});

it('no list that passes holds a network twice, and none fails for its order', () => {
  const route = cidr.map(({ first, prefix }) => ({
    destination: `${formatAddress({ family: 4, value: first })}/${prefix}`,
    gateway: '10.21.7.254',
  }));
  fc.assert(
    fc.property(fc.uniqueArray(route, { maxLength: 20, selector: (one) => one.destination }), (list) => {
      expect(routes(list)).toEqual([]);
      expect(routes([...list].reverse())).toEqual([]);
      if (list[0] !== undefined)
        expect(told(routes([...list, list[0]]))).toEqual([`routes.${list.length}.destination destination-repeated`]);
    }),
  );
});
