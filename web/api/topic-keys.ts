import type { QueryKey } from '@tanstack/react-query';
import type { LiveEvent } from '#contract/live';
import { orpc } from './client.ts';

/** Which answers are out of date when something of a kind has changed. */
const KEYS: Record<LiveEvent['topic'], () => readonly QueryKey[]> = {
  schedules: () => [orpc.schedules.key(), orpc.calendar.key()],
  launches: () => [orpc.launches.key(), orpc.schedules.key(), orpc.calendar.key()],
  scans: () => [orpc.scans.key(), orpc.schedules.list.key(), orpc.schedules.get.key(), orpc.calendar.key()],
  appliances: () => [orpc.appliances.key(), orpc.commands.key()],
  setup: () => [orpc.setup.key(), orpc.profiles.key()],
  notifications: () => [orpc.notifications.key(), orpc.distributionGroups.key(), orpc.setup.mail.key()],
  assets: () => [orpc.assets.key(), orpc.assetGroups.key(), orpc.tags.key(), orpc.connectors.key()],
  connectors: () => [orpc.connectors.key(), orpc.assets.key()],
  rollouts: () => [orpc.packages.key(), orpc.rollouts.key()],
  images: () => [orpc.images.key(), orpc.qql.check.key()],
  containers: () => [orpc.containers.key(), orpc.images.key(), orpc.qql.check.key()],
  sensors: () => [orpc.sensors.key()],
  users: () => [orpc.account.key(), orpc.users.key(), orpc.businessUnits.key()],
};

export function keysOf(topics: ReadonlySet<LiveEvent['topic']>): QueryKey[] {
  const keys = [...topics].flatMap((topic) => KEYS[topic]?.() ?? []);
  // The counts of the navigation depend on everything.
  return [...keys, orpc.platform.key()];
}
