import { isIPv6 } from 'node:net';
import { type Engine, type EngineOrder, MAX_SERVICES, type ProbedHost } from '../engine.ts';
import { nmapArguments } from './nmap-arguments.ts';
import { type NmapHost, readHost } from './read-host.ts';
import { runNmap } from './run-nmap.ts';

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

const runFamily = async (command: string, addresses: readonly string[], scan: Scan): Promise<void> => {
  if (addresses.length === 0) return;
  const { order, report, stop } = scan;
  const asked = new Map(addresses.map((address) => [canonical(address), address]));
  const startedAt = order.clock();
  const args = nmapArguments({ addresses, ports: order.ports, profile: order.profile, privileged: process.getuid?.() === 0 });
  const onHost = (element: string) => {
    const host = readHost(element);
    const address = host && asked.get(canonical(host.address));
    if (host && address !== undefined) report(toProbedHost(host, address, startedAt, order));
  };
  await runNmap(command, args, onHost, stop);
};

interface Scan {
  readonly order: EngineOrder;
  readonly report: (host: ProbedHost) => void;
  readonly stop: AbortSignal;
}

/** One nmap process per address family of the slice, read while it runs. */
export const nmapEngine = (command: string, version: string): Engine => ({
  name: 'nmap',
  version,
  scan: async (order, report, stop) => {
    const scan = { order, report, stop };
    await runFamily(
      command,
      order.addresses.filter((address) => !isIPv6(address)),
      scan,
    );
    await runFamily(command, order.addresses.filter(isIPv6), scan);
  },
});
