import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OrderedRoute, OrderedVlan } from '../../protocol/command.ts';
import { checkWanted } from './check-wanted.ts';
import { planNetwork } from './plan-network.ts';
import type { KernelLink, KernelNetwork, KernelRoute } from './read-network.ts';

const eth0: KernelLink = { name: 'eth0', up: true, addresses: ['10.20.0.5/24'], own: false };
const foreign: KernelRoute = { destination: '0.0.0.0/0', gateway: '10.20.0.1', device: 'eth0', own: false };
const EMPTY: KernelNetwork = { links: [eth0], routes: [foreign] };
const plan = (current: KernelNetwork, routes: OrderedRoute[], vlans: OrderedVlan[]) =>
  planNetwork({ current, wanted: { routes, vlans }, parent: 'eth0' }).map((call) => call.join(' '));

test('VLANs come before the routes over them, and go after them', () => {
  const vlan = { id: 217, address: '10.21.7.5/24', name: 'Store floor' };
  const route = { destination: '172.18.40.0/22', gateway: '10.21.7.254' };
  expect(plan(EMPTY, [route], [vlan])).toEqual([
    'link add link eth0 name vlan217 type vlan id 217',
    'link set dev vlan217 alias watchbill Store floor',
    'address add 10.21.7.5/24 dev vlan217',
    'link set dev vlan217 up',
    'route add 172.18.40.0/22 via 10.21.7.254 dev vlan217 proto 119',
  ]);
  const link: KernelLink = {
    name: 'vlan217',
    up: true,
    addresses: ['10.21.7.5/24'],
    vlan: { id: 217, parent: 'eth0' },
    own: true,
    label: 'Store floor',
  };
  const set = { links: [eth0, link], routes: [foreign, { ...route, device: 'vlan217', own: true }] };
  expect(plan(set, [route], [vlan])).toEqual([]);
  expect(plan(set, [], [])).toEqual(['route del 172.18.40.0/22 via 10.21.7.254 dev vlan217 proto 119', 'link del dev vlan217']);
  // Another address: the VLAN is made anew, and with it the route that its end takes away.
  expect(plan(set, [route], [{ ...vlan, address: '10.21.7.6/24' }])).toHaveLength(7);
  expect(plan(set, [route], [{ ...vlan, name: 'Shop' }])).toEqual(['link set dev vlan217 alias watchbill Shop']);
});

/** What the calls do to a kernel, as far as these need it. */
const carryOut = (kernel: KernelNetwork, calls: readonly (readonly string[])[]): KernelNetwork => {
  let { links, routes } = kernel;
  const after = (call: readonly string[], word: string) => call[call.indexOf(word) + 1] ?? '';
  for (const call of calls) {
    const [object, verb, subject = ''] = call;
    const device = after(call, 'dev');
    if (object === 'link' && verb === 'add') {
      const vlan = { id: Number(after(call, 'id')), parent: call[3] ?? '' };
      links = [...links, { name: after(call, 'name'), up: false, addresses: [], vlan, own: false }];
    } else if (object === 'link' && verb === 'del') {
      links = links.filter((one) => one.name !== device);
      routes = routes.filter((one) => one.device !== device);
    } else if (object === 'route' && verb === 'del') {
      expect(routes.some((one) => one.own && one.destination === subject)).toBe(true);
      routes = routes.filter((one) => !(one.own && one.destination === subject));
    } else if (object === 'route') {
      expect(links.find((one) => one.name === device)?.up).toBe(true);
      expect(routes.some((one) => one.destination === subject)).toBe(false);
      routes = [...routes, { destination: subject, gateway: after(call, 'via'), device, own: true }];
    } else {
      const change = call.includes('alias') ? { own: true } : object === 'address' ? { addresses: [subject] } : { up: true };
      links = links.map((one) => (one.name === device ? { ...one, ...change } : one));
    }
  }
  return { links, routes };
};

const wantedLists = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
    fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 6 })), { selector: ([n]) => n }),
  )
  .chain(([ids, routes]) => fc.integer({ min: 5, max: 6 }).map((host) => ({ ids, routes, host })))
  .map(({ ids, routes, host }) => ({
    vlans: ids.map((id) => ({ id, address: `10.21.${id}.${host}/24` })),
    routes: routes
      .filter(([, over]) => over === 0 || ids.includes(over))
      .map(([n, over]) => ({ destination: `172.18.${n}.0/24`, gateway: over === 0 ? '10.20.0.1' : `10.21.${over}.254` })),
  }));

test('from any list to any other: exactly the wanted one is there, what is not ours stays, and a second time changes nothing', () => {
  fc.assert(
    fc.property(wantedLists, wantedLists, (first, second) => {
      const to = (kernel: KernelNetwork, wanted: typeof first) =>
        carryOut(kernel, planNetwork({ current: kernel, wanted, parent: 'eth0' }));
      const kernel = to(to(EMPTY, first), second);
      expect(
        kernel.links
          .filter((one) => one.own)
          .map((one) => `${one.vlan?.id} ${one.addresses[0]}`)
          .sort(),
      ).toEqual(second.vlans.map((one) => `${one.id} ${one.address}`).sort());
      expect(
        kernel.routes
          .filter((one) => one.own)
          .map((one) => `${one.destination} ${one.gateway}`)
          .sort(),
      ).toEqual(second.routes.map((one) => `${one.destination} ${one.gateway}`).sort());
      expect([kernel.links[0], kernel.routes[0]]).toEqual([eth0, foreign]);
      expect(planNetwork({ current: kernel, wanted: second, parent: 'eth0' })).toEqual([]);
    }),
  );
});

test('the appliance judges the lists again by its own network', () => {
  const judge = (routes: OrderedRoute[], vlans: OrderedVlan[], current = EMPTY) =>
    checkWanted({ wanted: { routes, vlans }, current, platform: '10.99.0.10', parent: 'eth0' });
  expect(judge([{ destination: '10.30.0.0/16', gateway: '10.20.0.1' }], [{ id: 5, address: '10.5.0.5/24' }])).toEqual([]);
  expect(judge([{ destination: '10.99.0.10/32', gateway: '10.20.0.1' }], [])).toEqual([
    '10.99.0.10/32 would take the way to the platform away.',
  ]);
  expect(judge([{ destination: '0.0.0.0/0', gateway: '10.20.0.1' }], [])).toHaveLength(1);
  expect(
    judge(
      [
        { destination: '10.30.0.1/16', gateway: '10.20.0.1' },
        { destination: '10.40.0.0/16', gateway: '192.0.2.1' },
      ],
      [],
    ),
  ).toHaveLength(2);
  expect(
    judge(
      [],
      [
        { id: 5, address: '10.20.0.9/16' },
        { id: 5, address: '10.6.0.5/24', parent: 'eth7' },
      ],
    ),
  ).toEqual(['A VLAN id is there twice.', 'vlan5: 10.20.0.9/16 overlaps the network of eth0.', 'vlan5: there is no interface eth7.']);
});
