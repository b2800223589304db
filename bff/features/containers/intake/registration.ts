import type { SensorConfiguration, SensorRegistrationRequest, SensorRegistrationResponse } from '#protocol/sensor-registration';
import { SENSOR_RULES } from '../../../domain/containers/sensor-rules.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import type { Clock } from '../../../domain/time/instant.ts';
import type { Log } from '../../../log.ts';
import { hashPerscode } from '../../../perscode.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import type { TryLimit } from '../../../try-limit.ts';
import type { SensorRow } from '../sensor-store.ts';
import { bindSensor, findBound, isKeyTaken, lockByCode } from './agent-store.ts';

/** One refusal for wrong, used and expired codes alike: whoever guesses learns nothing. */
export type SensorRegistrationRefusal =
  | { readonly code: 'perscode-wrong' | 'key-in-use'; readonly detail?: string }
  | { readonly code: 'too-many-attempts'; readonly retryAfterSeconds: number };

export interface SensorRegistrationDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly secret: string;
  readonly tries: TryLimit;
  readonly log: Log;
}

export type SensorRegistration = (
  request: SensorRegistrationRequest,
  clientAddress: string,
) => Promise<Result<SensorRegistrationResponse, SensorRegistrationRefusal>>;

/** What a sensor is told to do. */
export const configurationOf = ({ revision, name }: Pick<SensorRow, 'revision' | 'name'>): SensorConfiguration => ({
  revision,
  name,
  ...SENSOR_RULES,
});

/** Binds a new sensor, or a new machine in place of an old one. The same request again gets the same answer. */
export function createSensorRegistration(deps: SensorRegistrationDeps): SensorRegistration {
  const { uow, clock, tries, log } = deps;
  return async (request, clientAddress) => {
    const taken = tries.take(clientAddress, clock());
    if (!taken.ok) {
      log.warn({ clientAddress, waitSeconds: taken.error }, 'registration refused: too many wrong personalization codes');
      return err({ code: 'too-many-attempts', retryAfterSeconds: taken.error });
    }
    const bound = await uow((work) => bind(work, deps, request));
    if (!bound.ok) {
      log.warn({ clientAddress, hostName: request.facts.hostName, code: bound.error.code }, 'registration of a sensor refused');
      return bound;
    }
    taken.value();
    log.info({ clientAddress, sensorId: bound.value.id }, 'sensor registered');
    return ok({ sensorId: bound.value.id, serverTime: clock(), configuration: configurationOf(bound.value) });
  };
}

async function bind(
  work: Work,
  deps: SensorRegistrationDeps,
  request: SensorRegistrationRequest,
): Promise<Result<SensorRow, SensorRegistrationRefusal>> {
  const { publicKey, facts } = request;
  const now = deps.clock();
  const codeHash = hashPerscode(request.perscode, deps.secret);
  const waiting = await lockByCode(work.tx, codeHash, now);
  if (waiting === undefined) {
    const before = await findBound(work.tx, { codeHash, publicKey }, now);
    return before === undefined ? err({ code: 'perscode-wrong' }) : ok(before);
  }
  if (waiting.kind !== request.kind)
    return err({ code: 'perscode-wrong', detail: `The code was made for a sensor of kind ${waiting.kind}` });
  if (await isKeyTaken(work.tx, publicKey, waiting.id)) return err({ code: 'key-in-use' });
  const bound = await bindSensor(work.tx, waiting.id, { publicKey, codeHash, facts, at: now });
  await work.audit({
    ...{ actor: null, action: 'sensor.registered', objectType: 'sensor', objectId: bound.id },
    before: { publicKey: waiting.publicKey, hostId: waiting.hostId },
    after: { publicKey, hostId: facts.hostId, hostName: facts.hostName },
  });
  work.announce('sensors', bound.id);
  return ok(bound);
}
