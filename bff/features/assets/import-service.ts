import { addressOrder } from '../../domain/assets/asset.ts';
import type { AssetLine } from '../../domain/assets/imported-asset.ts';
import { effectOf, keyOf, type PlannedLine, planImport } from '../../domain/assets/plan-import.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { type ImportedAsset, readKnown, upsertImported } from './asset-store.ts';
import { foreignLines, namesOf, readFile, refuseAny, tagIssues } from './check-import.ts';
import { ANY_ASSET, type MembershipKeeper } from './membership.ts';
import { addMembers, lockRules } from './membership-store.ts';
import { holdTagsByName, insertTag, readTagsByName, type TagRow } from './tag-store.ts';

export interface ImportDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly membership: MembershipKeeper;
}

interface CsvInput {
  readonly csv: string;
}

export interface ImportAnswer {
  readonly created: number;
  readonly updated: number;
  /** Lines that say what is known already. */
  readonly unchanged: number;
  readonly tagsCreated: number;
  readonly ignoredColumns: string[];
}

/** So many lines are shown with what they change, so many new tags by name. */
const SHOWN = 200;

/** Assets written in one statement. */
const BATCH = 5000;

/** Imports assets from CSV: all of them, or none and all that is wrong; and says before what it would do. */
export function createImport(deps: ImportDeps) {
  return {
    preview: async (actor: Actor, { csv }: CsvInput) => {
      const { assets, ignored } = await readFile(csv);
      const tags = await readTagsByName(deps.db, [...namesOf(assets).keys()]);
      const known = await readKnown(deps.db, assets.map(keyOf));
      refuseAny([...(await foreignLines(deps.db, actor, assets, known)), ...tagIssues(actor, assets, tags)]);
      const planned = planImport(assets, known);
      const newTags = [...namesOf(assets)].flatMap(([lower, name]) => (tags.has(lower) ? [] : [name]));
      const changing = planned.filter((line) => effectOf(line) !== 'same');
      return {
        ...{ ...countsOf(planned), tagsCreated: newTags.length, newTags: newTags.slice(0, SHOWN), ignoredColumns: [...ignored] },
        lines: changing.slice(0, SHOWN).map(present),
      };
    },
    import: async (actor: Actor, { csv }: CsvInput): Promise<ImportAnswer> => {
      const { assets, ignored } = await readFile(csv);
      return deps.uow(async (work) => {
        // Whoever reports hosts meanwhile waits, instead of locking the same assets in another order.
        await lockRules(work.tx);
        const tags = await holdTagsByName(work.tx, [...namesOf(assets).keys()]);
        const known = await readKnown(work.tx, assets.map(keyOf));
        refuseAny([...(await foreignLines(work.tx, actor, assets, known)), ...tagIssues(actor, assets, tags)]);
        const planned = planImport(assets, known);
        const { ids, tagsCreated } = await createTags(work, deps, assets, tags);
        await write(work, deps, actor, { planned, tagIds: ids });
        const answer = { ...countsOf(planned), tagsCreated, ignoredColumns: [...ignored] };
        await work.audit({ actor, action: 'assets.imported', objectType: 'asset', objectId: ANY_ASSET, after: answer });
        work.announce('assets', ANY_ASSET);
        return answer;
      });
    },
  };
}

function countsOf(planned: readonly PlannedLine[]) {
  const count = (effect: ReturnType<typeof effectOf>) => planned.filter((line) => effectOf(line) === effect).length;
  return { created: count('created'), updated: count('updated'), unchanged: count('same') };
}

function present(line: PlannedLine) {
  const { asset, known, changes, newTags } = line;
  const name = asset.name ?? known?.name;
  return {
    line: asset.line,
    effect: known === undefined ? ('created' as const) : ('updated' as const),
    ...(asset.address !== undefined && { address: asset.address }),
    ...(name !== undefined && { name }),
    changes: changes.map(({ field, before, after }) => ({ field, after, ...(before !== undefined && { before }) })),
    newTags: [...newTags],
  };
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

interface Plan {
  readonly planned: readonly PlannedLine[];
  /** By the name in lower case. */
  readonly tagIds: ReadonlyMap<string, string>;
}

async function write(work: Work, deps: ImportDeps, actor: Actor, { planned, tagIds }: Plan): Promise<void> {
  const changing = planned.filter(({ known, changes }) => known === undefined || changes.length > 0);
  const written = await writeAssets(work, deps, actor, changing);
  await assign(work, { planned, tagIds }, written);
  await deps.membership.assetsChanged(work, [...written.values()]);
}

/** Answers the ids, by address or name. */
async function writeAssets(work: Work, { clock, newId }: ImportDeps, actor: Actor, lines: readonly PlannedLine[]) {
  const reach = reachOf(actor, 'assets.write');
  const by = { unit: reach.kind === 'unit' ? reach.businessUnitId : undefined, at: clock() };
  const ids = new Map<string, string>();
  for (let from = 0; from < lines.length; from += BATCH) {
    const rows = lines.slice(from, from + BATCH).map(({ asset: { address, name, operatingSystem } }): ImportedAsset => {
      const order = address === undefined ? undefined : addressOrder(address);
      return { id: newId(), address, addressOrder: order, name, operatingSystem };
    });
    for (const { key, id } of await upsertImported(work.tx, rows, by)) ids.set(key, id);
  }
  return ids;
}

async function assign(work: Work, { planned, tagIds }: Plan, written: ReadonlyMap<string, string>): Promise<void> {
  const byTag = new Map<string, string[]>();
  for (const { asset, known, newTags } of planned) {
    const assetId = written.get(keyOf(asset)) ?? known?.id;
    if (assetId === undefined) continue;
    for (const name of newTags) {
      const tagId = tagIds.get(name.toLowerCase())!;
      const assetIds = byTag.get(tagId) ?? [];
      assetIds.push(assetId);
      byTag.set(tagId, assetIds);
    }
  }
  for (const [tagId, assetIds] of byTag) await addMembers(work.tx, tagId, assetIds, 'static');
}
