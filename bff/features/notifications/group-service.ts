import type { DistributionGroup, DistributionGroupInput, DistributionGroupRow } from '../../contract/distribution-groups.ts';
import type { ListInput } from '../../contract/page.ts';
import { can, type Permission } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { checkEmails } from '../../domain/notifications/email-address.ts';
import { refuse } from '../../domain/refusal.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database, Executor } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import * as store from './group-store.ts';

export interface GroupServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The groups that are told of silent appliances. */
  readonly alertGroupIds: (within: Executor) => Promise<readonly string[]>;
}

type Replacement = DistributionGroupInput & { readonly id: string; readonly revision: number };

/** The use cases of distribution groups: named lists of addresses that schedules tell (seed S6). */
export function createGroupService(deps: GroupServiceDeps) {
  const { db, uow } = deps;
  return {
    list: async (actor: Actor, input: ListInput) => {
      const request = unwrap({ filter: parseListFilter(input.query, store.GROUP_TERMS), page: readPageRequest(input, store.GROUP_SORTS) });
      const { views, nextCursor, count } = await store.listGroups(db, { ...request, actor });
      const alerted = await deps.alertGroupIds(db);
      const items = views.map((view): DistributionGroupRow => ({ ...present(actor, view, alerted), firstEmails: [...view.firstEmails] }));
      return { items, nextCursor, total: { count, exact: true } };
    },
    get: (actor: Actor, id: string) => answer(db, deps, actor, id),
    /** All that `create` and `replace` would refuse. The input is unread JSON. */
    check: (input: unknown) => check(db, input),
    create: (actor: Actor, input: DistributionGroupInput) => uow((work) => create(work, deps, actor, input)),
    replace: (actor: Actor, input: Replacement) => uow((work) => replace(work, deps, actor, input)),
    remove: (actor: Actor, id: string) => uow((work) => remove(work, deps, actor, id)),
  };
}

const owned = (row: { ownerId: string; businessUnitId: string | null }) => ({
  ownerId: row.ownerId,
  businessUnitId: row.businessUnitId ?? undefined,
});

function present(actor: Actor, view: store.GroupView, alerted: readonly string[]) {
  const { id, revision, name, emailCount, usedBy, businessUnitId } = view;
  return {
    ...{ id, revision, name, emailCount, usedBy, usedByAlerts: alerted.includes(id) },
    owner: { id: view.ownerId, name: view.ownerName },
    mayChange: can(actor, 'groups.write', owned(view)),
    ...(businessUnitId === null ? {} : { businessUnitId }),
  };
}

type Reading = Pick<GroupServiceDeps, 'alertGroupIds'>;

async function answer(executor: Executor, deps: Reading, actor: Actor, id: string): Promise<DistributionGroup> {
  const view = requireGroup(actor, 'groups.read', await store.readGroup(executor, id));
  return { ...present(actor, view, await deps.alertGroupIds(executor)), emails: [...view.emails] };
}

/** What a person may not see does not exist for them; what they may see and not do is refused as such. */
function requireGroup<Row extends { ownerId: string; businessUnitId: string | null }>(
  actor: Actor,
  permission: Permission,
  row: Row | undefined,
): Row {
  if (row === undefined || !can(actor, 'groups.read', owned(row))) throw refuse.notFound('distribution group');
  if (!can(actor, permission, owned(row))) throw refuse.notPermitted();
  return row;
}

async function check(executor: Executor, input: unknown): Promise<Issue[]> {
  const raw = (typeof input === 'object' && input !== null ? input : {}) as { id?: unknown; name?: unknown; emails?: unknown };
  // A line that is no text is told by the schema; it must not move the others.
  const lines = Array.isArray(raw.emails) ? raw.emails : [];
  const emails = lines.map((line, i) => (typeof line === 'string' ? line : `stand-in-${i}@example.org`));
  const issues = checkEmails(emails).filter(({ path }) => typeof lines[Number(path[1])] === 'string');
  const name = typeof raw.name === 'string' ? raw.name.trim() : '';
  const sameName = name === '' || name.length > 200 || name.includes('\0') ? undefined : await store.findGroupByName(executor, name);
  if (name.includes('\0')) issues.push({ path: ['name'], code: 'name-invalid', message: 'A name cannot hold the character NUL' });
  return sameName === undefined || sameName === raw.id ? issues : [...issues, nameTaken(name)];
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'distribution-group-name-taken',
  message: `There is a distribution group named "${name}" already: choose another name`,
});

/** For the audit log: whose addresses they are is nobody's business there. */
const noteOf = ({ name, emails }: { name: string; emails: readonly string[] }) => ({ name, addresses: emails.length });

async function create(work: Work, deps: GroupServiceDeps, actor: Actor, input: DistributionGroupInput) {
  const { clock, newId } = deps;
  const issues = await check(work.tx, input);
  if (issues.length > 0) throw refuse.invalid(issues);
  const id = newId();
  const fields = { name: input.name, emails: input.emails.map((email) => email.trim()) };
  const ownership = { ownerId: actor.userId, businessUnitId: actor.businessUnitId ?? null };
  const inserted = await store.insertGroup(work.tx, { id, ...fields, ...ownership, createdAt: new Date(clock()) });
  if (!inserted) throw refuse.invalid([nameTaken(input.name)]);
  await work.audit({ actor, action: 'distribution-group.created', objectType: 'distribution-group', objectId: id, after: noteOf(fields) });
  work.announce('notifications', id);
  return answer(work.tx, deps, actor, id);
}

async function replace(work: Work, deps: Reading, actor: Actor, { id, revision, ...input }: Replacement) {
  const before = requireGroup(actor, 'groups.write', await store.lockGroup(work.tx, id));
  if (before.revision !== revision) throw refuse.stale(await answer(work.tx, deps, actor, id));
  const issues = await check(work.tx, { ...input, id });
  if (issues.length > 0) throw refuse.invalid(issues);
  const after = { name: input.name, emails: input.emails.map((email) => email.trim()) };
  if (!(await store.updateGroup(work.tx, id, after))) throw refuse.invalid([nameTaken(input.name)]);
  const note = { actor, action: 'distribution-group.changed', objectType: 'distribution-group', objectId: id };
  await work.audit({ ...note, before: noteOf(before), after: noteOf(after) });
  work.announce('notifications', id);
  return answer(work.tx, deps, actor, id);
}

/** How many schedules a refusal names; the rest is counted. */
const NAMED = 20;

async function remove(work: Work, deps: Reading, actor: Actor, id: string): Promise<void> {
  const before = requireGroup(actor, 'groups.write', await store.lockGroup(work.tx, id));
  const using = await store.schedulesUsing(work.tx, id, actor);
  if (using.length > 0) throw refuse.conflict(inUse(before.name, using));
  const isAlerted = (await deps.alertGroupIds(work.tx)).includes(id);
  if (isAlerted) throw refuse.conflict(`"${before.name}" is told of silent appliances: take it out of Setup, Alerts, then delete it`);
  await store.deleteGroup(work.tx, id);
  await work.audit({
    actor,
    action: 'distribution-group.removed',
    objectType: 'distribution-group',
    objectId: id,
    before: noteOf(before),
  });
  work.announce('notifications', id);
}

function inUse(name: string, using: readonly { title: string; visible: boolean }[]): string {
  const seen = using.filter(({ visible }) => visible).map(({ title }) => `"${title}"`);
  const more = using.length - Math.min(seen.length, NAMED);
  const named = [...seen.slice(0, NAMED), ...(more === 0 ? [] : [`${more} ${seen.length === 0 ? 'that you may not see' : 'more'}`])];
  return `"${name}" is told by ${using.length === 1 ? 'this schedule' : 'these schedules'}: ${named.join(', ')}. Take it out of their notifications, then delete it`;
}
