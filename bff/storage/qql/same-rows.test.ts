import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalogue } from '../../domain/qql/catalogue.ts';
import { checkQuery } from '../../domain/qql/check-query.ts';
import { CONTAINER_CATALOGUE } from '../../domain/qql/container-tokens.ts';
import { evaluate } from '../../domain/qql/evaluate.ts';
import { IMAGE_CATALOGUE } from '../../domain/qql/image-tokens.ts';
import { type TestDatabase, testDatabase } from '../../testing/test-database.ts';
import { CONTAINER_FIELDS } from './container-fields.ts';
import { imageFields } from './image-fields.ts';
import type { Field } from './scan-fields.ts';
import { type KnownRow, NOW, qqlWorld } from './testing/qql-world.ts';
import { randomQuery } from './testing/random-query.ts';
import { toSql } from './to-sql.ts';

/** Of each list. `QQL_QUERIES=5000` runs 10,000 in all: 16 s, too long for every run. */
const QUERIES = Number(process.env.QQL_QUERIES ?? 600);
const BATCH = 100;

let database: TestDatabase;
let world: Awaited<ReturnType<typeof qqlWorld>>;
beforeAll(async () => {
  database = await testDatabase();
  world = await qqlWorld(database.db);
});
afterAll(() => database.close());

interface Listing<Name extends string> {
  readonly table: 'image' | 'container';
  readonly catalogue: Catalogue<Name>;
  readonly fields: Readonly<Record<Name, Field>>;
  readonly rows: readonly KnownRow<Name>[];
}

async function compare<Name extends string>({ table, catalogue, fields, rows }: Listing<Name>) {
  const queries = fc.sample(randomQuery(catalogue), { numRuns: QUERIES, seed: 20_260_331 });
  const checked = queries.map((query) => ({ query, ...checkQuery(query, catalogue, NOW) })).filter(({ problems }) => problems.length === 0);
  let selected = 0;
  for (let from = 0; from < checked.length; from += BATCH) {
    const part = checked.slice(from, from + BATCH);
    const columns = sql.join(
      part.map(({ condition }) => sql`coalesce(${toSql(condition, fields)}, false)`),
      sql`, `,
    );
    const { rows: answered } = await database.db.execute<{ id: string; verdicts: boolean[] }>(
      sql`select id, array[${columns}] as verdicts from ${sql.identifier(table)}`,
    );
    const byId = new Map(answered.map(({ id, verdicts }) => [id, verdicts]));
    for (const [at, { query, condition }] of part.entries()) {
      const inMemory = rows.filter(({ values }) => evaluate(condition, (name) => values[name])).map(({ id }) => id);
      const inSql = rows.filter(({ id }) => byId.get(id)![at]).map(({ id }) => id);
      expect({ query, rows: inSql }).toEqual({ query, rows: inMemory });
      selected += inMemory.length;
    }
  }
  return { checked: checked.length, share: selected / checked.length / rows.length };
}

// Empty ranges are problems: a few of a hundred. Most queries must select something, and not all.
const enough = ({ checked, share }: { checked: number; share: number }) => {
  expect(checked).toBeGreaterThan(QUERIES * 0.8);
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.9);
};

test(`SQL and memory select the same images for ${QUERIES} generated queries`, async () => {
  enough(await compare({ table: 'image', catalogue: IMAGE_CATALOGUE, fields: imageFields({ kind: 'all' }), rows: world.images }));
});

test(`SQL and memory select the same containers for ${QUERIES} generated queries`, async () => {
  enough(await compare({ table: 'container', catalogue: CONTAINER_CATALOGUE, fields: CONTAINER_FIELDS, rows: world.containers }));
});
