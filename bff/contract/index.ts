import { account } from './account.ts';
import { appliances } from './appliances.ts';
import { assetGroups } from './asset-groups.ts';
import { assets, targets } from './assets.ts';
import { businessUnits } from './business-units.ts';
import { calendar } from './calendar.ts';
import { commands } from './commands.ts';
import { connectors } from './connectors.ts';
import { containers } from './containers.ts';
import { distributionGroups } from './distribution-groups.ts';
import { downloads } from './downloads.ts';
import { images } from './images.ts';
import { launches } from './launches.ts';
import { live, platform } from './live.ts';
import { monitoring } from './monitoring.ts';
import { notifications } from './notifications.ts';
import { packages } from './packages.ts';
import { profiles, timeZones } from './profiles.ts';
import { qql } from './qql.ts';
import { rollouts } from './rollouts.ts';
import { scans } from './scans.ts';
import { scheduleBulk } from './schedule-bulk.ts';
import { schedules } from './schedules.ts';
import { sensors } from './sensors.ts';
import { setup } from './setup.ts';
import { tags } from './tags.ts';
import { users } from './users.ts';
import { views } from './views.ts';

/** The whole API of the console. REST paths, OpenAPI, the typed client and the route table all come from this object. */
export const contract = {
  account,
  appliances,
  businessUnits,
  assetGroups,
  assets,
  calendar,
  commands,
  connectors,
  containers,
  downloads,
  images,
  launches,
  live,
  distributionGroups,
  monitoring,
  notifications,
  packages,
  platform,
  profiles,
  qql,
  rollouts,
  scans,
  scheduleBulk,
  schedules,
  sensors,
  setup,
  tags,
  targets,
  timeZones,
  views,
  users,
};
export type Contract = typeof contract;
