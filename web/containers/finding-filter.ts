import type { FilterField } from '../ui/filter/filter-box.tsx';
import { parseTerms } from '../ui/filter/filter-terms.ts';

export const FINDING_FIELDS: readonly FilterField[] = [
  { name: 'severity', hint: 'of this severity alone', values: ['5', '4', '3', '2', '1'] },
  { name: 'fixable', hint: 'whether a fixed version is known', values: ['yes', 'no'] },
];

/** What the API takes of the filter; unknown names and values are looked for as words. */
export interface FindingFilter {
  readonly severity?: number;
  readonly fixable?: 'yes' | 'no';
  readonly search?: string;
}

/** `severity:5 fixable:yes openssl` as the API takes it. */
export function findingFilter(query: string): FindingFilter {
  let filter: FindingFilter = {};
  const words: string[] = [];
  for (const { name, value } of parseTerms(query)) {
    if (name === 'severity' && /^[1-5]$/.test(value)) filter = { ...filter, severity: Number(value) };
    else if (name === 'fixable' && (value === 'yes' || value === 'no')) filter = { ...filter, fixable: value };
    else words.push(name === undefined ? value : `${name}:${value}`);
  }
  return words.length === 0 ? filter : { ...filter, search: words.join(' ').slice(0, 200) };
}
