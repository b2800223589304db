import { excludedHosts, leadsToExcluded, type TaggedAsset } from '../../domain/assets/excluded-hosts.ts';
import type { Reach } from '../../domain/assets/reach.ts';
import { isWithinReach } from '../../domain/assets/reach.ts';
import { isSelected, leftOutAsExcluded, skippedTags, whyNothingScannable } from '../../domain/assets/select-assets.ts';
import { countHosts, type GroupEntries, resolveHosts, type ScanHost, TARGET_HOSTS } from '../../domain/scans/targets.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Executor } from '../../storage/database.ts';
import { readGroups } from './group-store.ts';
import { type Candidate, readCandidates, readCarriers, readManagers, readTagNames } from './target-store.ts';

/** A target, and whose it is: an owner in a unit reaches the assets of that unit alone. */
export interface WantedTarget {
  readonly target: ScheduleTarget;
  readonly ownerId: string;
  readonly businessUnitId?: string | undefined;
}

/** What a target means at this moment. */
export interface ResolvedTarget {
  readonly hosts: readonly ScanHost[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
  /** Why there is no host. */
  readonly whyEmpty?: string | undefined;
  /** Of each included tag, how many scannable assets within reach carry it. */
  readonly perTag: ReadonlyMap<string, number>;
}

type TaggedTarget = Exclude<ScheduleTarget, { kind: 'hosts' }>;

interface Facts {
  readonly groups: GroupEntries;
  readonly candidates: readonly Candidate[];
  /** Of the excluded tags. */
  readonly carriers: readonly TaggedAsset[];
  readonly names: ReadonlyMap<string, string>;
  readonly managers: ReadonlySet<string>;
}

/** What each of the targets means, in a handful of statements for all of them. */
export async function resolveTargets(executor: Executor, wanted: readonly WantedTarget[]): Promise<readonly ResolvedTarget[]> {
  const facts = await readFacts(executor, wanted);
  // Many schedules aim at the same tags.
  const known = new Map<string, ResolvedTarget>();
  return wanted.map((one) => {
    if (one.target.kind === 'hosts') return resolveListed(one.target, facts.groups);
    const reach = reachOfOwner(one, facts.managers);
    const key = JSON.stringify([one.target, reach]);
    const resolved = known.get(key) ?? resolveTagged(one.target, reach, facts);
    known.set(key, resolved);
    return resolved;
  });
}

async function readFacts(executor: Executor, wanted: readonly WantedTarget[]): Promise<Facts> {
  const groupIds = new Set(wanted.flatMap(({ target }) => (target.kind === 'hosts' ? target.assetGroupIds : [])));
  const tagged = wanted.filter(({ target }) => target.kind !== 'hosts');
  const tagIds = new Set(
    tagged.flatMap(({ target }) => (target.kind === 'hosts' ? [] : [...target.include.tagIds, ...(target.exclude?.tagIds ?? [])])),
  );
  const excludedIds = new Set(tagged.flatMap(({ target }) => (target.kind === 'hosts' ? [] : (target.exclude?.tagIds ?? []))));
  const unitless = new Set(tagged.flatMap(({ ownerId, businessUnitId }) => (businessUnitId === undefined ? [ownerId] : [])));
  const groups = await readGroups(executor, [...groupIds]);
  return {
    groups: new Map(groups.map(({ id, entries }) => [id, entries])),
    candidates: await readCandidates(executor, [...tagIds]),
    carriers: await readCarriers(executor, [...excludedIds]),
    names: await readTagNames(executor, [...tagIds]),
    managers: await readManagers(executor, [...unitless]),
  };
}

/** A manager without a unit reaches everything; anybody else without one, what belongs to no unit. */
function reachOfOwner({ ownerId, businessUnitId }: WantedTarget, managers: ReadonlySet<string>): Reach {
  return businessUnitId === undefined && managers.has(ownerId) ? { kind: 'all' } : { kind: 'unit', businessUnitId };
}

function resolveListed(target: ScheduleTarget & { kind: 'hosts' }, groups: GroupEntries): ResolvedTarget {
  const hosts = resolveHosts(target, groups);
  const beyond = countHosts(target, groups) - hosts.length;
  const missing = target.assetGroupIds.filter((id) => !groups.has(id)).length;
  const notes = [...(beyond > 0 ? [leftOut(beyond)] : []), ...(missing > 0 ? [`${missing} of its asset groups were deleted.`] : [])];
  return { hosts, notes, perTag: new Map(), ...(hosts.length === 0 && { whyEmpty: 'No host: its asset groups name none.' }) };
}

function resolveTagged(target: TaggedTarget, reach: Reach, { candidates, carriers, names }: Facts): ResolvedTarget {
  const excluded = excludedHosts(target.exclude, carriers);
  const perTag = new Map(target.include.tagIds.map((id) => [id, 0]));
  const hosts = new Map<string, ScanHost>();
  let leadingAround = 0;
  for (const one of candidates) {
    if (!isWithinReach(reach, one.businessUnitId ?? undefined)) continue;
    if (target.kind === 'cloud' && one.connectorId !== target.connectorId) continue;
    for (const id of one.tagIds) if (perTag.has(id)) perTag.set(id, perTag.get(id)! + 1);
    if (!isSelected(target, new Set(one.tagIds))) continue;
    if (leadsToExcluded(excluded, one)) {
      leadingAround++;
      continue;
    }
    const host = hostOf(one);
    hosts.set('name' in host ? host.name : host.address, host);
  }
  const empty = [...perTag].flatMap(([id, count]) => (count === 0 ? [names.get(id) ?? 'a deleted tag'] : []));
  if (hosts.size === 0) return { hosts: [], notes: [], perTag, whyEmpty: whyNothingScannable(empty, target) };
  const beyond = hosts.size - TARGET_HOSTS;
  const notes = [
    ...(empty.length > 0 ? [skippedTags(empty)] : []),
    ...(leadingAround > 0 ? [leftOutAsExcluded(leadingAround)] : []),
    ...(beyond > 0 ? [leftOut(beyond)] : []),
  ];
  return { hosts: [...hosts.values()].slice(0, TARGET_HOSTS), notes, perTag };
}

/** What is known by its name is scanned by its name: its address may have changed since. */
const hostOf = ({ identity, address, name }: Candidate): ScanHost =>
  identity === 'name' || address === null ? { name: name ?? '' } : { address };

const leftOut = (hosts: number): string => `Left out ${hosts} hosts: a scan takes at most ${TARGET_HOSTS}.`;
