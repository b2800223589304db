import { type AssetColumns, type AssetLine, type AssetLines, createAssetLines, readColumns } from '../../domain/assets/imported-asset.ts';
import { type KnownAsset, keyOf } from '../../domain/assets/plan-import.ts';
import { isWithinReach, reachOf } from '../../domain/assets/reach.ts';
import { compileUnits } from '../../domain/assets/unit-of-address.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Executor } from '../../storage/database.ts';
import { readUnits } from './membership-store.ts';
import { readCsv } from './read-csv.ts';
import type { TagRow } from './tag-store.ts';

/** So many bad lines are told one by one, the rest as a number. */
const TOLD = 1000;
/** A column that was taken for the tags by mistake would make as many of them as there are lines. */
const NEW_TAGS = 1000;

/** The assets of a file, or a refusal with everything that is wrong with it. */
export async function readFile(csv: string): Promise<{ readonly assets: readonly AssetLine[]; readonly ignored: readonly string[] }> {
  let columns: ReturnType<typeof readColumns> | undefined;
  let lines: AssetLines | undefined;
  const broken = await readCsv(csv, (record) => {
    if (lines !== undefined) return lines.take(record);
    columns = readColumns(record);
    if (!columns.ok) return 'enough';
    lines = createAssetLines(columns.value);
    return 'more';
  });
  const { ignored } = columnsOf(columns, broken);
  refuseAny([...(lines?.issues ?? []), ...(broken === undefined ? [] : [broken])]);
  return { assets: lines?.assets ?? [], ignored };
}

function columnsOf(columns: ReturnType<typeof readColumns> | undefined, broken: Issue | undefined): AssetColumns {
  if (columns === undefined && broken !== undefined) throw refuse.invalid([broken]);
  const found = columns ?? readColumns(undefined);
  if (!found.ok) throw refuse.invalid(found.error);
  return found.value;
}

/** Refuses with all of them, in the order of the lines. */
export function refuseAny(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const inOrder = [...issues].sort((a, b) => Number(a.path[1] ?? 0) - Number(b.path[1] ?? 0));
  const rest = inOrder.length - TOLD;
  const more = { path: ['csv'], code: 'csv-more', message: `${rest} more lines are wrong. Correct these first.` };
  throw refuse.invalid(rest > 0 ? [...inOrder.slice(0, TOLD), more] : inOrder);
}

/** Lines about assets that are another unit's, or would be. */
export async function foreignLines(
  executor: Executor,
  actor: Actor,
  assets: readonly AssetLine[],
  known: ReadonlyMap<string, KnownAsset>,
): Promise<Issue[]> {
  const reach = reachOf(actor, 'assets.write');
  if (reach.kind === 'all') return [];
  const unitOf = compileUnits(await readUnits(executor));
  return assets.flatMap((asset): Issue[] => {
    const before = known.get(keyOf(asset));
    const owner = (asset.address === undefined ? undefined : unitOf(asset.address)) ?? before?.businessUnitId;
    const isNew = before === undefined && owner === undefined;
    if (isNew || isWithinReach(reach, owner)) return [];
    const message = `Line ${asset.line}: ${keyOf(asset)} is an asset outside your business unit: ask a manager to import it.`;
    return [{ path: ['csv', asset.line], code: 'asset-outside-unit', message }];
  });
}

/** The names of all tags, as first written, by their lower-case form. */
export function namesOf(assets: readonly AssetLine[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { tags } of assets) for (const name of tags) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  return names;
}

/** Tags that cannot be assigned by a file, and too many new ones. */
export function tagIssues(actor: Actor, assets: readonly AssetLine[], tags: ReadonlyMap<string, TagRow>): Issue[] {
  const mayCreate = can(actor, 'tags.write');
  const created = [...namesOf(assets).keys()].filter((name) => !tags.has(name)).length;
  if (mayCreate && created > NEW_TAGS) {
    const message = `The file would create ${created} tags, more than ${NEW_TAGS}: look whether the column tags holds something else.`;
    return [{ path: ['csv'], code: 'csv-too-many-tags', message }];
  }
  return assets.flatMap(({ line, tags: names }) =>
    names.flatMap((name): Issue[] => {
      const kind = tags.get(name.toLowerCase())?.rule.kind;
      if (kind === 'static' || (kind === undefined && mayCreate)) return [];
      const why = kind === undefined ? 'There is no tag' : 'A rule assigns the tag by itself:';
      return [{ path: ['csv', line], code: 'tag-not-assignable', message: `Line ${line}: ${why} “${name}”. A static tag would do.` }];
    }),
  );
}
