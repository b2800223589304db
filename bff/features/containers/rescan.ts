import type { Rescan } from '../../contract/container-parts.ts';
import { isWithinReach, reachOf } from '../../domain/assets/reach.ts';
import { sensorState } from '../../domain/containers/sensor-state.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { type Clock, HOUR_MS, instant, plus } from '../../domain/time/instant.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { countOpenOrders, insertOrder, MOST_OPEN_ORDERS, type OrderRow, readOpenOrders, sensorsWithImage } from './order-store.ts';
import { iso } from './to-contract.ts';

/** A scan that was asked for and has not begun is not worth having after this long. */
export const ORDER_LIFETIME_MS = 24 * HOUR_MS;

export interface RescanDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface RescanTarget {
  readonly imageId: string;
  /** Null: the image itself. */
  readonly containerId: string | null;
  /** Of a container: the sensor of its host. */
  readonly sensorId?: string;
  /** For people: what is scanned. */
  readonly what: string;
}

/** Orders a scan from a sensor that has the image or container and is there. One that waits already is answered, not doubled. */
export function orderScan({ uow, clock, newId }: RescanDeps, actor: Actor, target: RescanTarget): Promise<Rescan> {
  return uow(async (work) => {
    const sensor = await sensorFor(work, actor, target, clock);
    const waiting = (await readOpenOrders(work.tx, target)).find(({ order }) => order.sensorId === sensor.id);
    if (waiting !== undefined) return toRescan(waiting.order, waiting.sensorName);
    if ((await countOpenOrders(work.tx, sensor.id)) >= MOST_OPEN_ORDERS) {
      throw refuse.conflict(`${MOST_OPEN_ORDERS} scans wait for the sensor "${sensor.name}" already. Ask again when some are done`);
    }
    const now = clock();
    const order: OrderRow = {
      ...{ id: newId(), sensorId: sensor.id, imageId: target.imageId, containerId: target.containerId, state: 'queued', reason: null },
      ...{ orderedBy: actor.name, orderedAt: new Date(now), expiresAt: new Date(plus(now, ORDER_LIFETIME_MS)) },
      ...{ deliveredAt: null, endedAt: null },
    };
    await insertOrder(work.tx, order);
    const objectType = target.containerId === null ? 'image' : 'container';
    const objectId = target.containerId ?? target.imageId;
    await work.audit({
      actor,
      action: `${objectType}.rescan-ordered`,
      objectType,
      objectId,
      after: { orderId: order.id, sensorId: sensor.id },
    });
    work.announce(target.containerId === null ? 'images' : 'containers', objectId);
    work.announce('sensor-orders', sensor.id);
    return toRescan(order, sensor.name);
  });
}

async function sensorFor(work: Work, actor: Actor, { imageId, sensorId, what }: RescanTarget, clock: Clock) {
  const reach = reachOf(actor, 'containers.rescan');
  const all = await sensorsWithImage(work.tx, imageId, sensorId);
  const known = all.filter((one) => isWithinReach(reach, one.businessUnitId ?? undefined));
  const stateOf = ({ retiredAt, lastCheckInAt }: (typeof all)[number]) =>
    sensorState({ retiredAt: at(retiredAt), lastCheckInAt: at(lastCheckInAt) }, clock()).state;
  const ready = known.find((one) => stateOf(one) === 'online');
  if (ready !== undefined) return ready;
  if (known.length === 0) throw refuse.conflict(`No sensor follows a host that has ${what} now: there is nothing that could scan it`);
  const named = known.slice(0, 3).map((one) => `"${one.name}" is ${stateOf(one)}`);
  throw refuse.conflict(`No sensor that has ${what} is online: ${named.join(', ')}. Start it again, then ask once more`);
}

const at = (date: Date | null) => (date === null ? undefined : instant(date.getTime()));

export const toRescan = (order: OrderRow, sensorName: string): Rescan => ({
  ...{ orderId: order.id, sensorId: order.sensorId, sensorName, state: order.state, orderedBy: order.orderedBy },
  ...{ orderedAt: iso(order.orderedAt), expiresAt: iso(order.expiresAt) },
  reason: order.reason ?? undefined,
});
