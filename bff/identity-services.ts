import { type Clock, MINUTE_MS } from './domain/time/instant.ts';
import type { AssetUnits, Mailer } from './features/identity/collaborators.ts';
import { createPeopleFeature } from './features/identity/feature.ts';
import { createFirstRun } from './features/identity/first-run.ts';
import { argon2Passwords } from './features/identity/passwords.ts';
import { createIdentityService } from './features/identity/service.ts';
import { createThrottle, type Throttle } from './features/identity/throttle.ts';
import { createThrottleStore } from './features/identity/throttle-store.ts';
import { groupKeeper } from './features/notifications/keeper-store.ts';
import { scanKeeper } from './features/scans/keeper-store.ts';
import { createScheduleKeeper } from './features/schedules/keeper-store.ts';
import { newSecret } from './new-secret.ts';
import type { Database } from './storage/database.ts';
import type { UnitOfWork } from './storage/unit-of-work.ts';

export interface IdentityServicesDependencies {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly publicUrl: string;
}

const PAUSE_MS = 15 * MINUTE_MS;

/** Counts tries of whatever must not be tried without end, for all replicas. */
export function createTries({ db, clock }: Pick<IdentityServicesDependencies, 'db' | 'clock'>) {
  const store = createThrottleStore(db);
  return {
    throttle: (name: string, tries: number): Throttle => createThrottle(store, clock, { name, tries, pauseMs: PAUSE_MS }),
    forgetOld: () => store.forgetOld(new Date(clock())),
  };
}

/** What the identity takes from others. */
export interface IdentityCollaborators {
  readonly assets: AssetUnits;
  readonly mailer: Mailer;
  readonly throttle: (name: string, tries: number) => Throttle;
}

/** The wiring of who may sign in, and as what. */
export function createIdentityServices(deps: IdentityServicesDependencies, { assets, mailer, throttle }: IdentityCollaborators) {
  const identity = { ...deps, passwords: argon2Passwords, isKnownTimeZone, newToken: newSecret };
  const belongings = { schedules: createScheduleKeeper(deps), otherKeepers: [scanKeeper, groupKeeper] };
  return {
    passwords: argon2Passwords,
    signInTries: throttle('sign-in', 5),
    signInTriesOfAddress: throttle('sign-in-address', 50),
    identity: createIdentityService(identity),
    firstRun: createFirstRun({ ...identity, looks: throttle('first-run', 60) }),
    ...createPeopleFeature({ ...identity, assets, mailer, looks: throttle('invitation', 60), ...belongings }),
  };
}

function isKnownTimeZone(id: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: id }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
