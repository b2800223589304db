import { describe, expect, it } from 'vitest';
import { checkGroups, checkNotifications } from './check-notifications.ts';

describe('the notifications of a schedule', () => {
  it.each([
    ['minutes', 4, 1],
    ['minutes', 5, 0],
    ['minutes', 120, 0],
    ['hours', 24, 0],
    ['hours', 25, 1],
    ['days', 31, 0],
    ['days', 32, 1],
  ] as const)('before a launch, in %s: %i has %i problems', (unit, amount, problems) => {
    const issues = checkNotifications({ before: { unit, amount, message: '' } });
    expect(issues).toHaveLength(problems);
    for (const issue of issues) expect(issue.path).toEqual(['notifications', 'before', 'amount']);
  });

  it('names every distribution group that does not exist', () => {
    const issues = checkGroups(['a', 'b', 'c'], new Set(['b']));
    expect(issues.map((issue) => issue.path.at(-1))).toEqual([0, 2]);
  });
});
