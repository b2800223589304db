import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlices } from './pools.ts';

const address = (n: number) => ({ address: `10.0.${Math.floor(n / 256)}.${n % 256}` });
const any = { kind: 'any' } as const;
const north = { entries: ['10.0.0.0/28', 'db.corp.example'], applianceIds: ['n2', 'n1'] };
const south = { entries: ['10.0.0.8-10.0.0.31'], applianceIds: ['s1'] };

test('hosts of a group with a pool are cut into slices of their own, the others stay with any appliance', () => {
  const hosts = [...Array.from({ length: 40 }, (_, n) => address(n)), { name: 'db.corp.example' }, { name: 'web.corp.example' }];
  const plans = planSlices(hosts, any, [north, south]);
  expect(plans.map(({ hosts: part, scanners }) => [part.length, scanners])).toEqual([
    [9, { kind: 'appliances', ids: ['n1', 'n2'] }],
    [8, { kind: 'appliances', ids: ['n1', 'n2', 's1'] }],
    [16, { kind: 'appliances', ids: ['s1'] }],
    [9, any],
  ]);
  expect(plans[0]?.hosts.at(-1)).toEqual({ name: 'db.corp.example' });
});

test('a scan that names its appliances keeps them, whatever the pools say', () => {
  const named = { kind: 'appliances', ids: ['x'] } as const;
  expect(planSlices([address(1)], named, [north])).toEqual([{ hosts: [address(1)], scanners: named }]);
});

test('every host is in exactly one slice, and no slice has more than 16', () => {
  const hosts = fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { maxLength: 200 });
  const pool = fc.record({
    entries: fc.array(
      fc.integer({ min: 0, max: 600 }).map((n) => address(n).address),
      { maxLength: 5 },
    ),
    applianceIds: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(hosts, fc.array(pool, { maxLength: 4 }), (numbers, pools) => {
      const plans = planSlices(numbers.map(address), any, pools);
      expect(plans.every((plan) => plan.hosts.length > 0 && plan.hosts.length <= 16)).toBe(true);
      const planned = plans.flatMap((plan) => plan.hosts.map((host) => ('address' in host ? host.address : host.name)));
      expect(planned.sort()).toEqual(numbers.map((n) => address(n).address).sort());
    }),
  );
});
