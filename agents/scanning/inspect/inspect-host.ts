import type { Finding, HostResult, Service } from '#protocol/report';
import type { Manifest } from '../../signatures/manifest/open-manifest.ts';
import type { ProbedHost } from '../engine.ts';
import type { Distribution } from '../known/distribution-package.ts';
import { knownVulnerabilities, type SeenOnHost } from '../known/known-vulnerabilities.ts';
import { deadline } from '../network/deadline.ts';
import { eachBounded } from '../network/each-bounded.ts';
import type { InspectionTools } from './inspector.ts';
import { INSPECTORS } from './inspectors.ts';

/** A host that answers on everything must not occupy the scan: at most so many services are inspected. */
const MAX_INSPECTED = 100;
/** Keeps one host far below the largest body that the platform reads. */
const MAX_FINDINGS = 1000;

interface InspectedService {
  readonly service: Service;
  readonly findings: readonly Finding[];
  readonly distribution: Distribution | undefined;
}

const inspectService = async (service: Service, host: InspectedHost, tools: InspectionTools): Promise<InspectedService> => {
  const endpoint = { address: host.probed.address, port: service.port, tls: service.tls, serverName: host.hostname };
  const limit = deadline(tools.signal, tools.patience.serviceMs);
  let learned: Service = service;
  let distribution: Distribution | undefined;
  const findings: Finding[] = [];
  try {
    for (const inspector of INSPECTORS.filter((each) => each.fits(service))) {
      const inspection = await inspector.inspect({ service: learned, endpoint }, { ...tools, signal: limit.signal });
      learned = { ...learned, ...inspection.learned };
      distribution ??= inspection.distribution;
      findings.push(...inspection.findings);
    }
  } finally {
    limit.release();
  }
  return { service: learned, findings, distribution };
};

export interface InspectedHost {
  readonly probed: ProbedHost;
  readonly hostname?: string | undefined;
  readonly signatures?: Manifest | undefined;
}

const gapsOf = (probed: ProbedHost, expired: boolean, tools: InspectionTools): string | undefined => {
  const gaps = [
    probed.failure,
    expired
      ? `The findings are incomplete: the inspection of the services took longer than ${tools.patience.inspectionMs / 1000} s.`
      : undefined,
    probed.services.length > MAX_INSPECTED
      ? `The findings are incomplete: only the first ${MAX_INSPECTED} of ${probed.services.length} services were inspected.`
      : undefined,
  ];
  return gaps.filter((gap) => gap !== undefined).join(' ') || undefined;
};

/** What the signatures know of the services; a damaged manifest is a gap of the result, never its end. */
const lookUp = async (services: readonly SeenOnHost[], signatures: Manifest | undefined): Promise<{ known: Finding[]; gap?: string }> => {
  if (!signatures) return { known: [] };
  try {
    return { known: await knownVulnerabilities(services, signatures) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { known: [], gap: `Known vulnerabilities were not looked up. ${reason}` };
  }
};

const bySeverity = (a: Finding, b: Finding): number =>
  b.severity - a.severity || (a.port ?? 0) - (b.port ?? 0) || a.key.localeCompare(b.key);

/** Runs every fitting inspector on every service of a probed host. The result keeps to the limits of the protocol. */
export const inspectHost = async (host: InspectedHost, tools: InspectionTools): Promise<HostResult> => {
  const { probed, hostname } = host;
  const limit = deadline(tools.signal, tools.patience.inspectionMs);
  const services = new Map<number, SeenOnHost>(probed.services.map((service) => [service.port, { service, distribution: undefined }]));
  const findings: Finding[] = [];
  try {
    await eachBounded(probed.services.slice(0, MAX_INSPECTED), tools.patience.servicesAtOnce, limit.signal, async (service) => {
      const { findings: seen, ...learned } = await inspectService(service, host, { ...tools, signal: limit.signal });
      services.set(service.port, learned);
      findings.push(...seen);
    });
  } finally {
    limit.release();
  }
  const learned = [...services.values()];
  const { known, gap } = await lookUp(learned, host.signatures);
  findings.push(...known);
  const failure = [gapsOf(probed, limit.expired(), tools), gap].filter(Boolean).join(' ').slice(0, 500) || undefined;
  return {
    ...probed,
    ...(hostname === undefined ? {} : { hostname }),
    ...(host.signatures && gap === undefined ? { signatures: host.signatures.header.version } : {}),
    services: learned.map(({ service }) => service),
    findings: findings.sort(bySeverity).slice(0, MAX_FINDINGS),
    finishedAt: tools.clock(),
    ...(failure === undefined ? {} : { failure }),
  };
};
