import { describe, expect, it } from 'vitest';
import { groupSlices, hostsUnderWay, type ScanSlice } from './slice-groups.ts';

const slice = (index: number, more: Partial<ScanSlice>): ScanSlice => ({
  ...{ id: `slice-${index}`, index, state: 'queued', hostsDone: 0, hostsTotal: 16, attempts: 1, lost: [] },
  ...more,
});

const SLICES = [
  slice(0, { state: 'done', applianceName: 'lax-scan-02', hostsDone: 16 }),
  slice(1, { state: 'leased', applianceName: 'lax-scan-01', hostsDone: 9 }),
  slice(2, {
    state: 'leased',
    applianceName: 'lax-scan-01',
    lost: [{ applianceName: 'sjc-scan-01', outcome: 'lease-lost', reason: 'its lease ended without a sign of life' }],
  }),
  slice(3, {
    lost: [
      { applianceName: 'lax-scan-02', outcome: 'declined', reason: 'load 9 of 2 cores' },
      { applianceName: 'lax-scan-02', outcome: 'declined', reason: 'load 14 of 2 cores' },
    ],
  }),
];

describe('slices by appliance', () => {
  it('stand with who has them, appliances by name, the others last', () => {
    expect(groupSlices(SLICES).map(({ applianceName, squares }) => [applianceName, squares.map(({ state }) => state)])).toEqual([
      ['lax-scan-01', ['running', 'running']],
      ['lax-scan-02', ['done']],
      ['sjc-scan-01', ['lost']],
      [undefined, ['queued']],
    ]);
  });

  it('say why nobody has taken what is queued: the last word of who declined', () => {
    expect(groupSlices(SLICES).at(-1)?.declined).toBe('lax-scan-02 declined: load 14 of 2 cores');
  });

  it('count the hosts of each, and those under way', () => {
    expect(groupSlices(SLICES).map(({ hostsDone, hostsTotal }) => [hostsDone, hostsTotal])).toEqual([
      [9, 32],
      [16, 16],
      [0, 0],
      [0, 16],
    ]);
    expect(hostsUnderWay(SLICES)).toBe(23);
  });
});
