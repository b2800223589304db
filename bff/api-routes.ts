import { commandRoutes } from './features/appliances/commands/routes.ts';
import { monitoringRoutes } from './features/appliances/monitoring/routes.ts';
import { applianceRoutes } from './features/appliances/routes.ts';
import { assetGroupsRoutes, assetsRoutes, tagsRoutes, targetsRoutes } from './features/assets/routes.ts';
import { calendarRoutes } from './features/calendar/routes.ts';
import { connectorsRoutes } from './features/connectors/routes.ts';
import { containerRoutes, imageRoutes, sensorRoutes } from './features/containers/routes.ts';
import { packagesRoutes, rolloutsRoutes } from './features/distribution/routes.ts';
import { downloadsRoutes } from './features/downloads/routes.ts';
import { accountRoutes, businessUnitChecks, businessUnitRoutes, usersRoutes } from './features/identity/routes.ts';
import { liveRoutes, platformRoutes } from './features/live/routes.ts';
import { distributionGroupChecks, distributionGroupsRoutes, notificationsRoutes } from './features/notifications/routes.ts';
import { profileChecks, profilesRoutes, timeZonesRoutes } from './features/profiles/routes.ts';
import { scanChecks, scansRoutes } from './features/scans/routes.ts';
import { launchesRoutes, scheduleBulkRoutes, scheduleChecks, schedulesRoutes } from './features/schedules/routes.ts';
import { qqlRoutes } from './features/search/routes.ts';
import { setupChecks, setupRoutes } from './features/settings/routes.ts';
import { viewsRoutes } from './features/views/routes.ts';
import { createImplementer } from './http/implement.ts';
import type { InputChecks } from './http/pipeline.ts';
import type { Services } from './services.ts';

/** The contract, implemented: one line a module. */
export function createApiRoutes(services: Services) {
  const i = createImplementer();
  return {
    account: accountRoutes(i, services.identity, services.firstRun, services.invitations),
    appliances: applianceRoutes(i, services.appliances.service, services.appliances.fleet),
    businessUnits: businessUnitRoutes(i, services.units),
    assetGroups: assetGroupsRoutes(i, services.assets),
    assets: assetsRoutes(i, services.assets),
    calendar: calendarRoutes(i, services.calendar),
    commands: commandRoutes(i, services.appliances.commands),
    distributionGroups: distributionGroupsRoutes(i, services.notifications),
    connectors: connectorsRoutes(i, services.connectors),
    containers: containerRoutes(i, services.containers.containers),
    downloads: downloadsRoutes(i, services.downloads),
    images: imageRoutes(i, services.containers.images, services.containers.report),
    launches: launchesRoutes(i, services.schedules.ledger),
    live: liveRoutes(i, services.live),
    monitoring: monitoringRoutes(i, services.appliances.monitoring),
    notifications: notificationsRoutes(i, services.notifications),
    packages: packagesRoutes(i, services.distribution.packages),
    platform: platformRoutes(i, services.live),
    profiles: profilesRoutes(i, services.profiles),
    qql: qqlRoutes(i, services.search),
    rollouts: rolloutsRoutes(i, services.distribution.rollouts),
    scans: scansRoutes(i, services.scans, services.reports),
    scheduleBulk: scheduleBulkRoutes(i, services.scheduleBulk),
    schedules: schedulesRoutes(i, services.schedules),
    sensors: sensorRoutes(i, services.containers.sensors),
    setup: setupRoutes(i, services),
    tags: tagsRoutes(i, services.assets),
    targets: targetsRoutes(i, services.assets),
    timeZones: timeZonesRoutes(i, services.timeZones),
    views: viewsRoutes(i, services.views),
    users: usersRoutes(i, services.people, services.departure),
  };
}

/** What is checked beside the schemas, by procedure, so that all problems are told at once. */
export function createInputChecks(services: Services): InputChecks {
  return {
    ...businessUnitChecks(services.units),
    ...profileChecks(services.profiles),
    ...scanChecks(services.scans),
    ...scheduleChecks(services.schedules),
    ...distributionGroupChecks(services.notifications),
    ...setupChecks(services),
  };
}
