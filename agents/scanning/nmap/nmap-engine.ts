import { isIPv6 } from 'node:net';
import { availableParallelism } from 'node:os';
import { readCapabilities } from '../../runtime/capabilities.ts';
import { type Engine, type EngineOrder, MAX_SERVICES, type ProbedHost } from '../engine.ts';
import { nmapArguments } from './nmap-arguments.ts';
import { type NmapHost, readHost } from './read-host.ts';
import { runNmap } from './run-nmap.ts';
import { splitLanes } from './split-lanes.ts';

const describeGaps = (host: NmapHost, order: EngineOrder): string | undefined => {
  if (host.timedOut) return `The host time-out of ${order.profile.hostTimeoutSeconds} s was reached before the scan of this host was done.`;
  if (host.services.length > MAX_SERVICES) return `${host.services.length} ports are open; only the first ${MAX_SERVICES} are listed.`;
  return undefined;
};

const toProbedHost = (host: NmapHost, address: string, startedAt: number, order: EngineOrder): ProbedHost => {
  const failure = describeGaps(host, order);
  return {
    address,
    alive: host.up,
    ...(host.operatingSystem === undefined ? {} : { operatingSystem: host.operatingSystem }),
    services: host.services.slice(0, MAX_SERVICES),
    startedAt,
    finishedAt: order.clock(),
    ...(failure === undefined ? {} : { failure }),
  };
};

const canonical = (address: string): string => (isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address);

interface Scan {
  readonly command: string;
  readonly order: EngineOrder;
  readonly report: (host: ProbedHost) => void;
  readonly stop: AbortSignal;
}

/** One process. Only hosts that were asked for are reported, under the very address that was asked for. */
const runLane = async (addresses: readonly string[], { command, order, report, stop }: Scan): Promise<void> => {
  const asked = new Map(addresses.map((address) => [canonical(address), address]));
  const startedAt = order.clock();
  const args = nmapArguments({ addresses, ports: order.ports, profile: order.profile, privileged: readCapabilities().has('CAP_NET_RAW') });
  const onHost = (element: string) => {
    const host = readHost(element);
    const address = host && asked.get(canonical(host.address));
    if (host && address !== undefined) report(toProbedHost(host, address, startedAt, order));
  };
  await runNmap(command, args, onHost, stop);
};

/** IPv4 and IPv6 need processes of their own. Low intensity means one process after the other. */
const runAll = async (scan: Scan): Promise<void> => {
  const { addresses, profile } = scan.order;
  const families = [addresses.filter((address) => !isIPv6(address)), addresses.filter(isIPv6)].filter((family) => family.length > 0);
  const gentle = profile.intensity === 'low';
  const lanes = families.flatMap((family) => splitLanes(family, gentle ? 1 : availableParallelism()));
  if (gentle) {
    for (const lane of lanes) await runLane(lane, scan);
    return;
  }
  // All are waited for: what one process finds stays valid when another one breaks.
  const outcomes = await Promise.allSettled(lanes.map((lane) => runLane(lane, scan)));
  const broken = outcomes.find((outcome) => outcome.status === 'rejected');
  if (broken) throw broken.reason;
};

/** nmap as a few processes side by side, each read while it runs. */
export const nmapEngine = (command: string, version: string): Engine => ({
  name: 'nmap',
  version,
  scan: (order, report, stop) => runAll({ command, order, report, stop }),
});
