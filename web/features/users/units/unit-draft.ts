import type { BusinessUnit } from '#contract/business-units';
import type { ProblemIssue } from '../../../api/problem.ts';
import { atLine, targetTexts } from '../../../targets/target-lines.ts';

/** What a person decides about a business unit. */
export interface UnitDraft {
  readonly name: string;
  /** One address, range or network a line. */
  readonly networks: string;
}

export const UNIT_FIELDS = { name: 'Name', networks: 'Networks' } as const;

export const toUnitDraft = (unit: BusinessUnit | undefined): UnitDraft => ({
  name: unit?.name ?? '',
  networks: unit?.networks.join('\n') ?? '',
});

export const toUnitInput = ({ name, networks }: UnitDraft) => ({ name: name.trim(), networks: targetTexts(networks) });

export const wrongInUnit = ({ name }: UnitDraft) => ({ ...(name.trim() === '' && { name: 'Give it a name.' }) });

/** A problem with one network names its line. */
export function sayUnitIssue({ path: [field, index], message }: ProblemIssue, { networks }: UnitDraft): string {
  return field === 'networks' && typeof index === 'number' ? atLine(networks, index, message) : message;
}
