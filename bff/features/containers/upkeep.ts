import { CONTAINER_RETENTION } from '../../domain/containers/sensor-rules.ts';
import { UNKNOWN_AFTER_MS } from '../../domain/containers/sensor-state.ts';
import { type Clock, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, plus } from '../../domain/time/instant.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { expireOrders } from './order-store.ts';
import { markUnknown } from './sensor-store.ts';
import { forgetContainers, forgetImages, forgetTriggers, silentSensors } from './upkeep-store.ts';

export interface ContainerUpkeepDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
}

const LOOK_EVERY_MS = MINUTE_MS;
const FORGET_EVERY_MS = HOUR_MS;

/** What happens by itself: sensors that fall silent, orders whose time is over, and what is forgotten. */
export function createContainerUpkeep({ uow, clock }: ContainerUpkeepDeps) {
  const before = (days: number): Instant => plus(clock(), -days * DAY_MS);
  return {
    tend: async (): Promise<Instant> => {
      const now = clock();
      await uow(async (work) => {
        const silent = await silentSensors(work.tx, plus(now, -UNKNOWN_AFTER_MS), now);
        if (silent.length > 0) await markUnknown(work.tx, silent, now);
        for (const id of silent) {
          work.announce('sensors', id);
          work.announce('containers', id);
        }
        for (const order of await expireOrders(work.tx, now)) {
          work.announce(order.containerId === null ? 'images' : 'containers', order.containerId ?? order.imageId);
        }
      });
      return plus(now, LOOK_EVERY_MS);
    },
    forget: async (): Promise<Instant> => {
      const { triggerDays, goneContainerDays, goneImageDays, orderDays } = CONTAINER_RETENTION;
      const gone = await uow(async (work) => {
        await forgetTriggers(work.tx, { triggers: before(triggerDays), orders: before(orderDays) });
        const containers = await forgetContainers(work.tx, before(goneContainerDays));
        const images = await forgetImages(work.tx, before(goneImageDays));
        if (containers > 0) work.announce('containers', 'forgotten');
        if (images > 0) work.announce('images', 'forgotten');
        return containers + images;
      });
      // There may be more of what goes a bounded number at a time.
      return plus(clock(), gone > 0 ? MINUTE_MS : FORGET_EVERY_MS);
    },
  };
}
