import { and, asc, gt } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { TaggableAsset, TagRule } from '../../domain/assets/tag-rule.ts';
import { type Executor, tables } from '../../storage/database.ts';
import { withinReach } from '../../storage/within-reach.ts';

const { asset } = tables;

/** Assets read in one statement. */
const BATCH = 5000;
const FIRST = '00000000-0000-0000-0000-000000000000';

interface Wanted {
  readonly rule: TagRule;
  readonly reach: Reach;
}

/** All assets within reach, as far as the rule looks at them. The function that judges rules stays the only one that knows what they mean. */
export async function* eachTaggable(executor: Executor, { rule, reach }: Wanted): AsyncGenerator<readonly TaggableAsset[]> {
  const { id, address, name, operatingSystem, products, cloudTags } = asset;
  const looksAt = {
    ...{ id, address, name },
    ...(rule.kind === 'product' && { operatingSystem, products }),
    ...(rule.kind === 'cloud' && { cloudTags }),
  };
  for (let after: string | undefined = FIRST; after !== undefined; ) {
    const rows: Partial<typeof asset.$inferSelect>[] = await executor
      .select(looksAt)
      .from(asset)
      .where(and(gt(id, after), withinReach(reach, asset.businessUnitId)))
      .orderBy(asc(id))
      .limit(BATCH);
    yield rows.map(toTaggable);
    after = rows.length < BATCH ? undefined : rows.at(-1)?.id;
  }
}

const toTaggable = (row: Partial<typeof asset.$inferSelect>): TaggableAsset => ({
  address: row.address ?? undefined,
  name: row.name ?? undefined,
  operatingSystem: row.operatingSystem ?? undefined,
  products: row.products ?? [],
  cloudTags: row.cloudTags ?? undefined,
});
