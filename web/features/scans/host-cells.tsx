import type { HostResult } from '#contract/scans';
import { Status } from '../../ui/status/status.tsx';
import { formatDuration } from '../../ui/time/format-duration.ts';

type Service = HostResult['services'][number];

/** `nginx 1.18.0`; the name of the service where the product is unknown; its port where nothing is. */
export const serviceInWords = ({ product, version, name, port, protocol }: Service): string =>
  product === undefined ? (name ?? `${port}/${protocol}`) : version === undefined ? product : `${product} ${version}`;

/** Products first, then what is only known by name; each once. */
export function servicesInWords(services: readonly Service[]): string {
  const ordered = [...services].sort((one, other) => Number(one.product === undefined) - Number(other.product === undefined));
  return [...new Set(ordered.map(serviceInWords))].join(', ') || '—';
}

export const hostName = ({ hostname, address }: Pick<HostResult, 'hostname' | 'address'>): string => hostname ?? address;

/** How the scan of the host ended. */
export function HostStatus({ host }: { readonly host: HostResult }) {
  if (host.state === 'failed') return <Status name="failed" qualifier={host.failure} />;
  if (!host.alive) return <span className="meta">no answer</span>;
  return <Status name="finished" qualifier={formatDuration(Date.parse(host.finishedAt) - Date.parse(host.startedAt))} />;
}
