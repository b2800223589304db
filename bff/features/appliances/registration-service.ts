import type { PlatformConfiguration, RegistrationRequest, RegistrationResponse } from '#protocol/registration';
import { PROTOCOL_VERSION } from '#protocol/version';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Log } from '../../log.ts';
import { hashPerscode } from '../../perscode.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { TryLimit } from '../../try-limit.ts';
import type { PlatformKey } from './platform-key-store.ts';
import { bindKey, findBound, isKeyTaken, lockByCode } from './registration-store.ts';
import type { ApplianceRow } from './store.ts';

/** One refusal for wrong, used and expired codes alike: whoever guesses learns nothing. */
export type RegistrationRefusal =
  | { readonly code: 'perscode-wrong' | 'key-in-use' }
  | { readonly code: 'too-many-attempts'; readonly retryAfterSeconds: number };

export interface RegistrationService {
  readonly configuration: () => Promise<PlatformConfiguration>;
  /** Binds a new appliance, or a new machine in place of an old one. The same request again gets the same answer. */
  readonly register: (request: RegistrationRequest, clientAddress: string) => Promise<Result<RegistrationResponse, RegistrationRefusal>>;
}

export interface RegistrationDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly secret: string;
  readonly tries: TryLimit;
  readonly platformKey: () => Promise<PlatformKey>;
  /** What appliances trust of the Distribution Server; undefined before its first round. */
  readonly distributionRoot: () => Promise<string | undefined>;
  readonly log: Log;
}

export function createRegistrationService(deps: RegistrationDeps): RegistrationService {
  const { uow, clock, tries, log } = deps;
  return {
    configuration: async () => {
      const distributionRoot = await deps.distributionRoot();
      return {
        protocolVersion: PROTOCOL_VERSION,
        serverTime: clock(),
        platformKey: (await deps.platformKey()).publicKey,
        ...(distributionRoot === undefined ? {} : { distributionRoot }),
      };
    },
    register: async (request, clientAddress) => {
      const taken = tries.take(clientAddress, clock());
      if (!taken.ok) {
        log.warn({ clientAddress, waitSeconds: taken.error }, 'registration refused: too many wrong personalization codes');
        return err({ code: 'too-many-attempts', retryAfterSeconds: taken.error });
      }
      const bound = await uow((work) => bind(work, deps, request));
      if (!bound.ok) {
        log.warn({ clientAddress, hostName: request.facts.hostName, code: bound.error.code }, 'registration refused');
        return bound;
      }
      taken.value();
      log.info({ clientAddress, applianceId: bound.value.id }, 'appliance registered');
      return ok(toResponse(bound.value, clock));
    },
  };
}

async function bind(work: Work, deps: RegistrationDeps, request: RegistrationRequest): Promise<Result<ApplianceRow, RegistrationRefusal>> {
  const { publicKey, facts } = request;
  const now = deps.clock();
  const codeHash = hashPerscode(request.perscode, deps.secret);
  const waiting = await lockByCode(work.tx, codeHash, now);
  if (waiting === undefined) {
    const before = await findBound(work.tx, { codeHash, publicKey }, now);
    return before === undefined ? err({ code: 'perscode-wrong' }) : ok(before);
  }
  if (await isKeyTaken(work.tx, publicKey, waiting.id)) return err({ code: 'key-in-use' });
  const bound = await bindKey(work.tx, waiting.id, { publicKey, codeHash, facts, at: now });
  await work.audit({
    actor: null,
    action: 'appliance.registered',
    objectType: 'appliance',
    objectId: bound.id,
    before: { publicKey: waiting.publicKey },
    after: { publicKey, hostName: facts.hostName },
  });
  work.announce('appliances', bound.id);
  return ok(bound);
}

const toResponse = ({ id, revision, name, pollIntervalSeconds, promptDelivery }: ApplianceRow, clock: Clock): RegistrationResponse => ({
  applianceId: id,
  serverTime: clock(),
  configuration: { revision, name, pollIntervalSeconds, promptDelivery },
});
