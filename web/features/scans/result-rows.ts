import type { HostResult } from '#contract/scans';
import { parseTerms } from '../../ui/filter/filter-terms.ts';
import { hostName } from './host-cells.tsx';

export type FindingRow = HostResult['findings'][number] & { readonly rowKey: string; readonly address: string; readonly host: string };
export type ServiceRow = HostResult['services'][number] & { readonly rowKey: string; readonly address: string; readonly host: string };

/** The severities that a filter asks for; undefined: all. The server finds the hosts, this picks their findings. */
export function wantedSeverities(query: string): ReadonlySet<number> | undefined {
  const terms = parseTerms(query).filter(({ name }) => name?.toLowerCase() === 'severity');
  return terms.length === 0 ? undefined : new Set(terms.flatMap(({ value }) => value.split(',').map(Number)));
}

/** One row a finding, worst first; within a severity in the order of the hosts. */
export function findingRows(hosts: readonly HostResult[], query: string): readonly FindingRow[] {
  const wanted = wantedSeverities(query);
  return hosts
    .flatMap((host) =>
      host.findings.map((finding) => ({
        ...finding,
        rowKey: `${host.address} ${finding.key} ${finding.port ?? ''}${finding.protocol ?? ''}`,
        address: host.address,
        host: hostName(host),
      })),
    )
    .filter(({ severity }) => wanted?.has(severity) ?? true)
    .sort((one, other) => other.severity - one.severity);
}

/** One row an open service, in the order of the hosts, by port. */
export const serviceRows = (hosts: readonly HostResult[]): readonly ServiceRow[] =>
  hosts.flatMap((host) =>
    host.services
      .toSorted((one, other) => one.port - other.port)
      .map((service) => ({
        ...service,
        rowKey: `${host.address} ${service.port}/${service.protocol}`,
        address: host.address,
        host: hostName(host),
      })),
  );
