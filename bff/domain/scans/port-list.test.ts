import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPortList, parsePortList } from './port-list.ts';

describe('a port list', () => {
  it.each([
    ['22,80,443,1-1024', '22,80,443,1-1024'],
    [' 22 , 1 - 1024 ', '22,1-1024'],
    ['Standard', 'standard'],
    ['full', 'full'],
    ['80-80', '80'],
  ])('%j is read as %s', (text, written) => {
    const ports = parsePortList(text);
    expect(ports.ok && formatPortList(ports.value)).toBe(written);
  });

  it.each([
    ['', /^Name at least one port/],
    ['22,,80', /^"" is not a port or range/],
    ['http', /^"http" is not a port or range: write ports and ranges like/],
    ['0', /^0 is not a port: ports go from 1 to 65535$/],
    ['1-65536', /^65536 is not a port/],
    ['1024-1', /^The range 1024-1 runs backwards: write 1-1024$/],
    ['-5', /is not a port or range/],
    [Array(501).fill('1').join(','), /^501 entries are too many/],
  ])('%j is refused', (text, message) => {
    const ports = parsePortList(text);
    expect(ports.ok ? '' : ports.error).toMatch(message);
  });

  it('reads what it writes', () => {
    const port = fc.integer({ min: 1, max: 65_535 });
    const range = fc.tuple(port, port).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 50 }), (ranges) => {
        expect(parsePortList(formatPortList(ranges))).toEqual({ ok: true, value: ranges });
      }),
    );
  });
});
