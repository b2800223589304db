import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { runSimulatedAppliance } from '../../agents/appliance/simulate/simulated-appliance.ts';
import { traitsOf } from '../../agents/appliance/simulate/traits.ts';
import { parsePrivateKeyText } from '../../agents/runtime/identity-file.ts';
import { createTransport } from '../../agents/runtime/transport.ts';

/** A fleet, as its process is told of it. */
export interface FleetOrder {
  readonly server: string;
  readonly intervalSeconds: number;
  readonly promptDelivery: boolean;
  readonly identities: readonly { readonly applianceId: string; readonly key: string }[];
}

/** What the fleet has seen so far. */
export interface FleetSeen {
  /** Polls that were answered. */
  readonly polls: number;
  /** How often, by what was said. */
  readonly failures: Readonly<Record<string, number>>;
  /** The longest that the fleet's own process was kept from its work so far (ms): what it measures is late by as much. */
  readonly longestDelayMs: number;
}

const PERFECT = { seed: 1, slots: 1, skewMs: 500, slowShare: 0, slowMs: 0, lossRate: 0, declineRate: 0, failRate: 0 };

/** Runs a fleet in a process of its own: the first message orders it, every later one is answered with what it has seen. */
export function runFleetProcess(): void {
  const failures: Record<string, number> = {};
  let polls = 0;
  const events = {
    polled: () => {
      polls += 1;
    },
    failed: (_: number, reason: string) => {
      failures[reason] = (failures[reason] ?? 0) + 1;
    },
    hostDone: () => {},
  };
  process.once('message', (order) => {
    const delays = monitorEventLoopDelay({ resolution: 20 });
    delays.enable();
    process.on('message', () => process.send?.({ polls, failures, longestDelayMs: delays.max / 1e6 } satisfies FleetSeen));
    startAll(order as FleetOrder, events);
  });
}

function startAll(order: FleetOrder, events: Parameters<typeof runSimulatedAppliance>[0]['events']): void {
  const { intervalSeconds, promptDelivery, identities } = order;
  const transport = createTransport(order.server);
  const configuration = { revision: 1, name: '', pollIntervalSeconds: intervalSeconds, promptDelivery };
  // Eight hosts an interval: a scan lasts through an outage of one and a half.
  const settings = { ...PERFECT, hostMs: Math.round((intervalSeconds * 1000) / 8) };
  for (const [n, { applianceId, key }] of identities.entries()) {
    const start = () => {
      // Read as late as this: OpenSSL takes a millisecond for a key, ten thousand at once would delay the first polls by tens of seconds.
      const identity = { applianceId, privateKey: parsePrivateKeyText(key) };
      const one = { n, identity, configuration, settings, traits: traitsOf(settings, n), transport, events };
      void runSimulatedAppliance(one, new AbortController().signal);
    };
    // Starts spread over one interval, as a fleet that runs for long is.
    setTimeout(start, (n / identities.length) * intervalSeconds * 1000);
  }
}

/** What a process and its children have used. */
export interface Usage {
  /** Processor seconds since their start. */
  readonly cpu: number;
  /** Resident. Memory that processes share counts for each. */
  readonly mib: number;
}

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export function usageOf(pid: number): Usage {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
    // After the name, which may hold anything: state is field 3, utime 14, stime 15, those of ended children 16 and 17, rss 24 (proc(5)).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const ticks = stat.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
    const own = { cpu: ticks / TICKS_PER_SECOND, mib: (Number(stat[21]) * PAGE_BYTES) / 1024 ** 2 };
    return children.map(usageOf).reduce((sum, one) => ({ cpu: sum.cpu + one.cpu, mib: sum.mib + one.mib }), own);
  } catch {
    return { cpu: 0, mib: 0 };
  }
}
