import type { OptionProfile as OptionProfileView } from '../../contract/profiles.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { formatPortList, parsePortList } from '../../domain/scans/port-list.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { OptionProfile, ProfileStore } from './store.ts';

export type NewProfile = Omit<OptionProfile, 'id' | 'revision' | 'isDefault'>;

export interface ProfilesDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly store: ProfileStore;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface ProfilesService {
  readonly list: () => Promise<readonly OptionProfileView[]>;
  readonly create: (actor: Actor, input: NewProfile) => Promise<OptionProfileView>;
  /** What `create` would refuse, for the check of the whole input at once. The input is unread JSON. */
  readonly check: (input: unknown) => Promise<readonly Issue[]>;
  /** The profiles of a new installation. Does nothing when there is one of that name. */
  readonly createStandardProfiles: () => Promise<void>;
}

type Standard = Omit<OptionProfile, 'id' | 'revision'>;
export const STANDARD_PROFILES: readonly Standard[] = [
  { name: 'Standard', engine: 'auto', ports: 'standard', intensity: 'normal', hostTimeoutMinutes: 30, isDefault: true },
  { name: 'Light', engine: 'auto', ports: 'light', intensity: 'low', hostTimeoutMinutes: 15, isDefault: false },
  { name: 'Full', engine: 'auto', ports: 'full', intensity: 'normal', hostTimeoutMinutes: 120, isDefault: false },
];

export function createProfilesService({ db, uow, store, clock, newId }: ProfilesDeps): ProfilesService {
  const check = async (input: unknown): Promise<readonly Issue[]> => {
    const { name, ports } = (typeof input === 'object' && input !== null ? input : {}) as { name?: unknown; ports?: unknown };
    const issues: Issue[] = [];
    const read = typeof ports === 'string' ? parsePortList(ports) : undefined;
    if (read?.ok === false) issues.push({ path: ['ports'], code: 'ports-invalid', message: read.error });
    const wanted = typeof name === 'string' ? name.trim() : '';
    if (wanted !== '' && wanted.length <= 200 && (await store.findByName(db, wanted)) !== undefined) issues.push(nameTaken(wanted));
    return issues;
  };
  return {
    list: () => store.list(db),
    check,
    create: async (actor, input) => {
      const issues = await check(input);
      const ports = parsePortList(input.ports);
      if (issues.length > 0 || !ports.ok) throw refuse.invalid(issues);
      const profile = { ...input, id: newId(), revision: 1, ports: formatPortList(ports.value), isDefault: false };
      return uow(async (work) => {
        const saved = await store.insert(work.tx, profile, clock());
        if (saved === undefined) throw refuse.invalid([nameTaken(input.name)]);
        await work.audit({ actor, action: 'option-profile.created', objectType: 'option-profile', objectId: saved.id, after: saved });
        return saved;
      });
    },
    createStandardProfiles: () =>
      uow(async (work) => {
        // A name that exists keeps its settings: two replicas may start at once, and people may have changed theirs.
        for (const profile of STANDARD_PROFILES) await store.insert(work.tx, { ...profile, id: newId(), revision: 1 }, clock());
      }),
  };
}

const nameTaken = (name: string): Issue => ({
  path: ['name'],
  code: 'profile-name-taken',
  message: `There is an option profile named "${name}" already: choose another name`,
});
