import { csvLine } from '../../../domain/csv/csv-line.ts';
import type { Finding, Service } from '../../../domain/scans/host-result.ts';
import { toIso } from '../../../domain/time/instant.ts';
import type { HostBatches, ReportHost } from './report-model.ts';

const COLUMNS = [
  'address',
  'hostname',
  'operating_system',
  'port',
  'protocol',
  'service',
  'product',
  'version',
  'severity',
  'finding',
  'title',
  'cves',
  'evidence',
  'solution',
  'appliance',
  'seen_at',
  'installed_version',
  'fixed_version',
  'signatures',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | undefined>>;

/** One row per finding, and one per open service without a finding; RFC 4180. */
export async function* renderCsv(batches: HostBatches): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for await (const batch of batches)
    yield batch
      .flatMap(rowsOf)
      .map((row) => csvLine(COLUMNS.map((column) => row[column])))
      .join('');
}

function rowsOf(host: ReportHost): Row[] {
  const base: Row = {
    address: host.address,
    hostname: host.hostname,
    operating_system: host.operatingSystem,
    appliance: host.applianceName,
    seen_at: toIso(host.finishedAt),
    signatures: host.signatures,
  };
  const isAt = (finding: Finding, service: Service) => finding.port === service.port && (finding.protocol ?? 'tcp') === service.protocol;
  const found = host.findings.map((finding) => {
    const service = host.services.find((one) => isAt(finding, one));
    return { ...base, ...serviceOf(service), ...findingOf(finding) };
  });
  const quiet = host.services.filter((service) => !host.findings.some((finding) => isAt(finding, service)));
  return [...found, ...quiet.map((service) => ({ ...base, ...serviceOf(service) }))];
}

const serviceOf = (service: Service | undefined): Row =>
  service === undefined
    ? {}
    : { port: service.port, protocol: service.protocol, service: service.name, product: service.product, version: service.version };

const findingOf = (finding: Finding): Row => ({
  ...(finding.port === undefined ? {} : { port: finding.port, protocol: finding.protocol ?? 'tcp' }),
  ...{ severity: finding.severity, finding: finding.key, title: finding.title, cves: finding.cves.join(' ') },
  ...{ evidence: finding.evidence, solution: finding.solution },
  ...{ installed_version: finding.installedVersion, fixed_version: finding.fixedVersion },
});
