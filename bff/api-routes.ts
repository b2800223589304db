import { accountRoutes } from './features/identity/routes.ts';
import { liveRoutes, platformRoutes } from './features/live/routes.ts';
import { setupRoutes } from './features/settings/routes.ts';
import { createImplementer } from './http/implement.ts';
import type { InputChecks } from './http/pipeline.ts';
import type { Services } from './services.ts';

/** The contract, implemented: one line a module. */
export function createApiRoutes(services: Services) {
  const i = createImplementer();
  return {
    account: accountRoutes(i, services.identity, services.firstRun),
    live: liveRoutes(i, services.live),
    platform: platformRoutes(i, services.live),
    setup: setupRoutes(i, services.settings),
  };
}

/** What is checked beside the schemas, by procedure, so that all problems are told at once. */
export function createInputChecks(_services: Services): InputChecks {
  return {};
}
