import type { Instant } from '../../../domain/time/instant.ts';
import type { Bus } from '../../../live/bus.ts';

/** Calls back at an instant; gives what calls it off. */
export type CallAt = (at: Instant, callback: () => void) => () => void;

/** The check-ins that this replica holds open. */
export interface HeldCheckIns {
  /**
   * Begins to listen before the database is looked at, so that nothing that comes in between is missed. `over` resolves when there may
   * be an order, at `until`, when the sensor hangs up, or when the server stops. Call `end` when it is not waited for any more.
   */
  readonly listen: (sensorId: string, until: Instant, gone: AbortSignal) => { readonly over: Promise<void>; readonly end: () => void };
  readonly close: () => void;
}

export function createHeldCheckIns(bus: Bus, callAt: CallAt): HeldCheckIns {
  const open = new Set<() => void>();
  let closed = false;
  return {
    listen: (sensorId, until, gone) => {
      let finish: () => void = () => {};
      const over = new Promise<void>((resolve) => {
        finish = resolve;
      });
      if (closed || gone.aborted) finish();
      const ends = [
        bus.subscribe((change) => change.id === sensorId && finish(), 'sensor-orders'),
        bus.subscribe((change) => change.id === sensorId && finish(), 'sensors'),
        bus.onResync(finish),
        callAt(until, finish),
      ];
      gone.addEventListener('abort', finish, { once: true });
      open.add(finish);
      const end = () => {
        for (const stop of ends) stop();
        gone.removeEventListener('abort', finish);
        open.delete(finish);
      };
      return { over, end };
    },
    close: () => {
      closed = true;
      for (const finish of [...open]) finish();
    },
  };
}
