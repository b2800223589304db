import { and, sql } from 'drizzle-orm';
import type { Issue } from '../../domain/issue.ts';
import { ok, type Result } from '../../domain/result.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { tables } from '../../storage/database.ts';
import { likePart } from '../../storage/keyset-page.ts';
import type { ListCondition } from './image-list-store.ts';

const { image, imageName, container } = tables;

/** Makes the query of a list into a condition over its table, or says what is wrong with it, at `["query"]`. */
export type QueryCompiler = (
  entity: 'images' | 'containers',
  query: string | undefined,
  now: Instant,
) => Result<ListCondition, readonly Issue[]>;

/** Free words alone: each must be part of a name or an id. */
export const compileWords: QueryCompiler = (entity, query) => {
  const filter = parseListFilter(query, {});
  if (!filter.ok) return filter;
  const conditions = filter.value.words.map((word) => {
    const part = likePart(word);
    return entity === 'images'
      ? sql`(${image.sha} like ${part} or exists (select 1 from ${imageName} where ${imageName.imageId} = ${image.id} and ${imageName.reference} ilike ${part}))`
      : sql`(${container.sha} like ${part} or ${container.name} ilike ${part} or ${container.hostName} ilike ${part} or ${container.imageName} ilike ${part})`;
  });
  return ok(and(...conditions));
};
