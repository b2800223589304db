import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NAMED_PORTS } from './named-ports.ts';
import { formatPorts, parsePortSet } from './port-set.ts';

const portsOf = (text: string): readonly number[] => {
  const set = parsePortSet(text);
  if (!set.ok) throw new Error(set.problem);
  return set.ports;
};

test('ports and ranges are merged, sorted, each once', () => {
  expect(portsOf('443, 22,80-82 ,81')).toEqual([22, 80, 81, 82, 443]);
});

test.each(['0', '65536', '80-', '-80', '1-2-3', '90-80', '22;80', '--script=x', '1e3', '', '٢٢', 'T:22'])('“%s” is refused', (text) => {
  const set = parsePortSet(text);
  expect(set).toMatchObject({ ok: false, problem: expect.stringContaining('22,80,1-1024') });
});

test('a name that every object has is not a named set', () => {
  expect(parsePortSet('constructor').ok).toBe(false);
});

test('all bad parts are named at once', () => {
  expect(parsePortSet('22,x,99999')).toMatchObject({ problem: expect.stringMatching(/“x”.*“99999”/) });
});

test.each(Object.keys(NAMED_PORTS))('the set %s is a list of real ports', (name) => {
  const ports = portsOf(name);
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports).toEqual(expect.arrayContaining([22, 80, 443, 3389, 6379, 9200]));
});

test('the sizes of the sets', () => {
  expect(['light', 'standard', 'full'].map((name) => portsOf(name).length)).toEqual([116, expect.any(Number), 65_535]);
  expect(portsOf('standard').length).toBeGreaterThanOrEqual(1000);
});

test('what is formatted is parsed to the same ports', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 60 }), (ports) => {
      const sorted = [...ports].sort((a, b) => a - b);
      expect(portsOf(formatPorts(sorted))).toEqual(sorted);
    }),
  );
});
