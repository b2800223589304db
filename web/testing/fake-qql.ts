import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import { checkQuery } from '#domain/qql/check-query';
import { complete } from '#domain/qql/complete';
import { CONTAINER_CATALOGUE } from '#domain/qql/container-tokens';
import { freezeNow } from '#domain/qql/freeze-now';
import { IMAGE_CATALOGUE } from '#domain/qql/image-tokens';
import { instant } from '#domain/time/instant';
import { SCENE_NOW } from './scene/identity.ts';

const os = implement(contract);
const NOW = instant(Date.parse(SCENE_NOW));
const CATALOGUES = { images: IMAGE_CATALOGUE, containers: CONTAINER_CATALOGUE };

/** The real language over a number of rows that is made up. */
export const fakeQql = () =>
  os.qql.router({
    check: os.qql.check.handler(({ input: { entity, query } }) => {
      const { problems } = checkQuery(query, CATALOGUES[entity], NOW);
      return {
        valid: problems.length === 0,
        ...(problems.length === 0 && { count: 1306, exact: true }),
        problems: problems.map((problem) => ({ ...problem, unfinished: problem.end >= query.length })),
        frozen: freezeNow(query, CATALOGUES[entity], NOW),
      };
    }),
    tokens: os.qql.tokens.handler(({ input }) => ({
      items: CATALOGUES[input.entity].tokens.map(({ name, kind, meaning, example, aliases = [], values = [] }) => ({
        ...{ name, kind, meaning, example },
        aliases: [...aliases],
        values: [...values],
      })),
    })),
    complete: os.qql.complete.handler(({ input: { entity, query, offset } }) => {
      const { items, start, end } = complete(query, offset, CATALOGUES[entity]);
      return { start, end, items: [...items] };
    }),
  });
