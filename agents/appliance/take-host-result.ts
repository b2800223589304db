import { type HostResult, hostResult } from '../protocol/report.ts';
import type { SliceHost } from '../protocol/slice.ts';
import { MAX_BODY_BYTES } from '../protocol/version.ts';

/** Room for the frame of a report and of its batch. */
const MAX_RESULT_BYTES = MAX_BODY_BYTES - 64 * 1024;
const CUTS = [
  { evidence: 500, findings: 4096, services: 4096 },
  { evidence: 200, findings: 1000, services: 1000 },
  { evidence: 0, findings: 200, services: 500 },
];

const bytesOf = (result: HostResult) => Buffer.byteLength(JSON.stringify(result));

/** A result larger than the platform reads loses evidence first, then its last findings; it says so. */
export const fitHostResult = (result: HostResult): HostResult => {
  if (bytesOf(result) <= MAX_RESULT_BYTES) return result;
  const failure = [result.failure, 'The result was too large and has been shortened.'].filter(Boolean).join(' ').slice(0, 500);
  const versions = CUTS.map((cut) => ({
    ...result,
    failure,
    services: result.services.slice(0, cut.services),
    findings: result.findings.slice(0, cut.findings).map((each) => ({ ...each, evidence: each.evidence.slice(0, cut.evidence) })),
  }));
  return versions.find((version) => bytesOf(version) <= MAX_RESULT_BYTES) ?? { ...result, failure, services: [], findings: [] };
};

const problemOf = (raw: unknown): string =>
  hostResult.safeParse(raw).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)[0] ?? '';

/** What scand said of a host, as the wire wants it. A result that breaks the wire becomes a host with a failure. */
export const parseHostResult = (raw: unknown): HostResult | undefined => {
  const whole = hostResult.safeParse(raw);
  if (whole.success) return whole.data;
  const { address, hostname, startedAt, finishedAt } = (raw ?? {}) as Record<string, unknown>;
  const failure = `The engine told what the protocol does not allow. ${problemOf(raw)}`.slice(0, 500);
  const bare = hostResult.safeParse({ address, hostname, alive: true, services: [], findings: [], startedAt, finishedAt, failure });
  return bare.success ? bare.data : undefined;
};

const matches = (host: SliceHost, { address, hostname }: HostResult): boolean =>
  'name' in host ? host.name.toLowerCase() === hostname?.toLowerCase() : canonical(host.address) === canonical(address);

/** IPv6 has many spellings; URL (WHATWG) has one. */
const canonical = (address: string): string => {
  if (!address.includes(':')) return address;
  return URL.canParse(`http://[${address}]`) ? new URL(`http://[${address}]`).hostname : address;
};

/** Which host of the slice, not done yet, a result is about; -1 when none. */
export const indexOfHost = (hosts: readonly SliceHost[], done: ReadonlySet<number>, result: HostResult): number => {
  const named = hosts.findIndex((host, index) => !done.has(index) && 'name' in host && matches(host, result));
  return named !== -1 ? named : hosts.findIndex((host, index) => !done.has(index) && 'address' in host && matches(host, result));
};
