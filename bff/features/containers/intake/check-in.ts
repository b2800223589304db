import type { SensorCheckInRequest, SensorCheckInResponse, SensorOrder } from '#protocol/sensor-check-in';
import { CHECK_IN_EVERY_MS, sensorState } from '../../../domain/containers/sensor-state.ts';
import { err, ok, type Result } from '../../../domain/result.ts';
import { type Clock, type Instant, instant, plus } from '../../../domain/time/instant.ts';
import type { AgentToken } from '../../../http/agent-auth.ts';
import type { Database } from '../../../storage/database.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import type { SensorUpdates } from '../collaborators.ts';
import { noteOrders, takeOrders } from '../order-store.ts';
import { lockSensor, type SensorRow } from '../sensor-store.ts';
import { noteCheckIn, type SensorTokenUse, takeSensorToken } from './agent-store.ts';
import { countContainers, keepContainerCounts, recallStates } from './container-intake-store.ts';
import type { HeldCheckIns } from './held-check-ins.ts';
import { configurationOf } from './registration.ts';

export interface CheckInDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly updates: SensorUpdates;
  readonly held: HeldCheckIns;
}

export type CheckInRefusal = Exclude<SensorTokenUse, 'used'>;

/** Hears a sensor, and tells it what is asked of it. Undefined: it hung up while it waited. */
export type CheckIn = (
  token: AgentToken,
  request: SensorCheckInRequest,
  gone: () => AbortSignal,
) => Promise<Result<SensorCheckInResponse | undefined, CheckInRefusal>>;

export function createCheckIn(deps: CheckInDeps): CheckIn {
  const { db, uow, clock } = deps;
  return async (token, request, gone) => {
    const use = await takeSensorToken(db, token);
    if (use !== 'used') return err(use);
    const noted = await uow((work) => note(work, deps, token.applianceId, request));
    if (noted === undefined) return err('sensor-retired');
    const first = await answer(deps, noted, request);
    if (!request.wait || first.orders.length > 0 || first.configuration !== undefined) return ok(first);
    const hangUp = gone();
    const wait = deps.held.listen(noted.id, plus(clock(), CHECK_IN_EVERY_MS), hangUp);
    try {
      // What came between the first look and the listening is found by this one.
      const again = await answer(deps, noted, request);
      if (again.orders.length > 0) return ok(again);
      await wait.over;
      if (hangUp.aborted) return ok(undefined);
      return ok({ ...(await answer(deps, noted, request)), nextCheckInMs: 0 });
    } finally {
      wait.end();
    }
  };
}

/** Undefined: it was retired this moment. */
async function note(work: Work, { clock }: CheckInDeps, sensorId: string, request: SensorCheckInRequest): Promise<SensorRow | undefined> {
  const before = await lockSensor(work.tx, sensorId);
  if (before === undefined || before.retiredAt !== null) return undefined;
  const now = clock();
  await noteCheckIn(work.tx, before, request, now);
  if (before.unknownSince !== null) {
    const counted = await countContainers(work.tx, sensorId, 'all');
    await recallStates(work.tx, sensorId, now);
    await keepContainerCounts(work.tx, counted, await countContainers(work.tx, sensorId, 'all'));
    work.announce('containers', sensorId);
  }
  const ended = await noteOrders(work.tx, sensorId, request.orders ?? [], now);
  for (const one of ended) work.announce(one.container_id === null ? 'images' : 'containers', one.container_id ?? one.image_id);
  if (isNews(before, request, now)) work.announce('sensors', sensorId);
  return before;
}

/** Whether people see anything new of it, besides that it was heard of. */
function isNews(before: SensorRow, { facts, engine, manifest }: SensorCheckInRequest, now: Instant): boolean {
  const heard = before.lastCheckInAt === null ? undefined : instant(before.lastCheckInAt.getTime());
  return (
    sensorState({ lastCheckInAt: heard }, now).state !== 'online' ||
    before.version !== facts.sensorVersion ||
    before.hostName !== facts.hostName ||
    before.manifestVersion !== (manifest ?? null) ||
    before.engine?.connected !== engine?.connected ||
    before.engine?.version !== engine?.version
  );
}

async function answer(
  { db, clock, updates }: CheckInDeps,
  sensor: SensorRow,
  request: SensorCheckInRequest,
): Promise<SensorCheckInResponse> {
  const orders = await takeOrders(db, sensor.id, clock());
  const manifest = await updates.manifestFor(sensor.id, request.manifest);
  return {
    serverTime: clock(),
    nextCheckInMs: CHECK_IN_EVERY_MS,
    ...(sensor.revision > request.configurationRevision ? { configuration: configurationOf(sensor) } : {}),
    orders: orders.map(toOrder),
    ...(manifest === undefined ? {} : { manifest }),
  };
}

function toOrder({ id, imageSha, containerSha, orderedAt, expiresAt }: Awaited<ReturnType<typeof takeOrders>>[number]): SensorOrder {
  const about = { orderId: id, orderedAt: new Date(orderedAt).getTime(), expiresAt: new Date(expiresAt).getTime() };
  return containerSha === null
    ? { ...about, kind: 'scan-image', imageId: imageSha }
    : { ...about, kind: 'scan-container', containerId: containerSha };
}
