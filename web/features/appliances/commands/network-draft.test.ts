import { expect, test } from 'vitest';
import { blankRow, problemsOf, rowsOf, toOrder } from './network-draft.ts';

const network = {
  interfaces: [],
  routes: [{ destination: '10.30.0.0/16', gateway: '10.20.0.1', device: 'eth0', metric: 100, name: 'Branches' }],
  vlans: [{ id: 217, address: '10.21.7.5/24', parent: 'eth0' }],
  otherRoutes: [],
};

test('what was read back is sent back unchanged; a row that nothing was typed into is none', () => {
  expect(toOrder('routes', [...rowsOf('routes', network), blankRow(9)])).toEqual({ kind: 'routes', routes: network.routes });
  expect(toOrder('vlans', rowsOf('vlans', network))).toEqual({ kind: 'vlans', vlans: network.vlans });
});

test('text where a number belongs is sent as what cannot be right', () => {
  expect(toOrder('vlans', [{ ...blankRow(1), first: 'x', second: '10.1.0.5/24' }]).vlans).toMatchObject([{ id: -1 }]);
  expect(toOrder('routes', [{ ...blankRow(1), first: '10.1.0.0/24', metric: '1.5' }]).routes).toMatchObject([{ metric: -1 }]);
});

test('a problem stands at the row that was typed, though blank rows lie before it', () => {
  const rows = [blankRow(1), { ...blankRow(2), first: '10.1.0.7/24', second: 'x' }];
  const issues = [
    { path: ['routes', 0, 'destination'], code: 'host-bits-set', message: 'Write 10.1.0.0/24' },
    { path: ['routes', 0, 'gateway'], code: 'address-invalid', message: 'Not an address' },
    { path: ['routes'], code: 'too-many-entries', message: 'Too many' },
  ];
  const { byRow, whole } = problemsOf('routes', rows, issues, undefined);
  expect([...byRow]).toEqual([[2, { fields: new Set(['first', 'second']), messages: ['Write 10.1.0.0/24', 'Not an address'] }]]);
  expect(whole).toEqual(['Too many']);
});

test('what is still empty in the row that is typed is no mistake; once the row is left, it is', () => {
  const rows = [
    { ...blankRow(1), second: '10.1.0.5/24' },
    { ...blankRow(2), first: '9999' },
  ];
  const issues = [
    { path: ['vlans', 0, 'id'], code: 'vlan-id-invalid', message: 'A VLAN id is a number' },
    { path: ['vlans', 1, 'id'], code: 'vlan-id-invalid', message: 'At most 4094' },
    { path: ['vlans', 1, 'address'], code: 'address-missing', message: 'Give the address' },
  ];
  const told = (typing: number | undefined) => {
    const { byRow, unfinished } = problemsOf('vlans', rows, issues, typing);
    return [...[...byRow.values()].flatMap(({ messages }) => messages), unfinished];
  };
  // A number that is wrong is said at once.
  expect(told(2)).toEqual(['A VLAN id is a number', 'At most 4094', 1]);
  expect(told(1)).toEqual(['At most 4094', 'Give the address', 1]);
  expect(told(undefined)).toEqual(['A VLAN id is a number', 'At most 4094', 'Give the address', 0]);
});
