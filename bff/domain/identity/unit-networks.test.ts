import { describe, expect, test } from 'vitest';
import type { ScheduleTarget } from '../schedules/schedule.ts';
import { checkNetworks, outsideUnit } from './unit-networks.ts';

const hosts = (...include: string[]): ScheduleTarget => ({ kind: 'hosts', include, exclude: [], assetGroupIds: [] });
const NORTH = { id: 'n', name: 'North', networks: ['10.0.0.0/25', '10.0.0.128-10.0.0.255', '2001:db8::/64', '10.2.0.7'] };

describe('the networks of a unit', () => {
  test('are addresses, ranges and CIDR blocks, each problem at its line', () => {
    const issues = checkNetworks(['10.0.0.0/24', 'web.example', '10.0.0.9/24', '10.1.0.0-10.1.0.9']);
    expect(issues.map(({ path, code }) => [...path, code])).toEqual([
      ['networks', 1, 'network-is-a-name'],
      ['networks', 2, 'target-prefix'],
    ]);
  });

  test.each([
    ['10.0.0.255', true],
    ['10.0.1.0', false],
    ['10.0.0.0/8', true],
    ['2001:db8::1', true],
    ['2001:db8:0:1::1', false],
  ])('%s belongs to another unit: %s', (line, taken) => {
    const issues = checkNetworks([line], [NORTH]);
    expect(issues.map(({ code }) => code)).toEqual(taken ? ['network-of-another-unit'] : []);
    if (taken) expect(issues[0]?.message).toContain('North');
  });
});

describe('what lies outside a unit', () => {
  test.each([
    ['10.0.0.0', true],
    ['10.0.0.255', true],
    // Two neighbouring networks are one.
    ['10.0.0.0/24', true],
    ['10.0.0.100-10.0.0.200', true],
    ['10.2.0.7', true],
    ['2001:db8::/112', true],
    ['9.255.255.255', false],
    ['10.0.1.0', false],
    ['10.0.0.250-10.0.1.1', false],
    ['10.2.0.6-10.2.0.7', false],
    ['0.0.0.0/0', false],
    ['2001:db8:0:1::/112', false],
    ['web.example', false],
  ])('%s is inside: %s', (line, inside) => {
    expect(outsideUnit(hosts('10.0.0.1', line), NORTH).map(({ path }) => path)).toEqual(inside ? [] : [['target', 'include', 1]]);
  });

  test('is told with the unit and its networks', () => {
    expect(outsideUnit(hosts('10.9.0.1'), NORTH)).toEqual([
      {
        path: ['target', 'include', 0],
        code: 'outside-unit',
        message:
          '10.9.0.1 is not wholly inside the networks of the business unit North: 10.0.0.0/25, 10.0.0.128-10.0.0.255, 2001:db8::/64, 10.2.0.7.',
      },
    ]);
  });

  test('is nothing for a unit without networks', () => {
    expect(outsideUnit(hosts('10.9.0.1', 'web.example'), { ...NORTH, networks: [] })).toEqual([]);
  });
});
