import { outsideUnit, type UnitNetworks } from '../identity/unit-networks.ts';
import type { Issue } from '../issue.ts';
import { checkTarget, countHosts } from '../scans/targets.ts';

const asTarget = (entries: readonly string[]) => ({ kind: 'hosts', include: entries, exclude: [], assetGroupIds: [] }) as const;

/** Everything wrong with the lines of an asset group, each problem at its line: `["entries", 3]`. They are judged like those of a target. */
export function checkGroupEntries(entries: readonly string[]): Issue[] {
  return checkTarget(asTarget(entries), []).map(atEntry);
}

/** How many hosts the lines name together. They have been checked. */
export const countGroupHosts = (entries: readonly string[]): number => countHosts(asTarget(entries));

/** The lines that lie outside the networks of the unit that the group belongs to. */
export const entriesOutside = (entries: readonly string[], unit: UnitNetworks): Issue[] =>
  outsideUnit(asTarget(entries), unit, []).map(atEntry);

/** `include`, as a target names its lines, is `entries` here. */
const atEntry = (issue: Issue): Issue => ({ ...issue, path: ['entries', ...issue.path.slice(1)] });
