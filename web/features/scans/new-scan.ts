import type { ScannerChoice } from './scanner-choice.ts';

/** What the page of a new scan holds while it is written. */
export interface NewScanDraft {
  readonly title: string;
  /** Addresses, ranges, blocks or host names, as typed. */
  readonly include: string;
  readonly exclude: string;
  /** Undefined: the default profile. */
  readonly profileId: string | undefined;
  readonly scanners: ScannerChoice;
}

export const EMPTY_SCAN: NewScanDraft = { title: '', include: '', exclude: '', profileId: undefined, scanners: { kind: 'any', ids: [] } };

/** The paths of the contract that the page shows a field for. */
export const NEW_SCAN_FIELDS = ['title', 'target.include', 'target.exclude', 'optionProfileId', 'scanners'] as const;

/** One target a line, or separated by commas or spaces; a range may have spaces around its hyphen. */
export const splitTargets = (text: string): string[] =>
  text
    .replaceAll(/\s*-\s+|\s+-\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');

/** The draft as the API takes it. */
export function toNewScan({ title, include, exclude, profileId, scanners }: NewScanDraft) {
  return {
    title: title.trim(),
    target: { kind: 'hosts' as const, include: splitTargets(include), exclude: splitTargets(exclude), assetGroupIds: [] },
    ...(profileId !== undefined && { optionProfileId: profileId }),
    scanners: scanners.kind === 'any' ? { kind: 'any' as const } : { kind: 'appliances' as const, ids: [...scanners.ids] },
  };
}

/** What can be seen to be missing before the server is asked. */
export function missingIn({ title, include, scanners }: NewScanDraft): Record<string, string> {
  return {
    ...(title.trim() === '' && { title: 'Give it a title.' }),
    ...(splitTargets(include).length === 0 && { 'target.include': 'Name at least one address, range, block or host name.' }),
    ...(scanners.kind === 'appliances' && scanners.ids.length === 0 && { scanners: 'Choose at least one appliance, or any.' }),
  };
}
