import type { Appliance as ApplianceView } from '../../contract/appliances.ts';
import type { Appliance } from '../../domain/appliances/appliance.ts';
import { applianceState } from '../../domain/appliances/health.ts';
import { type Instant, instant, toIso } from '../../domain/time/instant.ts';
import type { Outdated } from './outdated.ts';
import type { RunningSliceRow } from './store.ts';

const iso = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : toIso(at));

/** What is known of an appliance besides itself. `running` may hold slices of others too. */
export interface Beside {
  readonly running: readonly RunningSliceRow[];
  readonly outdated: readonly Outdated[];
  readonly now: Instant;
}

/** An appliance as the API shows it. */
export function toView(appliance: Appliance, { running, outdated, now }: Beside): ApplianceView {
  const own = running.filter((one) => one.applianceId === appliance.id);
  const health = applianceState({ ...appliance, runningSlices: own.length }, now);
  const { id, revision, name, location, pollIntervalSeconds, promptDelivery, hostName, addresses, capacity, versions } = appliance;
  return {
    ...{ id, revision, name, location, pollIntervalSeconds, promptDelivery, hostName, capacity },
    versions: versions && { ...versions, engines: [...versions.engines] },
    addresses: [...addresses],
    outdated: [...outdated],
    state: health.state,
    stateReason: health.reason,
    stateSince: toIso(health.since),
    missedPolls: health.missedPolls,
    registeredAt: iso(appliance.registeredAt),
    codeExpiresAt: iso(appliance.codeExpiresAt),
    lastPollAt: iso(appliance.lastPollAt),
    nextPollAt: iso(appliance.nextPollAt),
    clockOffsetMs: appliance.clockOffsetMs,
    createdAt: toIso(appliance.createdAt),
    runningSlices: own.map(({ applianceId: _, leaseExpiresAt, isShown, scanId, scanTitle, ...slice }) => ({
      ...slice,
      ...(isShown ? { scanId, scanTitle } : {}),
      leaseExpiresAt: leaseExpiresAt === null ? undefined : toIso(instant(leaseExpiresAt.getTime())),
    })),
  };
}
