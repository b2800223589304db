import { addressOrder } from '../../domain/assets/asset.ts';
import { type AssetLine, readAssetLines, readColumns } from '../../domain/assets/imported-asset.ts';
import { isWithinReach, reachOf } from '../../domain/assets/reach.ts';
import { compileUnits } from '../../domain/assets/unit-of-address.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { type ImportedAsset, readKnown, upsertImported } from './asset-store.ts';
import { ANY_ASSET, type MembershipKeeper } from './membership.ts';
import { addMembers, lockRules, readUnits } from './membership-store.ts';
import { readCsv } from './read-csv.ts';
import { holdTagsByName, insertTag, type TagRow } from './tag-store.ts';

export interface ImportDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly membership: MembershipKeeper;
}

export interface ImportAnswer {
  readonly created: number;
  readonly updated: number;
  readonly tagsCreated: number;
  readonly ignoredColumns: string[];
}

/** So many bad lines are told one by one, the rest as a number. */
const TOLD = 1000;

/** Imports assets from CSV: all of them, or none and all that is wrong. */
export function createImport(deps: ImportDeps) {
  return async (actor: Actor, { csv }: { readonly csv: string }): Promise<ImportAnswer> => {
    const { assets, ignored } = readFile(csv);
    return deps.uow(async (work) => {
      // Whoever reports hosts meanwhile waits, instead of locking the same assets in another order.
      await lockRules(work.tx);
      const tags = await holdTagsByName(work.tx, [...namesOf(assets).keys()]);
      refuseAny([...(await foreignLines(work, actor, assets)), ...tagIssues(actor, assets, tags)]);
      const { ids, tagsCreated } = await createTags(work, deps, assets, tags);
      const written = await writeAssets(work, deps, actor, assets);
      await assign(work, assets, { ids, assetIds: new Map(written.map(({ key, id }) => [key, id])) });
      await deps.membership.assetsChanged(
        work,
        written.map(({ id }) => id),
      );
      const created = written.filter((one) => one.created).length;
      const answer = { created, updated: written.length - created, tagsCreated, ignoredColumns: [...ignored] };
      await work.audit({ actor, action: 'assets.imported', objectType: 'asset', objectId: ANY_ASSET, after: answer });
      work.announce('assets', ANY_ASSET);
      return answer;
    });
  };
}

function readFile(csv: string) {
  const records = readCsv(csv);
  if (!records.ok) throw refuse.invalid(records.error);
  const [head, ...rest] = records.value;
  const columns = readColumns(head);
  if (!columns.ok) throw refuse.invalid(columns.error);
  const { assets, issues } = readAssetLines(columns.value, rest);
  refuseAny(issues);
  return { assets, ignored: columns.value.ignored };
}

function refuseAny(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const inOrder = [...issues].sort((a, b) => Number(a.path[1] ?? 0) - Number(b.path[1] ?? 0));
  const rest = inOrder.length - TOLD;
  const more = { path: ['csv'], code: 'csv-more', message: `${rest} more lines are wrong. Correct these first.` };
  throw refuse.invalid(rest > 0 ? [...inOrder.slice(0, TOLD), more] : inOrder);
}

const keyOf = ({ address, name }: Pick<AssetLine, 'address' | 'name'>): string => address ?? name ?? '';

/** Lines about assets that are another unit's, or would be. */
async function foreignLines(work: Work, actor: Actor, assets: readonly AssetLine[]): Promise<Issue[]> {
  const reach = reachOf(actor, 'assets.write');
  if (reach.kind === 'all') return [];
  const known = new Map((await readKnown(work.tx, assets.map(keyOf))).map((one) => [one.key, one]));
  const unitOf = compileUnits(await readUnits(work.tx));
  return assets.flatMap((asset): Issue[] => {
    const before = known.get(keyOf(asset));
    const owner = (asset.address === undefined ? undefined : unitOf(asset.address)) ?? before?.businessUnitId ?? undefined;
    const isNew = before === undefined && owner === undefined;
    if (isNew || isWithinReach(reach, owner)) return [];
    const message = `Line ${asset.line}: ${keyOf(asset)} is an asset outside your business unit: ask a manager to import it.`;
    return [{ path: ['csv', asset.line], code: 'asset-outside-unit', message }];
  });
}

/** The names of all tags, as first written, by their lower-case form. */
function namesOf(assets: readonly AssetLine[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { tags } of assets) for (const name of tags) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  return names;
}

function tagIssues(actor: Actor, assets: readonly AssetLine[], tags: ReadonlyMap<string, TagRow>): Issue[] {
  const mayCreate = can(actor, 'tags.write');
  return assets.flatMap(({ line, tags: names }) =>
    names.flatMap((name): Issue[] => {
      const kind = tags.get(name.toLowerCase())?.rule.kind;
      if (kind === 'static' || (kind === undefined && mayCreate)) return [];
      const why = kind === undefined ? 'There is no tag' : 'A rule assigns the tag by itself:';
      return [{ path: ['csv', line], code: 'tag-not-assignable', message: `Line ${line}: ${why} “${name}”. A static tag would do.` }];
    }),
  );
}

async function createTags(work: Work, { clock, newId }: ImportDeps, assets: readonly AssetLine[], known: ReadonlyMap<string, TagRow>) {
  const ids = new Map([...known].map(([name, { id }]) => [name, id]));
  let tagsCreated = 0;
  for (const [lower, name] of namesOf(assets)) {
    if (ids.has(lower)) continue;
    const id = newId();
    const saved = await insertTag(work.tx, id, { name, rule: { kind: 'static' } }, clock());
    if (saved === 'taken') throw refuse.conflict(`Somebody has just created the tag “${name}”: import the file again`);
    ids.set(lower, id);
    tagsCreated++;
  }
  return { ids, tagsCreated };
}

async function writeAssets(work: Work, { clock, newId }: ImportDeps, actor: Actor, assets: readonly AssetLine[]) {
  const rows = assets.map(({ address, name, operatingSystem }): ImportedAsset => {
    const order = address === undefined ? undefined : addressOrder(address);
    return { id: newId(), address, addressOrder: order, name, operatingSystem };
  });
  const reach = reachOf(actor, 'assets.write');
  return upsertImported(work.tx, rows, { unit: reach.kind === 'unit' ? reach.businessUnitId : undefined, at: clock() });
}

async function assign(
  work: Work,
  assets: readonly AssetLine[],
  known: { readonly ids: ReadonlyMap<string, string>; readonly assetIds: ReadonlyMap<string, string> },
): Promise<void> {
  const byTag = new Map<string, string[]>();
  for (const asset of assets) {
    for (const name of asset.tags) {
      const tagId = known.ids.get(name.toLowerCase())!;
      const assetIds = byTag.get(tagId) ?? [];
      assetIds.push(known.assetIds.get(keyOf(asset))!);
      byTag.set(tagId, assetIds);
    }
  }
  for (const [tagId, assetIds] of byTag) await addMembers(work.tx, tagId, assetIds, 'static');
}
