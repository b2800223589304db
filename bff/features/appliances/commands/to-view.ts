import type { ApplianceNetwork, Command as CommandView } from '../../../contract/commands.ts';
import { NO_NETWORK, ownRoutes, ownVlans, type ReportedNetwork } from '../../../domain/appliances/commands/reported-network.ts';
import { instant, toIso } from '../../../domain/time/instant.ts';
import { type CommandRow, isoOf } from './store.ts';

const list = <T>(entries: readonly T[] | null): T[] | undefined => (entries === null ? undefined : [...entries]);

/** A command as the API shows it in a list. */
export function toCommandView(row: CommandRow): CommandView {
  const { id, applianceId, kind, state, createdBy, routes, vlans } = row;
  return {
    ...{ id, applianceId, kind, state, createdBy },
    reason: row.reason ?? undefined,
    entries: (routes ?? vlans)?.length,
    createdAt: isoOf(row.createdAt)!,
    expiresAt: isoOf(row.expiresAt)!,
    deliveredAt: isoOf(row.deliveredAt),
    startedAt: isoOf(row.startedAt),
    endedAt: isoOf(row.endedAt),
  };
}

/** With its lists. */
export const toWholeCommand = (row: CommandRow) => ({ ...toCommandView(row), routes: list(row.routes), vlans: list(row.vlans) });

export function toNetworkView(network: ReportedNetwork | null): ApplianceNetwork {
  const known = network ?? NO_NETWORK;
  return {
    readAt: network === null ? undefined : toIso(instant(network.readAt)),
    interfaces: known.interfaces.map(({ name, up, addresses, vlan, own }) => ({ name, up, addresses: [...addresses], vlan, own })),
    routes: ownRoutes(known),
    vlans: ownVlans(known),
    otherRoutes: known.routes
      .filter((one) => !one.own)
      .map(({ destination, gateway, device, metric }) => ({ destination, gateway, device, metric })),
    platform: known.platform,
  };
}
