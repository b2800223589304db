import type { QqlCheck, QqlCompletions, QqlEntity, QqlTokenView } from '../../contract/qql.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Catalogue } from '../../domain/qql/catalogue.ts';
import { checkQuery } from '../../domain/qql/check-query.ts';
import { complete } from '../../domain/qql/complete.ts';
import { CONTAINER_CATALOGUE } from '../../domain/qql/container-tokens.ts';
import { freezeNow } from '../../domain/qql/freeze-now.ts';
import { IMAGE_CATALOGUE } from '../../domain/qql/image-tokens.ts';
import type { QqlProblem } from '../../domain/qql/problem.ts';
import type { Clock } from '../../domain/time/instant.ts';

/** What a typed query says and selects, before it is run. */
export interface SearchService {
  readonly check: (actor: Actor, asked: { readonly entity: QqlEntity; readonly query: string }) => Promise<QqlCheck>;
  readonly tokens: (entity: QqlEntity) => { items: QqlTokenView[] };
  readonly complete: (asked: { readonly entity: QqlEntity; readonly query: string; readonly offset: number }) => QqlCompletions;
}

const CATALOGUES: Readonly<Record<QqlEntity, Catalogue>> = { images: IMAGE_CATALOGUE, containers: CONTAINER_CATALOGUE };

/** How many rows that the person may see a query selects; not `exact`: at least so many. */
type Counting = (actor: Actor, query: string) => Promise<{ readonly count: number; readonly exact: boolean }>;

export interface SearchDeps {
  readonly clock: Clock;
  readonly counts: Readonly<Record<QqlEntity, Counting>>;
}

export const createSearchService = ({ clock, counts }: SearchDeps): SearchService => ({
  check: async (actor, { entity, query }) => {
    const now = clock();
    const { problems } = checkQuery(query, CATALOGUES[entity], now);
    return {
      valid: problems.length === 0,
      ...(problems.length === 0 ? await counts[entity](actor, query) : {}),
      problems: problems.map((problem) => ({ ...problem, unfinished: isUnfinished(problem, query) })),
      frozen: freezeNow(query, CATALOGUES[entity], now),
    };
  },
  tokens: (entity) => ({
    items: CATALOGUES[entity].tokens.map(({ name, kind, meaning, example, aliases = [], values = [] }) => ({
      ...{ name, kind, meaning, example },
      aliases: [...aliases],
      values: [...values],
    })),
  }),
  complete: ({ entity, query, offset }) => {
    const { items, ...span } = complete(query, offset, CATALOGUES[entity]);
    return { ...span, items: [...items] };
  },
});

/** Problems that go away by typing on, when they reach to the end. */
const MAY_GO_ON: ReadonlySet<string> = new Set([
  ...['token-unknown', 'operator-missing', 'condition-missing', 'value-missing', 'value-invalid', 'quote-open', 'bracket-open'],
  ...['keyword-missing', 'quotes-missing'],
]);

const isUnfinished = ({ code, end }: QqlProblem, query: string): boolean =>
  code === 'parenthesis-open' || (MAY_GO_ON.has(code) && end >= query.trimEnd().length);
