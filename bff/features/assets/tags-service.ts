import type { ListInput } from '../../contract/page.ts';
import type { Tag, TagInput } from '../../contract/tags.ts';
import { reachOf } from '../../domain/assets/reach.ts';
import { checkTagRule, compileTagRule, type TagRule } from '../../domain/assets/tag-rule.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { UNUSED, whyStillUsed } from '../../domain/schedules/schedule-usage.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { valid } from './assets-service.ts';
import type { UsageReader } from './collaborators.ts';
import type { MembershipKeeper } from './membership.ts';
import { lockRules } from './membership-store.ts';
import {
  countAssets,
  deleteTag,
  insertTag,
  listTags,
  lockTag,
  readTag,
  TAG_SORTS,
  TAG_TERMS,
  type TagRow,
  updateTag,
} from './tag-store.ts';
import { eachTaggable } from './taggable-store.ts';

export interface TagsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly membership: MembershipKeeper;
  readonly usage: UsageReader;
}

type Replacement = TagInput & { readonly id: string; readonly revision: number };

/** What people do with tags. Tags belong to the account; how many assets carry one is told as far as the caller sees them. */
export function createTagsService(deps: TagsDeps) {
  const { db, uow } = deps;
  return {
    list: async (actor: Actor, input: ListInput) => {
      const filter = valid(parseListFilter(input.query, TAG_TERMS));
      const page = valid(readPageRequest(input, TAG_SORTS));
      const { rows, nextCursor, count } = await listTags(db, { filter, page });
      return { items: await present(deps, db, actor, rows), nextCursor, total: { count, exact: true } };
    },
    preview: (actor: Actor, rule: TagRule) => previewRule(db, actor, rule),
    get: (actor: Actor, id: string) => presentOne(deps, db, actor, id),
    create: (actor: Actor, input: TagInput) => uow((work) => createTag(deps, work, actor, input)),
    replace: (actor: Actor, input: Replacement) => uow((work) => replaceTag(deps, work, actor, input)),
    remove: (actor: Actor, id: string): Promise<void> => uow((work) => removeTag(deps, work, actor, id)),
  };
}

async function present({ usage }: TagsDeps, executor: Executor, actor: Actor, rows: readonly TagRow[]): Promise<Tag[]> {
  const ids = rows.map(({ id }) => id);
  const counts = await countAssets(executor, reachOf(actor, 'assets.read'), ids);
  const used = await usage.schedulesUsing(executor, { actor, thing: 'tag', ids });
  return rows.map(({ createdAt, rule, ...row }) => ({
    ...row,
    rule: rule as Tag['rule'],
    assetCount: counts.get(row.id) ?? 0,
    usedBy: used.get(row.id) ?? UNUSED,
    createdAt: createdAt.toISOString(),
  }));
}

async function presentOne(deps: TagsDeps, executor: Executor, actor: Actor, id: string): Promise<Tag> {
  const row = await readTag(executor, id);
  if (row === undefined) throw refuse.notFound('tag');
  return (await present(deps, executor, actor, [row]))[0]!;
}

async function createTag(deps: TagsDeps, work: Work, actor: Actor, { name, rule }: TagInput): Promise<Tag> {
  refuseBadRule(rule);
  const id = deps.newId();
  if ((await insertTag(work.tx, id, { name, rule }, deps.clock())) === 'taken') throw nameTaken(name);
  await deps.membership.ruleChanged(work, { id, rule });
  await work.audit({ actor, action: 'tag.created', objectType: 'tag', objectId: id, after: { name, rule } });
  return presentOne(deps, work.tx, actor, id);
}

async function replaceTag(deps: TagsDeps, work: Work, actor: Actor, { id, revision, name, rule }: Replacement): Promise<Tag> {
  refuseBadRule(rule);
  const { name: nameBefore, rule: ruleBefore, revision: current } = await lockBehindRules(work, id);
  if (current !== revision) throw refuse.stale(await presentOne(deps, work.tx, actor, id));
  if ((await updateTag(work.tx, id, { name, rule })) === 'taken') throw nameTaken(name);
  if (!sameRule(ruleBefore, rule)) await deps.membership.ruleChanged(work, { id, rule, before: ruleBefore });
  const change = { before: { name: nameBefore, rule: ruleBefore }, after: { name, rule } };
  await work.audit({ actor, action: 'tag.changed', objectType: 'tag', objectId: id, ...change });
  work.announce('assets', id);
  return presentOne(deps, work.tx, actor, id);
}

async function removeTag({ usage }: TagsDeps, work: Work, actor: Actor, id: string): Promise<void> {
  const { name, rule } = await lockBehindRules(work, id);
  const used = await usage.schedulesUsing(work.tx, { actor, thing: 'tag', ids: [id] });
  const why = whyStillUsed('tag', used.get(id) ?? UNUSED);
  if (why !== undefined) throw refuse.conflict(why);
  await deleteTag(work.tx, id);
  await work.audit({ actor, action: 'tag.removed', objectType: 'tag', objectId: id, before: { name, rule } });
  work.announce('assets', id);
}

/** The lock of the rules before that of the tag: whoever assigns tags takes them in this order. */
async function lockBehindRules(work: Work, id: string): Promise<TagRow> {
  await lockRules(work.tx);
  const row = await lockTag(work.tx, id);
  if (row === undefined) throw refuse.notFound('tag');
  return row;
}

/** So many of the assets that a rule fits are named. */
const EXAMPLES = 3;

async function previewRule(db: Database, actor: Actor, rule: TagRule): Promise<{ assets: number; examples: string[] }> {
  refuseBadRule(rule);
  if (rule.kind === 'static') return { assets: 0, examples: [] };
  const fits = compileTagRule(rule);
  let assets = 0;
  const examples: string[] = [];
  for await (const facts of eachTaggable(db, { rule, reach: reachOf(actor, 'assets.read') })) {
    for (const one of facts) {
      if (!fits(one)) continue;
      assets++;
      if (examples.length < EXAMPLES) examples.push(one.name ?? one.address ?? 'an instance without a name');
    }
  }
  return { assets, examples };
}

const sameRule = (a: TagRule, b: TagRule): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (rule: TagRule) => Object.entries(rule).sort(([a], [b]) => (a < b ? -1 : 1));

function refuseBadRule(rule: TagRule): void {
  const issues = checkTagRule(rule);
  if (issues.length > 0) throw refuse.invalid(issues);
}

const nameTaken = (name: string) => refuse.invalid([taken(name)]);
const taken = (name: string): Issue => ({
  path: ['name'],
  code: 'tag-name-taken',
  message: `There is a tag named “${name}” already: choose another name`,
});
