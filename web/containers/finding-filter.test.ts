import { describe, expect, it } from 'vitest';
import { findingFilter } from './finding-filter.ts';

describe('the filter of findings', () => {
  it.each([
    ['', {}],
    ['severity:5 fixable:yes openssl', { severity: 5, fixable: 'yes', search: 'openssl' }],
    ['severity:9 "CVE-2024 6387"', { search: 'severity:9 CVE-2024 6387' }],
    ['fixable:maybe', { search: 'fixable:maybe' }],
  ])('%s', (query, expected) => {
    expect(findingFilter(query)).toEqual(expected);
  });
});
