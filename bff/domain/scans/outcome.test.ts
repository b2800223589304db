import { describe, expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { cleanResult, cleanText } from './clean-result.ts';
import { endOf, outcomeOf } from './outcome.ts';
import { cutSlices } from './slices.ts';

const none = { waiting: 0, leased: 0, done: 0, failed: 0, hostsMissing: 0 };

describe('how a scan ends', () => {
  it.each([
    [0, 0, 'no-host-alive'],
    [3, 0, 'no-vulnerabilities'],
    [3, 1, 'results'],
  ] as const)('%i hosts alive and %i findings: %s', (hostsAlive, findings, outcome) => {
    expect(outcomeOf({ hostsAlive, findings })).toBe(outcome);
  });

  it('is an error only if every slice failed', () => {
    const reason = { ...none, failed: 2, hostsMissing: 32, lastReason: 'nmap exited with 1' };
    expect(endOf(reason, { hostsAlive: 0, findings: 0 })).toEqual({ kind: 'failed', reason: 'All 2 slices failed: nmap exited with 1' });
    expect(endOf({ ...none, failed: 1 }, { hostsAlive: 0, findings: 0 })).toEqual({ kind: 'failed', reason: 'Its only slice failed' });
  });

  it('says what is missing when some failed', () => {
    expect(endOf({ ...none, done: 15, failed: 1, hostsMissing: 1 }, { hostsAlive: 4, findings: 2 })).toEqual({
      kind: 'all-done',
      outcome: 'results',
      missing: '1 of 16 slices failed, 1 host was not scanned',
    });
    expect(endOf({ ...none, done: 15 }, { hostsAlive: 4, findings: 0 })).toEqual({ kind: 'all-done', outcome: 'no-vulnerabilities' });
  });
});

describe('slices', () => {
  it('hold up to 16 hosts and lose none', () => {
    const hosts = Array.from({ length: 35 }, (_, i) => ({ address: `10.0.0.${i}` }));
    expect(cutSlices(hosts).map((slice) => slice.length)).toEqual([16, 16, 3]);
    expect(cutSlices(hosts).flat()).toEqual(hosts);
    expect(cutSlices([])).toEqual([]);
  });
});

describe('results from the network', () => {
  it('lose what no database or page can hold, and keep the rest word for word', () => {
    expect(cleanText('a\u0000b\u001b[31m\tc\nd\u0085\ud800<b>')).toBe('ab[31m\tc\nd\ufffd<b>');
  });

  it('are filed under the canonical address, and not at all without one', () => {
    const result = {
      address: '2001:DB8::0:1',
      hostname: 'a\u0000b',
      alive: true,
      services: [],
      findings: [],
      startedAt: instant(0),
      finishedAt: instant(1),
    };
    expect(cleanResult(result)).toEqual({ ...result, address: '2001:db8::1', hostname: 'ab' });
    expect(cleanResult({ ...result, address: '10.0.0.999' })).toBeUndefined();
  });
});
