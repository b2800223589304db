import { setMaxListeners } from 'node:events';
import type { HostResult } from '#protocol/report';
import type { Manifest } from '../signatures/manifest/open-manifest.ts';
import { availableEngines } from './detect-engines.ts';
import type { Engine, ProbedHost } from './engine.ts';
import { inspectHost } from './inspect/inspect-host.ts';
import { type Patience, patienceOf } from './network/patience.ts';
import { pickEngine } from './pick-engine.ts';
import { parsePortSet } from './port-set.ts';
import { excludedSet, type ResolvedHost, resolveBySystem, resolveHost } from './resolve-host.ts';
import type { ScanEvent, ScanOrder, ScanTools } from './scan-event.ts';

/** One run of `scanSlice`: what was given, and how far it is. */
interface Course {
  readonly order: ScanOrder;
  readonly engine: Engine;
  readonly ports: readonly number[];
  readonly patience: Patience;
  readonly clock: () => number;
  readonly report: (result: HostResult) => void;
  readonly signatures: Manifest | undefined;
}

const begin = async (order: ScanOrder, emit: (event: ScanEvent) => void, tools: ScanTools): Promise<Course> => {
  const set = parsePortSet(order.profile.ports);
  if (!set.ok) throw new Error(`The ports of the option profile cannot be scanned. ${set.problem}`);
  const engine = pickEngine(order.profile.engine, await availableEngines());
  emit({ kind: 'started', engine: `${engine.name} ${engine.version}` });
  const hostsTotal = order.hosts.length;
  let hostsDone = 0;
  const report = (result: HostResult) => {
    emit({ kind: 'host', result });
    emit({ kind: 'progress', hostsDone: ++hostsDone, hostsTotal });
  };
  const patience = patienceOf(order.profile.intensity, tools.patience);
  return { order, engine, ports: set.ports, patience, clock: tools.clock, report, signatures: tools.signatures };
};

const unscanned = (host: ResolvedHost, failure: string, at: number): HostResult => ({
  ...(host.hostname === undefined ? {} : { hostname: host.hostname }),
  address: host.address,
  alive: false,
  services: [],
  findings: [],
  startedAt: at,
  finishedAt: at,
  failure: failure.slice(0, 500),
});

/** Reports the hosts that have no address; the others by address, so that two names of one machine are one scan. */
const gatherTargets = (hosts: readonly ResolvedHost[], { clock, report }: Course): Map<string, ResolvedHost[]> => {
  const targets = new Map<string, ResolvedHost[]>();
  for (const host of hosts) {
    if ('failure' in host) report(unscanned(host, host.failure, clock()));
    else targets.set(host.address, [...(targets.get(host.address) ?? []), host]);
  }
  return targets;
};

const inspectAndReport = async (probed: ProbedHost, hosts: readonly ResolvedHost[], course: Course, signal: AbortSignal): Promise<void> => {
  const { clock, patience, signatures } = course;
  for (const { hostname } of hosts) {
    const result = await inspectHost({ probed, hostname, signatures }, { clock, patience, signal });
    // Aborted in the middle: the findings are incomplete, so the host stays to be done.
    if (!signal.aborted) course.report(result);
  }
};

/** Aborted a little later than `stop`: hosts that are nearly done are still reported. */
const graceAfter = (stop: AbortSignal, graceMs: number): { signal: AbortSignal; release: () => void } => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => controller.abort(), graceMs);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      stop.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
};

const scanTargets = async (targets: ReadonlyMap<string, readonly ResolvedHost[]>, course: Course, stop: AbortSignal): Promise<void> => {
  const { engine, ports, patience, clock, order } = course;
  const grace = graceAfter(stop, patience.stopGraceMs);
  const inspections: Promise<void>[] = [];
  const missing = new Map(targets);
  const onHost = (probed: ProbedHost) => {
    const hosts = missing.get(probed.address);
    if (!hosts) return;
    missing.delete(probed.address);
    inspections.push(inspectAndReport(probed, hosts, course, grace.signal));
  };
  try {
    await engine.scan({ addresses: [...targets.keys()], ports, profile: order.profile, patience, clock }, onHost, stop);
    await Promise.all(inspections);
    if (stop.aborted) return;
    for (const host of [...missing.values()].flat())
      course.report(unscanned(host, `${engine.name} reported nothing about this host.`, clock()));
  } finally {
    await Promise.allSettled(inspections);
    grace.release();
  }
};

/**
 * Scans the hosts of a slice and tells each one as soon as it is done. Resolves `stopped` when `stop` came before all
 * were done: hosts that were not told are still to do. Rejects when the order cannot be carried out or the engine
 * broke; hosts already told stay valid.
 */
export const scanSlice = async (
  order: ScanOrder,
  emit: (event: ScanEvent) => void,
  stop: AbortSignal,
  tools: ScanTools,
): Promise<'finished' | 'stopped'> => {
  setMaxListeners(0, stop);
  let told = 0;
  const counting = (event: ScanEvent) => {
    if (event.kind === 'host') told++;
    emit(event);
  };
  const course = await begin(order, counting, tools);
  const excluded = excludedSet(order.excluded ?? []);
  const resolved = await Promise.all(order.hosts.map((host) => resolveHost(host, tools.resolve ?? resolveBySystem, excluded)));
  if (stop.aborted) return 'stopped';
  const targets = gatherTargets(resolved, course);
  if (targets.size > 0) await scanTargets(targets, course, stop);
  return told === order.hosts.length ? 'finished' : 'stopped';
};
