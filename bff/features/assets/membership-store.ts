import { sql } from 'drizzle-orm';
import type { TaggableAsset, TagRule } from '../../domain/assets/tag-rule.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { asset, assetTag, businessUnit, tag } = tables;

/** Advisory lock of the rules: whoever changes them holds it alone, whoever applies them shares it. */
export const RULES_LOCK = 4_208_114;

/** Nobody changes a rule until the end of the transaction. */
export async function holdRules(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${RULES_LOCK})`);
}

/** Nobody applies a rule until the end of the transaction: what they found before is committed and seen here. */
export async function lockRules(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${RULES_LOCK})`);
}

/** All tags that have a rule. */
export const readRules = (tx: Transaction): Promise<{ id: string; rule: TagRule }[]> =>
  tx.select({ id: tag.id, rule: tag.rule }).from(tag).where(sql`${tag.rule}->>'kind' <> 'static'`);

/** The networks of all business units, as entered. */
export const readUnits = (executor: Executor): Promise<{ id: string; name: string; networks: string[] }[]> =>
  executor.select({ id: businessUnit.id, name: businessUnit.name, networks: businessUnit.networks }).from(businessUnit);

/** What rules and units look at in an asset. */
export interface MembershipFacts extends TaggableAsset {
  readonly id: string;
  readonly businessUnitId: string | undefined;
  readonly importedFor: string | undefined;
}

const FACTS = {
  id: asset.id,
  address: asset.address,
  name: asset.name,
  operatingSystem: asset.operatingSystem,
  products: asset.products,
  cloudTags: asset.cloudTags,
  businessUnitId: asset.businessUnitId,
  importedFor: asset.importedFor,
};

/** The assets of these ids. */
export async function readFacts(tx: Transaction, ids: readonly string[]): Promise<MembershipFacts[]> {
  return (
    await tx
      .select(FACTS)
      .from(asset)
      .where(sql`${asset.id} in (${idsOf(ids)})`)
  ).map(toFacts);
}

/** All assets, a bounded number at a time. */
export async function* eachFacts(tx: Transaction, batch = 5000): AsyncGenerator<readonly MembershipFacts[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await tx.select(FACTS).from(asset).where(sql`${asset.id} > ${after}`).orderBy(asset.id).limit(batch);
    if (rows.length > 0) yield rows.map(toFacts);
    if (rows.length < batch) return;
    after = rows.at(-1)!.id;
  }
}

type Selected = { [K in keyof typeof FACTS]: (typeof FACTS)[K]['_']['data'] | null };

const toFacts = (row: Selected): MembershipFacts => ({
  id: row.id!,
  address: row.address ?? undefined,
  name: row.name ?? undefined,
  operatingSystem: row.operatingSystem ?? undefined,
  products: row.products ?? [],
  cloudTags: row.cloudTags ?? undefined,
  businessUnitId: row.businessUnitId ?? undefined,
  importedFor: row.importedFor ?? undefined,
});

const idsOf = (ids: readonly string[]) => sql`select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid`;

export interface Membership {
  readonly assetId: string;
  readonly tagId: string;
}

/** Makes exactly these the memberships by rule of the assets. */
export async function replaceRuleTags(tx: Transaction, assetIds: readonly string[], wanted: readonly Membership[]): Promise<void> {
  await tx.execute(sql`
    with wanted as (
      select asset_id, tag_id from jsonb_to_recordset(${JSON.stringify(wanted.map(toRow))}::jsonb) as x(asset_id uuid, tag_id uuid)
    ), gone as (
      delete from ${assetTag} where ${assetTag.assetId} in (${idsOf(assetIds)}) and ${assetTag.source} = 'rule'
        and not exists (select 1 from wanted w where w.asset_id = ${assetTag.assetId} and w.tag_id = ${assetTag.tagId})
    )
    insert into ${assetTag} (asset_id, tag_id, source) select asset_id, tag_id, 'rule' from wanted on conflict do nothing`);
}

const toRow = ({ assetId, tagId }: Membership) => ({ asset_id: assetId, tag_id: tagId });

/** Nobody carries the tag any more. */
export async function clearMembers(tx: Transaction, tagId: string): Promise<void> {
  await tx.execute(sql`delete from ${assetTag} where ${assetTag.tagId} = ${tagId}`);
}

/** Whoever carries the tag keeps it, as if it had been assigned. */
export async function keepMembers(tx: Transaction, tagId: string): Promise<void> {
  await tx.execute(sql`update ${assetTag} set source = 'static' where ${assetTag.tagId} = ${tagId}`);
}

/** The assets carry the tag from now on. Those that were deleted meanwhile are passed over. */
export async function addMembers(tx: Transaction, tagId: string, assetIds: readonly string[], source: 'rule' | 'static'): Promise<void> {
  if (assetIds.length === 0) return;
  await tx.execute(sql`
    insert into ${assetTag} (asset_id, tag_id, source)
    select id, ${tagId}::uuid, ${source} from (select ${asset.id} as id from ${asset} where ${asset.id} in (${idsOf(assetIds)}) for key share) as present
    on conflict do nothing`);
}

/** Makes exactly these the assigned tags of the asset. The tags have been checked. */
export async function replaceAssigned(tx: Transaction, assetId: string, tagIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    delete from ${assetTag} where ${assetTag.assetId} = ${assetId} and ${assetTag.source} = 'static'
      and ${assetTag.tagId} not in (${idsOf(tagIds)})`);
  await tx.execute(sql`
    insert into ${assetTag} (asset_id, tag_id, source) select ${assetId}::uuid, x.id, 'static' from (${idsOf(tagIds)}) as x(id) on conflict do nothing`);
}

/** Moves assets into their units; `null`: into none. */
export async function saveUnits(tx: Transaction, moves: readonly { readonly id: string; readonly unit: string | null }[]): Promise<void> {
  if (moves.length === 0) return;
  await tx.execute(sql`
    update ${asset} set business_unit_id = x.unit
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as x(id uuid, unit uuid) where ${asset.id} = x.id`);
}
