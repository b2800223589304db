import type { AgentKey, AgentKeys } from '../../http/agent-auth.ts';
import { importPublicKey } from '../../http/agent-auth.ts';
import type { Bus } from '../../live/bus.ts';

/** What every request of an appliance needs, kept between requests until something of the appliance changes. */
export interface KnownAgent extends AgentKey {
  readonly revision: number;
  readonly name: string;
  readonly pollIntervalSeconds: number;
  readonly promptDelivery: boolean;
}

export type AgentRow = Omit<KnownAgent, 'key'>;

export interface AgentCache extends AgentKeys {
  readonly find: (applianceId: string) => Promise<KnownAgent | undefined>;
  readonly forget: (applianceId: string) => void;
}

/**
 * Only appliances that exist are kept, so a stranger cannot fill it. It may be stale for a moment: whoever carries a
 * request out checks key and retirement once more in the database.
 */
export function createAgentCache(read: (applianceId: string) => Promise<AgentRow | undefined>, bus: Bus): AgentCache {
  const known = new Map<string, KnownAgent>();
  let forgotten = 0;
  const forget = (applianceId: string) => {
    forgotten += 1;
    known.delete(applianceId);
  };
  bus.subscribe((change) => forget(change.id), 'appliances');
  bus.onResync(() => {
    forgotten += 1;
    known.clear();
  });
  return {
    forget,
    find: async (applianceId) => {
      const kept = known.get(applianceId);
      if (kept !== undefined) return kept;
      const before = forgotten;
      const row = await read(applianceId);
      if (row === undefined) return undefined;
      const agent = { ...row, key: importPublicKey(row.publicKey) };
      // What was read while something changed may be the older state.
      if (before === forgotten) known.set(applianceId, agent);
      return agent;
    },
  };
}
