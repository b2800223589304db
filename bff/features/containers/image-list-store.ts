import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { KeysetPage, SortFields } from '../../storage/keyset-page.ts';
import { countUpTo, eachBatch, type ListReading, readListPage } from '../../storage/list-page.ts';
import { imageWithinReach } from './within-units-store.ts';

const { image, imageName } = tables;
export type ImageRow = typeof image.$inferSelect;

/** What the query of a list became: a condition over the columns of its table. Undefined: everything. */
export type ListCondition = SQL | undefined;

/** Worst first: one more finding of severity 5 outweighs any number of 4. */
const worst = sql`(${image.severity5Count}::bigint * 1000000 + ${image.severity4Count})`;

export const IMAGE_SORTS: SortFields = {
  fields: {
    updated: { by: image.updated, type: 'instant' },
    lastVmScanDate: { by: image.lastVmScanDate, type: 'instant', nullable: true },
    created: { by: image.created, type: 'instant', nullable: true },
    size: { by: image.size, type: 'integer', nullable: true },
    severity: { by: worst, type: 'integer' },
    fixable: { by: image.fixableCount, type: 'integer' },
    containers: { by: image.containerCount, type: 'integer' },
    hosts: { by: image.hostCount, type: 'integer' },
  },
  id: image.id,
  standard: 'updated:desc',
};

export interface ImageListRequest {
  readonly reach: Reach;
  readonly condition: ListCondition;
  readonly page: KeysetPage;
}

const reading = (
  executor: Executor,
  { reach, condition, page }: ImageListRequest,
): ListReading<{ row: ImageRow; id: string; sortValue: string | null }> => ({
  page,
  sorts: IMAGE_SORTS,
  matching: and(imageWithinReach(reach), condition),
  rows: ({ where, orderBy, limit, sortValue }) =>
    executor.select({ row: image, id: image.id, sortValue }).from(image).where(where).orderBy(orderBy).limit(limit),
  count: (where, limit) => countRows(executor, where, limit),
});

async function countRows(executor: Executor, where: SQL | undefined, limit: number): Promise<number> {
  const some = executor.select({ one: sql`1` }).from(image).where(where).limit(limit).as('some');
  const [row] = await executor.select({ count: sql<number>`count(*)::int` }).from(some);
  return row!.count;
}

/** How many match. */
export const countImages = (executor: Executor, { reach, condition }: Omit<ImageListRequest, 'page'>) =>
  countUpTo(and(imageWithinReach(reach), condition), (where, limit) => countRows(executor, where, limit));
export const listImages = (executor: Executor, request: ImageListRequest) => readListPage(reading(executor, request));
/** All that match, a bounded number at a time. */
export const eachImage = (executor: Executor, request: ImageListRequest) => eachBatch(reading(executor, request));

export async function readImage(executor: Executor, reach: Reach, id: string): Promise<ImageRow | undefined> {
  const [row] = await executor
    .select()
    .from(image)
    .where(and(eq(image.id, id), imageWithinReach(reach)));
  return row;
}

/** Names that a list shows of one image. */
const NAMES_SHOWN = 20;

/** The names of these images: tags first, the first few of each, with how many tags there are. */
export async function readNames(executor: Executor, imageIds: readonly string[]) {
  if (imageIds.length === 0) return [];
  const ranked = executor
    .select({
      imageId: imageName.imageId,
      registry: imageName.registry,
      repository: imageName.repository,
      tag: imageName.tag,
      digest: imageName.digest,
      tags: sql<number>`(count(${imageName.tag}) over (partition by ${imageName.imageId}))::int`.as('tags'),
      rank: sql<number>`row_number() over (partition by ${imageName.imageId}, ${imageName.digest} is null order by ${imageName.reference})`.as(
        'rank',
      ),
    })
    .from(imageName)
    .where(inArray(imageName.imageId, [...imageIds]))
    .as('ranked');
  return executor.select().from(ranked).where(sql`${ranked.rank} <= ${NAMES_SHOWN}`).orderBy(ranked.imageId, ranked.rank);
}
export type NameRow = Awaited<ReturnType<typeof readNames>>[number];
