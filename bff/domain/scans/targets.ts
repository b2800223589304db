import type { Issue } from '../issue.ts';
import type { ScheduleTarget } from '../schedules/schedule.ts';
import { formatAddress } from './address.ts';
import { type AddressRange, AddressSet, sizeOf } from './address-range.ts';
import { forbiddenTarget } from './forbidden-target.ts';
import { parseTargetEntry, type TargetEntry } from './target-entry.ts';

/** A host to scan: by canonical address, or by a lower-case name that the appliance resolves in its own network. */
export type ScanHost = { readonly address: string } | { readonly name: string };

/** The most hosts of one scan: an IPv4 /16, an IPv6 /112. */
export const TARGET_HOSTS = 65_536;
/** The most lines of `include`, and of `exclude`. */
export const TARGET_ENTRIES = 10_000;

type HostsTarget = Extract<ScheduleTarget, { kind: 'hosts' }>;
type Path = Issue['path'];

/** The entries of asset groups, by id. They were checked when the group was saved. */
export type GroupEntries = ReadonlyMap<string, readonly string[]>;
const NO_GROUPS: GroupEntries = new Map();

/**
 * Everything that is wrong with a target, each problem at its line: `["target", "include", 3]`. Empty: it can be scanned. Whether the
 * tags, groups and connector that it names exist is for the caller to say; groups that do not are passed over here.
 */
export function checkTarget(target: ScheduleTarget, path: Path = ['target'], groups: GroupEntries = NO_GROUPS): Issue[] {
  if (target.kind === 'hosts') return checkHosts(target, path, groups);
  if (target.include.tagIds.length > 0) return [];
  return [{ path: [...path, 'include', 'tagIds'], code: 'tags-empty', message: 'Choose at least one tag to scan.' }];
}

/**
 * The hosts in the order of the lines that first name them, each once, less the exclusions, and no more than a scan takes. The target has
 * been checked before; its groups may have grown since.
 */
export function resolveHosts(target: ScheduleTarget, groups: GroupEntries = NO_GROUPS): ScanHost[] {
  const { ranges, names } = selectionOf(requireHosts(target), groups);
  const hosts: ScanHost[] = [];
  for (const part of [...ranges, ...names]) {
    if (typeof part === 'string') hosts.push({ name: part });
    else {
      const room = BigInt(TARGET_HOSTS - hosts.length);
      const last = part.last - part.first < room ? part.last : part.first + room - 1n;
      for (let value = part.first; value <= last; value++) hosts.push({ address: formatAddress({ family: part.family, value }) });
    }
    if (hosts.length >= TARGET_HOSTS) break;
  }
  return hosts;
}

/** How many hosts `resolveHosts` would give, without listing them. */
export function countHosts(target: ScheduleTarget, groups: GroupEntries = NO_GROUPS): number {
  const { ranges, names } = selectionOf(requireHosts(target), groups);
  return Number(ranges.reduce((sum, range) => sum + sizeOf(range), 0n)) + names.length;
}

/** The excluded addresses as ranges, both ends inclusive: the appliance checks against them what a name resolves to. */
export function excludedRanges(target: ScheduleTarget): { readonly first: string; readonly last: string }[] {
  if (target.kind !== 'hosts') return [];
  return target.exclude.flatMap((text) => {
    const parsed = parseTargetEntry(text);
    if (!parsed.ok || parsed.value.kind !== 'addresses') return [];
    const { family, first, last } = parsed.value.range;
    return [{ first: formatAddress({ family, value: first }), last: formatAddress({ family, value: last }) }];
  });
}

function requireHosts(target: ScheduleTarget): HostsTarget {
  if (target.kind !== 'hosts') throw new Error('tags are resolved by what carries them');
  const issues = [...target.include, ...target.exclude].flatMap((line) => {
    const parsed = parseTargetEntry(line);
    return parsed.ok ? [] : [parsed.error];
  });
  if (issues.length > 0) throw new Error(`the target cannot be resolved: ${issues[0]?.message}`);
  return target;
}

interface Selection {
  readonly ranges: AddressRange[];
  readonly names: string[];
}

const selectionOf = (target: HostsTarget, groups: GroupEntries): Selection =>
  select(parseAll(linesOf(target, groups)).entries, parseAll(target.exclude).entries);

/** The lines of the target, then those of its groups. */
const linesOf = ({ include, assetGroupIds }: HostsTarget, groups: GroupEntries): readonly string[] => [
  ...include,
  ...assetGroupIds.flatMap((id) => groups.get(id) ?? []),
];

/** What is included, less what is excluded, each address and name once. */
function select(include: readonly TargetEntry[], exclude: readonly TargetEntry[]): Selection {
  const seen = new AddressSet();
  const seenNames = new Set<string>();
  for (const entry of exclude) {
    if (entry.kind === 'name') seenNames.add(entry.name);
    else seen.add(entry.range);
  }
  const ranges: AddressRange[] = [];
  const names: string[] = [];
  for (const entry of include) {
    if (entry.kind === 'addresses') ranges.push(...seen.add(entry.range));
    else if (!seenNames.has(entry.name)) names.push(entry.name);
    if (entry.kind === 'name') seenNames.add(entry.name);
  }
  return { ranges, names };
}

function checkHosts(target: HostsTarget, path: Path, groups: GroupEntries): Issue[] {
  const tooMany = [...checkLength(target.include, [...path, 'include']), ...checkLength(target.exclude, [...path, 'exclude'])];
  if (tooMany.length > 0) return tooMany;
  const include = parseAll(target.include, [...path, 'include']);
  const exclude = parseAll(target.exclude, [...path, 'exclude']);
  const issues = [...include.issues, ...forbidden(target, path), ...exclude.issues];
  return [...issues, ...checkSelection(target, issues, { path, groups })];
}

function checkLength(lines: readonly string[], path: Path): Issue[] {
  if (lines.length <= TARGET_ENTRIES) return [];
  const message = `${group(lines.length)} lines are too many: at most ${group(TARGET_ENTRIES)} would do. Networks in CIDR form need fewer.`;
  return [{ path, code: 'target-too-many-lines', message }];
}

function forbidden(target: HostsTarget, path: Path): Issue[] {
  return target.include.flatMap((line, i) => {
    const parsed = parseTargetEntry(line);
    const message = parsed.ok && parsed.value.kind === 'addresses' ? forbiddenTarget(parsed.value.range) : undefined;
    return message === undefined ? [] : [{ path: [...path, 'include', i], code: 'target-not-a-host', message }];
  });
}

/** Judges the whole once its lines are understood: something to scan, and not too much of it. */
function checkSelection(target: HostsTarget, issues: readonly Issue[], { path, groups }: { path: Path; groups: GroupEntries }): Issue[] {
  if (target.include.length === 0 && target.assetGroupIds.length === 0) {
    const message = 'Name at least one address, range, CIDR block or host name, or choose an asset group.';
    return issues.length > 0 ? [] : [{ path: [...path, 'include'], code: 'target-empty', message }];
  }
  const unknown = target.assetGroupIds.some((id) => !groups.has(id));
  const selection = selectionOf(target, groups);
  const total = selection.ranges.reduce((sum, range) => sum + sizeOf(range), BigInt(selection.names.length));
  if (total > TARGET_HOSTS) return tooLarge(target, total, path);
  if (total > 0n || issues.length > 0 || unknown) return [];
  return [{ path: [...path, 'exclude'], code: 'target-all-excluded', message: 'Everything is excluded: leave at least one host to scan.' }];
}

/** Names the lines that are too large by themselves; else the sum. */
function tooLarge(target: HostsTarget, total: bigint, path: Path): Issue[] {
  const limit = `a scan takes at most ${group(TARGET_HOSTS)}`;
  const large = target.include.flatMap((line, i) => {
    const parsed = parseTargetEntry(line);
    if (!parsed.ok || parsed.value.kind === 'name' || sizeOf(parsed.value.range) <= TARGET_HOSTS) return [];
    const { family } = parsed.value.range;
    const message = `${line.trim()} holds ${group(sizeOf(parsed.value.range))} addresses; ${limit}: ${family === 4 ? '/16' : '/112'} or smaller would do.`;
    return [{ path: [...path, 'include', i], code: 'target-too-large', message }];
  });
  if (large.length > 0) return large;
  const message = `The target holds ${group(total)} hosts; ${limit}: exclude some, or make several schedules.`;
  return [{ path: [...path, 'include'], code: 'target-too-large', message }];
}

function parseAll(lines: readonly string[], path: Path = []): { entries: TargetEntry[]; issues: Issue[] } {
  const entries: TargetEntry[] = [];
  const issues: Issue[] = [];
  for (const [i, line] of lines.entries()) {
    const parsed = parseTargetEntry(line);
    if (parsed.ok) entries.push(parsed.value);
    else issues.push({ path: [...path, i], ...parsed.error });
  }
  return { entries, issues };
}

const group = (n: number | bigint): string => n.toString().replace(/\B(?=(\d{3})+$)/g, ',');
