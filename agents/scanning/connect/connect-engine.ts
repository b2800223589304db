import { type Engine, type EngineOrder, MAX_SERVICES, type ProbedHost } from '../engine.ts';
import { DISCOVERY_PORTS } from '../named-ports.ts';
import { type Deadline, deadline } from '../network/deadline.ts';
import { eachBounded } from '../network/each-bounded.ts';
import { type RecognisedService, recogniseService } from '../recognise/recognise-service.ts';
import { isAnswer, type PortTally, scanPorts } from './scan-ports.ts';

/** Lists up to this length are tried whole, without asking first whether the host is there. */
const SHORT_LIST = 100;

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Whatever was not looked at is said: an incomplete scan never looks like a clean one. */
const describeGaps = (order: EngineOrder, tally: PortTally, host: Deadline): string | undefined => {
  if (host.expired()) {
    const left = tally.count.untried === 0 ? '' : `; ${plural(tally.count.untried, 'port')} not tried`;
    return `The host time-out of ${order.profile.hostTimeoutSeconds} s was reached before the scan of this host was done${left}.`;
  }
  const { untried } = tally.count;
  if (untried > 0) return `${plural(untried, 'port')} could not be tried: the appliance had no sockets or no route for them.`;
  if (tally.open.length > MAX_SERVICES) return `${tally.open.length} ports are open; only the first ${MAX_SERVICES} are listed.`;
  return undefined;
};

const findPorts = async (address: string, order: EngineOrder, signal: AbortSignal): Promise<PortTally> => {
  if (order.ports.length > SHORT_LIST) {
    const discovery = await scanPorts(address, DISCOVERY_PORTS, order.patience, signal);
    if (!isAnswer(discovery)) return { open: [], count: discovery.count };
  }
  return scanPorts(address, order.ports, order.patience, signal);
};

const recogniseAll = async (
  address: string,
  ports: readonly number[],
  order: EngineOrder,
  signal: AbortSignal,
): Promise<RecognisedService[]> => {
  const found: RecognisedService[] = [];
  const recognition = { patience: order.patience, thorough: order.profile.intensity === 'high', signal };
  await eachBounded(ports, order.patience.servicesAtOnce, signal, async (port) => {
    found.push(await recogniseService({ address, port, tls: false }, recognition));
  });
  const known = new Set(found.map(({ service }) => service.port));
  // Ports that the time-out left unrecognised are open all the same.
  const rest = ports.filter((port) => !known.has(port)).map((port) => ({ service: { port, protocol: 'tcp' as const, tls: false } }));
  return [...found, ...rest].sort((a, b) => a.service.port - b.service.port);
};

const scanHost = async (address: string, order: EngineOrder, stop: AbortSignal): Promise<ProbedHost> => {
  const startedAt = order.clock();
  const host = deadline(stop, order.profile.hostTimeoutSeconds * 1000);
  try {
    const tally = await findPorts(address, order, host.signal);
    const recognised = await recogniseAll(address, tally.open.slice(0, MAX_SERVICES), order, host.signal);
    const operatingSystem = recognised.find((each) => each.operatingSystem !== undefined)?.operatingSystem;
    const failure = describeGaps(order, tally, host);
    return {
      address,
      alive: isAnswer(tally),
      ...(operatingSystem === undefined ? {} : { operatingSystem }),
      services: recognised.map(({ service }) => service),
      startedAt,
      finishedAt: order.clock(),
      ...(failure === undefined ? {} : { failure }),
    };
  } finally {
    host.release();
  }
};

/**
 * Needs nothing but sockets: TCP connections, greetings, harmless questions. It cannot send ICMP or ARP, so a host is
 * taken as alive when any TCP port answers, be it by a refusal; one that drops everything counts as not alive.
 */
export const connectEngine: Engine = {
  name: 'connect',
  version: '1',
  scan: (order, report, stop) =>
    eachBounded(order.addresses, order.patience.hostsAtOnce, stop, async (address) => {
      const host = await scanHost(address, order, stop);
      if (!stop.aborted) report(host);
    }),
};
