import { TLSSocket } from 'node:tls';
import type { Finding } from '#protocol/report';
import { type FindingKey, finding } from '../../finding-catalogue.ts';
import { COMMON_CIPHERS, type OldTlsVersion } from '../../network/client-hello.ts';
import { openTalk } from '../../network/talk.ts';
import type { Inspected, InspectionTools, Inspector } from '../inspector.ts';
import { toCertificateFacts } from './certificate-facts.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { tryHello } from './try-hello.ts';
import { cvesOfSuite, isCbcInSslv3, suiteName, WEAK_SUITES } from './weak-suites.ts';

const judgePeer = async ({ endpoint }: Inspected, { clock, patience, signal }: InspectionTools): Promise<Finding[]> => {
  const talk = await openTalk(endpoint, patience, signal);
  if (!talk) return [];
  const certificate = talk.socket instanceof TLSSocket ? talk.socket.getPeerX509Certificate() : undefined;
  talk.close();
  return certificate ? judgeCertificate(toCertificateFacts(certificate, endpoint.serverName), endpoint.port, clock()) : [];
};

const OLD_VERSIONS: readonly (readonly [OldTlsVersion, FindingKey])[] = [
  ['TLSv1.1', 'tls-protocol-tls11'],
  ['TLSv1', 'tls-protocol-tls10'],
  ['SSLv3', 'tls-protocol-sslv3'],
];

interface Versions {
  /** Newest first; TLS 1.3 is not among them. */
  readonly accepted: readonly OldTlsVersion[];
  readonly findings: readonly Finding[];
}

/** `undefined`: the server stalls, so nothing more is asked. */
const tryVersions = async (inspected: Inspected, tools: InspectionTools): Promise<Versions | undefined> => {
  const newest = await tryHello(inspected, { version: 'TLSv1.2', ciphers: 'common' }, tools);
  if (newest === 'silent') return undefined;
  const accepted: OldTlsVersion[] = newest.accepted ? ['TLSv1.2'] : [];
  const findings: Finding[] = [];
  for (const [version, key] of OLD_VERSIONS) {
    const hello = await tryHello(inspected, { version, ciphers: OLD_OFFER }, tools);
    if (hello === 'silent') break;
    if (!hello.accepted) continue;
    accepted.push(version);
    const cves = version === 'SSLv3' && isCbcInSslv3(hello.cipher) ? ['CVE-2014-3566'] : [];
    findings.push(
      finding(key, inspected.endpoint.port, `A handshake with ${version} was accepted; the server chose ${suiteName(hello.cipher)}.`, cves),
    );
  }
  return { accepted, findings };
};

/** For the old versions also what only they know. */
const OLD_OFFER: readonly number[] = [
  ...new Set([...COMMON_CIPHERS, ...WEAK_SUITES.flatMap(({ suites }) => Object.keys(suites).map(Number))]),
];

const trySuites = async (inspected: Inspected, accepted: readonly OldTlsVersion[], tools: InspectionTools): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const { key, suites, old } of WEAK_SUITES) {
    const version = old && accepted.includes('TLSv1') ? 'TLSv1' : accepted[0];
    if (version === undefined) return findings;
    const hello = await tryHello(inspected, { version, ciphers: Object.keys(suites).map(Number) }, tools);
    if (hello === 'silent') return findings;
    if (!hello.accepted || !(hello.cipher in suites)) continue;
    const evidence = `A handshake with ${version} was accepted with ${suiteName(hello.cipher)}.`;
    findings.push(finding(key, inspected.endpoint.port, evidence, cvesOfSuite(hello.cipher)));
  }
  return findings;
};

/** Certificate, protocol versions, cipher suites: at most twelve handshakes, none of them finished but one. */
export const tlsInspector: Inspector = {
  name: 'tls',
  fits: (service) => service.tls,
  inspect: async (inspected, tools) => {
    const versions = await tryVersions(inspected, tools);
    if (!versions) return { findings: [] };
    const suites = await trySuites(inspected, versions.accepted, tools);
    return { findings: [...(await judgePeer(inspected, tools)), ...versions.findings, ...suites] };
  },
};
