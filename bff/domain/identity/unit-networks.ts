import type { Issue } from '../issue.ts';
import { type AddressRange, AddressSet } from '../scans/address-range.ts';
import { parseTargetEntry } from '../scans/target-entry.ts';
import type { ScheduleTarget } from '../schedules/schedule.ts';

/** A business unit, as far as it limits what its people aim at. `networks` as entered: addresses, ranges, CIDR blocks. */
export interface UnitNetworks {
  readonly id: string;
  readonly name: string;
  readonly networks: readonly string[];
}

/** Everything that is wrong with the networks of a unit, at its line. An address belongs to one unit at most. */
export function checkNetworks(networks: readonly string[], others: readonly UnitNetworks[] = []): Issue[] {
  return networks.flatMap((line, i): Issue[] => {
    const path = ['networks', i];
    const parsed = parseTargetEntry(line);
    if (!parsed.ok) return [{ path, ...parsed.error }];
    if (parsed.value.kind === 'name') {
      const message = `${parsed.value.name} is a host name: a unit owns addresses, such as 10.0.0.0/24 or 10.0.1.5-10.0.1.9.`;
      return [{ path, code: 'network-is-a-name', message }];
    }
    const { range } = parsed.value;
    const rival = others.find((unit) => rangesOf(unit.networks).some((taken) => overlap(taken, range)));
    if (rival === undefined) return [];
    const message = `${line.trim()} overlaps the networks of the business unit ${rival.name}: an address belongs to one unit.`;
    return [{ path, code: 'network-of-another-unit', message }];
  });
}

/**
 * What of a target lies outside the unit, each at its line. A unit without networks limits nothing. A host name is refused
 * for a limited unit: the appliance resolves it when the scan runs, and it may lead anywhere by then.
 */
export function outsideUnit(target: ScheduleTarget, unit: UnitNetworks, path: Issue['path'] = ['target']): Issue[] {
  if (unit.networks.length === 0 || target.kind !== 'hosts') return [];
  const owned = new AddressSet();
  for (const range of rangesOf(unit.networks)) owned.add(range);
  return target.include.flatMap((line, i): Issue[] => {
    const parsed = parseTargetEntry(line);
    // What is not understood is told of elsewhere.
    if (!parsed.ok) return [];
    const at = { path: [...path, 'include', i], code: 'outside-unit' };
    const inside = `the networks of the business unit ${unit.name}: ${networksText(unit.networks)}`;
    if (parsed.value.kind === 'name') {
      return [{ ...at, message: `${parsed.value.name} is a host name, which may lead anywhere: list addresses inside ${inside}.` }];
    }
    return owned.covers(parsed.value.range) ? [] : [{ ...at, message: `${line.trim()} is not wholly inside ${inside}.` }];
  });
}

const rangesOf = (networks: readonly string[]): AddressRange[] =>
  networks.flatMap((line) => {
    const parsed = parseTargetEntry(line);
    return parsed.ok && parsed.value.kind === 'addresses' ? [parsed.value.range] : [];
  });

const overlap = (a: AddressRange, b: AddressRange): boolean => a.family === b.family && a.first <= b.last && b.first <= a.last;

/** More networks than this are counted instead of named. */
const NAMED = 5;

function networksText(networks: readonly string[]): string {
  const named = networks
    .slice(0, NAMED)
    .map((line) => line.trim())
    .join(', ');
  return networks.length <= NAMED ? named : `${named} and ${networks.length - NAMED} more`;
}
