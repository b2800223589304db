import { expect, test } from 'vitest';
import { parseCapabilities } from './capabilities.ts';

test.each([
  ['000001ffffffffff', ['CAP_NET_ADMIN', 'CAP_NET_RAW']],
  ['0000000000003000', ['CAP_NET_ADMIN', 'CAP_NET_RAW']],
  ['0000000000002000', ['CAP_NET_RAW']],
  ['0000000000001000', ['CAP_NET_ADMIN']],
  ['0000000000000000', []],
])('the effective set %s allows %j', (bits, allowed) => {
  const status = `Name:\tnode\nCapPrm:\t000001ffffffffff\nCapEff:\t${bits}\nCapBnd:\t000001ffffffffff\n`;
  expect([...parseCapabilities(status)]).toEqual(allowed);
});

test('where the system does not say, nothing is allowed', () => expect(parseCapabilities('Name: node\n').size).toBe(0));
