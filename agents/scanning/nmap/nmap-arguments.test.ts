import { expect, test } from 'vitest';
import { nmapArguments } from './nmap-arguments.ts';
import { splitLanes } from './split-lanes.ts';

const profile = { intensity: 'normal', hostTimeoutSeconds: 300 } as const;
const build = (addresses: readonly string[]) => nmapArguments({ addresses, ports: [22, 80, 81, 82], profile, privileged: false });

test('addresses stand behind `--`, ports as ranges', () => {
  const args = build(['10.0.0.1', '10.0.0.2']);
  expect(args.slice(args.indexOf('--'))).toEqual(['--', '10.0.0.1', '10.0.0.2']);
  expect(args[args.indexOf('-p') + 1]).toBe('22,80-82');
  expect(args).toEqual(expect.arrayContaining(['-sT', '-sV', '-n', '-T4', '--unprivileged', '--host-timeout', '300s']));
});

test.each([
  '-iL',
  '10.0.0.0/8',
  '10.0.0.1-5',
  'example.com',
  '10.0.0.1 10.0.0.2',
  'fe80::1%eth0',
  '',
])('“%s” never reaches nmap', (address) => {
  expect(() => build(['10.0.0.1', address])).toThrow('is not an IP address');
});

test('IPv6 is asked for', () => {
  expect(build(['2001:db8::1'])[0]).toBe('-6');
});

test('intensity chooses timing and depth', () => {
  const low = nmapArguments({ addresses: ['10.0.0.1'], ports: [1], profile: { ...profile, intensity: 'low' }, privileged: true });
  expect(low).toEqual(expect.arrayContaining(['-T3', '--max-parallelism', '-PE']));
});

test('hosts are dealt to at most four processes of at least four hosts, and not to more than there are processors', () => {
  const sizes = (count: number, processors: number) =>
    splitLanes(
      Array.from({ length: count }, (_, index) => `${index}`),
      processors,
    ).map((lane) => lane.length);
  expect([1, 4, 7, 8, 11, 16].map((count) => sizes(count, 8))).toEqual([[1], [4], [7], [4, 4], [6, 5], [4, 4, 4, 4]]);
  expect([8, 16].map((count) => sizes(count, 2))).toEqual([
    [4, 4],
    [8, 8],
  ]);
  expect(sizes(16, 1)).toEqual([16]);
});
