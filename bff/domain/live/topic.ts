/**
 * Kinds of things that change. `slices` (id of the scan that has slices to hand out) and `control` (id of the appliance
 * that is to stop some) wake held polls of appliances, `sensor-orders` (id of the
 * sensor) held check-ins; these never reach a browser; the rest are the topics of `/api/v1/live`.
 */
export type Topic =
  | 'schedules'
  | 'launches'
  | 'scans'
  | 'appliances'
  | 'setup'
  | 'users'
  | 'notifications'
  | 'assets'
  | 'connectors'
  | 'rollouts'
  | 'images'
  | 'containers'
  | 'sensors'
  | 'slices'
  | 'sensor-orders'
  | 'control';

/** Something changed: its kind and its id. Never the data. */
export interface Change {
  readonly topic: Topic;
  readonly id: string;
}
