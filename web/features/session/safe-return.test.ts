import { expect, it } from 'vitest';
import { safeReturn } from './safe-return.ts';

it.each([
  [undefined, '/'],
  ['/schedules?q=status:active', '/schedules?q=status:active'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?return=/', '/'],
])('returns from %s to %s', (back, to) => {
  expect(safeReturn(back)).toBe(to);
});
