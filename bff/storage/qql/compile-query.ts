import type { SQL } from 'drizzle-orm';
import type { Reach } from '../../domain/assets/reach.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Catalogue } from '../../domain/qql/catalogue.ts';
import { checkQuery } from '../../domain/qql/check-query.ts';
import { CONTAINER_CATALOGUE } from '../../domain/qql/container-tokens.ts';
import { IMAGE_CATALOGUE } from '../../domain/qql/image-tokens.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { CONTAINER_FIELDS } from './container-fields.ts';
import { imageFields } from './image-fields.ts';
import type { Field } from './scan-fields.ts';
import { toSql } from './to-sql.ts';

type Entity = 'images' | 'containers';

export interface QueryText {
  /** Undefined or empty: everything. */
  readonly query: string | undefined;
  readonly now: Instant;
  /** Of who asks: an image that several units have is not found by the host of another one. */
  readonly reach: Reach;
}

/** The text of a query as the `where` of its list (undefined: everything), or all that is wrong with it. */
export function compileQuery(entity: Entity, asked: QueryText): Result<SQL | undefined, readonly Issue[]> {
  return entity === 'images'
    ? compileWith(IMAGE_CATALOGUE, imageFields(asked.reach), asked)
    : compileWith(CONTAINER_CATALOGUE, CONTAINER_FIELDS, asked);
}

function compileWith<Name extends string>(
  catalogue: Catalogue<Name>,
  fields: Readonly<Record<Name, Field>>,
  { query = '', now }: QueryText,
): Result<SQL | undefined, readonly Issue[]> {
  const { condition, problems } = checkQuery(query, catalogue, now);
  if (problems.length === 0) return ok(toSql(condition, fields));
  return err(
    problems.map(({ code, message, start, end, suggestion }) => {
      const perhaps = suggestion === undefined || suggestion === '' ? '' : ` Perhaps: ${suggestion}`;
      return { path: ['query'], code, message: `${message} (characters ${start + 1} to ${Math.max(end, start + 1)}).${perhaps}` };
    }),
  );
}
