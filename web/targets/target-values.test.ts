import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetErrors, targetFieldOf, targetMessageOf } from './target-fields.ts';
import { BLANK_TARGET, type TargetValues, targetValuesOf, toTarget } from './target-values.ts';

const ids = fc.array(fc.uuid(), { minLength: 1, maxLength: 3 });
const lines = fc.array(fc.stringMatching(/^[a-z0-9.:/]{1,12}$/), { minLength: 1, maxLength: 4 }).map((list) => list.join('\n'));
const values: fc.Arbitrary<TargetValues> = fc.record({
  targetKind: fc.constantFrom('hosts', 'tags', 'cloud'),
  include: lines,
  exclude: lines,
  assetGroupIds: ids,
  tagMatch: fc.constantFrom('any', 'all'),
  tagIds: ids,
  exceptTagMatch: fc.constantFrom('any', 'all'),
  exceptTagIds: ids,
  connectorId: fc.uuid(),
});
const issue = (path: (string | number)[], message = 'wrong') => ({ path, code: 'some', message });

describe('what is aimed at', () => {
  it('comes back from the target that is sent, whatever is chosen', () => {
    fc.assert(
      fc.property(values, (typed) => {
        expect(toTarget(targetValuesOf(toTarget(typed)))).toEqual(toTarget(typed));
      }),
    );
  });

  it('sends the chosen kind alone and keeps the others typed', () => {
    const typed = { ...BLANK_TARGET, include: '10.0.0.1', tagIds: ['a'], targetKind: 'tags' as const };
    expect(toTarget(typed)).toEqual({ kind: 'tags', include: { match: 'any', tagIds: ['a'] } });
    expect(toTarget({ ...typed, targetKind: 'hosts' })).toMatchObject({ include: ['10.0.0.1'] });
  });

  it.each([
    ['hosts', ['include']],
    ['tags', ['tagIds']],
    ['cloud', ['connectorId', 'tagIds']],
  ] as const)('by %s needs %j', (targetKind, missing) => {
    expect(Object.keys(targetErrors({ ...BLANK_TARGET, targetKind }))).toEqual(missing);
  });

  it('is complete with an asset group alone', () => {
    expect(targetErrors({ ...BLANK_TARGET, assetGroupIds: ['g'] })).toEqual({});
  });
});

describe('an issue with the target', () => {
  const tags = { ...BLANK_TARGET, targetKind: 'tags' as const };

  it.each([
    [['target'], BLANK_TARGET, 'include'],
    [['target', 'include', 2], BLANK_TARGET, 'include'],
    [['target', 'assetGroupIds', 0], BLANK_TARGET, 'assetGroupIds'],
    [['target', 'include', 'tagIds', 1], tags, 'tagIds'],
    [['target', 'exclude', 'tagIds'], tags, 'exceptTagIds'],
    [['target', 'connectorId'], { ...tags, targetKind: 'cloud' as const }, 'connectorId'],
    [['title'], tags, undefined],
  ] as const)('%j stands at its field', (path, typed, field) => {
    expect(targetFieldOf(issue([...path]), typed)).toBe(field);
  });

  it('names the line of an address, and not that of a group', () => {
    const typed = { ...BLANK_TARGET, include: '10.0.0.1\n\n10.0.0.x' };
    expect(targetMessageOf(issue(['target', 'include', 1], 'Not an address.'), typed)).toBe('Line 3, 10.0.0.x: Not an address.');
    expect(targetMessageOf(issue(['target', 'assetGroupIds', 0], 'It is gone.'), typed)).toBe('It is gone.');
  });
});
