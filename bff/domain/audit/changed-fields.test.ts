import { describe, expect, it } from 'vitest';
import { changedFields } from './changed-fields.ts';

describe('what an audit entry says that changed', () => {
  it.each<[string, unknown, unknown, unknown[]]>([
    [
      'a field that changed, and none that stayed',
      { name: 'a', slots: 2 },
      { name: 'b', slots: 2 },
      [{ field: 'name', before: 'a', after: 'b' }],
    ],
    ['a switch in words', { prompt: true }, { prompt: false }, [{ field: 'prompt', before: 'on', after: 'off' }]],
    ['what came to be', undefined, { name: 'a', location: null }, [{ field: 'name', after: 'a' }]],
    ['what is no more', { addresses: ['10.0.0.1', '10.0.0.2'] }, null, [{ field: 'addresses', before: '10.0.0.1, 10.0.0.2' }]],
    ['nothing where nothing was kept', null, undefined, []],
    ['lists of things as they are kept', null, { vlans: [{ id: 5 }] }, [{ field: 'vlans', after: '[{"id":5}]' }]],
    ['text in place of fields as nothing', 'x', ['y'], []],
  ])('%s', (_, before, after, expected) => expect(changedFields(before, after)).toEqual(expected));

  it('the beginning of what is long', () => {
    const [{ after } = { after: '' }] = changedFields(null, { reason: 'x'.repeat(5000) });
    expect(after).toBe(`${'x'.repeat(199)}…`);
  });
});
