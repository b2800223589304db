import type { OptionProfile as OptionProfileView } from '../../contract/profiles.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { formatPortList, parsePortList } from '../../domain/scans/port-list.ts';
import { type ScheduleUsage, UNUSED, whyStillUsed } from '../../domain/schedules/schedule-usage.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { UsageReader } from './collaborators.ts';
import type { OptionProfile, ProfileFields, ProfileStore } from './store.ts';

export interface ProfilesDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly usage: UsageReader;
}

type Replacement = ProfileFields & { readonly id: string; readonly revision: number };

export interface ProfilesService {
  readonly list: () => Promise<readonly OptionProfileView[]>;
  readonly get: (actor: Actor, id: string) => Promise<OptionProfileView & { usedBy: ScheduleUsage }>;
  readonly create: (actor: Actor, input: ProfileFields) => Promise<OptionProfileView>;
  readonly replace: (actor: Actor, input: Replacement) => Promise<OptionProfileView>;
  readonly remove: (actor: Actor, id: string) => Promise<void>;
  readonly makeDefault: (actor: Actor, id: string) => Promise<OptionProfileView>;
  /** What `create` and, with an `id`, `replace` would refuse, for the check of the whole input at once. The input is unread JSON. */
  readonly check: (input: unknown) => Promise<readonly Issue[]>;
  /** Gives a new installation its profiles, and no other: people may have deleted them since. */
  readonly createStandardProfiles: () => Promise<void>;
}

type Standard = Omit<OptionProfile, 'id' | 'revision'>;
export const STANDARD_PROFILES: readonly Standard[] = [
  { name: 'Standard', engine: 'auto', ports: 'standard', intensity: 'normal', hostTimeoutMinutes: 30, isDefault: true },
  { name: 'Light', engine: 'auto', ports: 'light', intensity: 'low', hostTimeoutMinutes: 15, isDefault: false },
  { name: 'Full', engine: 'auto', ports: 'full', intensity: 'normal', hostTimeoutMinutes: 120, isDefault: false },
];

export function createProfilesService(deps: ProfilesDeps): ProfilesService {
  const { db, uow, store, clock, newId } = deps;
  return {
    list: () => store.list(db),
    get: async (actor, id) => ({ ...(await read(deps, db, id)), usedBy: await usageOf(deps, db, actor, id) }),
    check: (input) => check(deps, input),
    create: async (actor, input) => {
      const profile = { ...(await settle(deps, input)), id: newId(), revision: 1, isDefault: false };
      return uow(async (work) => {
        const saved = await store.insert(work.tx, profile, clock());
        if (saved === undefined) throw refuse.invalid([nameTaken(input.name)]);
        await note(work, actor, 'created', { after: saved });
        return saved;
      });
    },
    replace: async (actor, input) => {
      const fields = await settle(deps, input);
      return uow((work) => replaceProfile(deps, work, actor, { ...fields, id: input.id, revision: input.revision }));
    },
    remove: (actor, id) => uow((work) => removeProfile(deps, work, actor, id)),
    makeDefault: (actor, id) => uow((work) => makeDefault(deps, work, actor, id)),
    createStandardProfiles: () =>
      uow(async (work) => {
        if (!(await store.isEmpty(work.tx))) return;
        // A name that exists keeps its settings: two replicas may start at once.
        for (const profile of STANDARD_PROFILES) await store.insert(work.tx, { ...profile, id: newId(), revision: 1 }, clock());
      }),
  };
}

async function check({ db, store }: ProfilesDeps, input: unknown): Promise<readonly Issue[]> {
  const raw = (typeof input === 'object' && input !== null ? input : {}) as { id?: unknown; name?: unknown; ports?: unknown };
  const issues: Issue[] = [];
  const ports = typeof raw.ports === 'string' ? parsePortList(raw.ports) : undefined;
  if (ports?.ok === false) issues.push({ path: ['ports'], code: 'ports-invalid', message: ports.error });
  const wanted = typeof raw.name === 'string' ? raw.name.trim() : '';
  const holder = wanted === '' || wanted.length > 200 ? undefined : await store.findByName(db, wanted);
  if (holder !== undefined && holder.id !== raw.id) issues.push(nameTaken(wanted));
  return issues;
}

/** The fields with the ports in their standard form, or a refusal with all that is wrong. */
async function settle(deps: ProfilesDeps, input: ProfileFields & { readonly id?: string }): Promise<ProfileFields> {
  const issues = await check(deps, input);
  const ports = parsePortList(input.ports);
  if (issues.length > 0 || !ports.ok) throw refuse.invalid(issues);
  const { name, engine, intensity, hostTimeoutMinutes } = input;
  return { name, engine, intensity, hostTimeoutMinutes, ports: formatPortList(ports.value) };
}

async function read({ store }: ProfilesDeps, executor: Executor, id: string): Promise<OptionProfile> {
  const profile = await store.read(executor, id);
  if (profile === undefined) throw refuse.notFound('option profile');
  return profile;
}

const usageOf = async ({ usage }: ProfilesDeps, executor: Executor, actor: Actor, id: string): Promise<ScheduleUsage> =>
  (await usage.schedulesUsing(executor, { actor, thing: 'option-profile', ids: [id] })).get(id) ?? UNUSED;

function note(work: Work, actor: Actor, action: string, change: { before?: OptionProfile; after?: OptionProfile }): Promise<void> {
  const objectId = (change.after ?? change.before)!.id;
  work.announce('setup', objectId);
  return work.audit({ actor, action: `option-profile.${action}`, objectType: 'option-profile', objectId, ...change });
}

async function lock({ store }: ProfilesDeps, work: Work, id: string): Promise<OptionProfile> {
  const profile = await store.lock(work.tx, id);
  if (profile === undefined) throw refuse.notFound('option profile');
  return profile;
}

async function replaceProfile(
  deps: ProfilesDeps,
  work: Work,
  actor: Actor,
  { id, revision, ...fields }: Replacement,
): Promise<OptionProfile> {
  const before = await lock(deps, work, id);
  if (before.revision !== revision) throw refuse.stale(before);
  if ((await deps.store.update(work.tx, id, fields)) === 'taken') throw refuse.invalid([nameTaken(fields.name)]);
  const after = await read(deps, work.tx, id);
  await note(work, actor, 'changed', { before, after });
  return after;
}

async function removeProfile(deps: ProfilesDeps, work: Work, actor: Actor, id: string): Promise<void> {
  const before = await lock(deps, work, id);
  if (before.isDefault) throw refuse.conflict('This is the default option profile: make another one the default first');
  const why = whyStillUsed('option-profile', await usageOf(deps, work.tx, actor, id));
  if (why !== undefined) throw refuse.conflict(why);
  await deps.store.remove(work.tx, id, deps.clock());
  await note(work, actor, 'removed', { before });
}

async function makeDefault(deps: ProfilesDeps, work: Work, actor: Actor, id: string): Promise<OptionProfile> {
  const before = await read(deps, work.tx, id);
  if (before.isDefault) return before;
  await deps.store.makeDefault(work.tx, id);
  const after = await read(deps, work.tx, id);
  await note(work, actor, 'made-default', { before, after });
  return after;
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'profile-name-taken',
  message: `There is an option profile named "${name}" already: choose another name`,
});
