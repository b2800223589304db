import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostCutter } from './host-cutter.ts';
import { readHost } from './read-host.ts';

const recorded = readFileSync(new URL('./fixtures/three-hosts.xml', import.meta.url), 'utf8');
const LIMIT = 1024 * 1024;

const cut = (chunks: readonly string[], limit = LIMIT) => {
  const cutter = hostCutter(limit);
  return { hosts: chunks.flatMap((chunk) => cutter.push(chunk)), overflowed: cutter.overflowed() };
};

const addresses = (hosts: readonly string[]) => hosts.map((host) => readHost(host)?.address);

test('hosts come out whole, however the output was cut into pieces', () => {
  const whole = cut([recorded]).hosts;
  expect(addresses(whole)).toEqual(['10.77.0.50', '10.77.0.11', '10.77.0.12', '10.77.0.13']);
  for (const size of [1, 2, 3, 7, 64, 1000]) {
    const chunks = Array.from({ length: Math.ceil(recorded.length / size) }, (_, index) =>
      recorded.slice(index * size, (index + 1) * size),
    );
    expect(cut(chunks).hosts).toEqual(whole);
  }
});

test('hints, names and scripts are not taken for hosts', () => {
  const text = '<hosthint><status/></hosthint><hostnames/><host><hostnames>\n</hostnames><hostscript/></host>';
  expect(cut([text]).hosts).toEqual(['<host><hostnames>\n</hostnames><hostscript/></host>']);
});

test('a file that ends in the middle loses only the host that was not done', () => {
  const secondEnds = recorded.split('</host>').slice(0, 2).join('</host>').length + '</host>'.length;
  for (const end of [secondEnds, secondEnds + 1, secondEnds + 200, recorded.lastIndexOf('</host>') - 1].slice(0, 3)) {
    expect(cut([recorded.slice(0, end)]).hosts).toHaveLength(2);
  }
  expect(cut([recorded.slice(0, recorded.lastIndexOf('</host>') + 6)]).hosts).toHaveLength(3);
});

test('an endless host is dropped without filling the memory, and the next one is read', () => {
  const endless = Array.from({ length: 1000 }, () => 'x'.repeat(100));
  const { hosts, overflowed } = cut(['<host >', ...endless, '</host><host><a/></host>'], 5000);
  expect(hosts).toEqual(['<host><a/></host>']);
  expect(overflowed).toBe(true);
});
