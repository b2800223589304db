import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { finding, hostResult, type Service } from '#protocol/report';
import type { Advisory } from '../../signatures/advisory.ts';
import { openManifest } from '../../signatures/manifest/open-manifest.ts';
import { composeManifest } from '../../signatures/manifest/write-manifest.ts';
import { scanSlice } from '../scan-slice.ts';
import { lineServer, localServers } from '../testing/local-servers.ts';
import { knownVulnerabilities } from './known-vulnerabilities.ts';

const folder = mkdtempSync(join(tmpdir(), 'known-'));
const servers = localServers();
const shipped = await openManifest(fileURLToPath(new URL('../../signatures/shipped/signatures.wbsig', import.meta.url)));
afterEach(() => servers.close());
afterAll(async () => {
  await shipped.close();
  rmSync(folder, { recursive: true });
});

const service = (port: number, product: string, version: string, distribution?: 'Debian' | 'Ubuntu') => ({
  service: { port, protocol: 'tcp', product, version, tls: false } satisfies Service,
  distribution,
});

const manifestOf = async (advisories: Advisory[]) => {
  const path = join(folder, 'test.wbsig');
  writeFileSync(
    path,
    composeManifest({ version: '2026.03.05-2', sources: [], packages: [{ ecosystem: 'Debian:12', name: 'openssh', advisories }] }),
  );
  return openManifest(path);
};

const advisory = (id: string, fixed: string | undefined, more: Partial<Advisory> = {}): Advisory => ({
  ...{ id, aliases: [], summary: '', references: [], versions: [], ...more },
  ranges: [{ events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
});

// The fixes of these versions are in the package's own changelog, which the manifest that ships was made from.
test('an OpenSSH of an outdated Debian 12 has the CVEs that Debian fixed since, and no other', async () => {
  const found = await knownVulnerabilities([service(22, 'OpenSSH', '9.2p1 Debian 2+deb12u7')], shipped);
  expect(found.map(({ key, fixedVersion }) => [key, fixedVersion])).toEqual([
    ['cve-2025-61984', '1:9.2p1-2+deb12u8'],
    ['cve-2025-61985', '1:9.2p1-2+deb12u8'],
    ['cve-2026-3497', '1:9.2p1-2+deb12u9'],
    ['cve-2026-35385', '1:9.2p1-2+deb12u10'],
    ['cve-2026-35386', '1:9.2p1-2+deb12u10'],
    ['cve-2026-35387', '1:9.2p1-2+deb12u10'],
    ['cve-2026-35388', '1:9.2p1-2+deb12u10'],
    ['cve-2026-35414', '1:9.2p1-2+deb12u10'],
  ]);
  expect(found[0]).toMatchObject({
    title: 'CVE-2025-61984 in openssh of Debian 12',
    cves: ['CVE-2025-61984'],
    severity: 3,
    port: 22,
    installedVersion: '1:9.2p1-2+deb12u7',
    evidence: expect.stringContaining(
      'The service names itself OpenSSH 9.2p1 Debian 2+deb12u7: package openssh 1:9.2p1-2+deb12u7 of Debian 12.',
    ),
    solution: expect.stringContaining('Update openssh to 1:9.2p1-2+deb12u8 or newer'),
  });
  expect(found.every((each) => finding.safeParse(each).success)).toBe(true);
});

test.each([
  ['the newest package', '9.2p1 Debian 2+deb12u10'],
  ['a package from backports', '9.7p1 Debian 7~bpo12+1'],
  ['a release that the manifest does not know', '8.9p1 Ubuntu 3ubuntu0.6'],
  ['a build of nobody known', '7.4'],
])('nothing is found for %s', async (_name, version) => {
  expect(await knownVulnerabilities([service(22, 'OpenSSH', version)], shipped)).toEqual([]);
});

test('where only the upstream version is visible no CVE is claimed; what cannot be seen is said once', async () => {
  const [only, ...others] = await knownVulnerabilities(
    [service(22, 'OpenSSH', '9.2p1 Debian 2+deb12u10'), service(80, 'nginx', '1.22.1')],
    shipped,
  );
  expect(others).toEqual([]);
  expect(only).toMatchObject({ key: 'package-revision-not-visible', severity: 1, port: 80, cves: [] });
  expect(only?.evidence).toContain('CVE-2024-7347');
  // An upstream version that is newer than every fix leaves nothing open.
  expect(await knownVulnerabilities([service(22, 'OpenSSH', '9.2p1 Debian 2+deb12u10'), service(80, 'nginx', '1.28.0')], shipped)).toEqual(
    [],
  );
  // Nothing on the host tells its release.
  expect(await knownVulnerabilities([service(80, 'nginx', '1.22.1')], shipped)).toEqual([]);
});

// Debian 12 mends Apache with new upstream versions, and the rest with revisions.
test('fixes that came with a newer upstream version are missing for certain, if the service says whose package it is', async () => {
  const ssh = service(22, 'OpenSSH', '9.2p1 Debian 2+deb12u10');
  const found = await knownVulnerabilities([ssh, service(80, 'Apache httpd', '2.4.57', 'Debian')], shipped);
  const outdated = found.find(({ key }) => key === 'package-outdated');
  expect(outdated).toMatchObject({ severity: 3, port: 80, installedVersion: '2.4.57', cves: expect.arrayContaining(['CVE-2024-38477']) });
  expect(outdated?.fixedVersion).toMatch(/^2\.4\.\d+-1~deb12u\d$/);
  expect(finding.safeParse(outdated).success).toBe(true);
  const newest = outdated?.fixedVersion?.split('-')[0] ?? '';
  const current = await knownVulnerabilities([ssh, service(80, 'Apache httpd', newest, 'Debian')], shipped);
  expect(current.map(({ key, cves }) => [key, cves])).toEqual([['package-revision-not-visible', []]]);
  for (const distribution of [undefined, 'Ubuntu'] as const) {
    const unclear = await knownVulnerabilities([ssh, service(80, 'Apache httpd', '2.4.57', distribution)], shipped);
    expect(unclear.map(({ key, cves }) => [key, cves])).toEqual([['package-revision-not-visible', []]]);
  }
});

test('two records of one CVE are one finding with the later fix; a bulletin whose CVEs are all reported adds nothing', async () => {
  const manifest = await manifestOf([
    advisory('DEBIAN-CVE-2026-1001', '1:9.2p1-2+deb12u2', { severity: 5 }),
    advisory('CVE-2026-1001', '1:9.2p1-2+deb12u3', { severity: 4 }),
    advisory('CVE-2026-1002', undefined),
    advisory('DSA-1-1', '1:9.2p1-2+deb12u3', { aliases: ['CVE-2026-1001', 'CVE-2026-1002'] }),
    advisory('DSA-2-1', '1:9.2p1-2+deb12u3', { aliases: ['CVE-2026-1003', 'CVE-2026-1004'], severity: 2 }),
  ]);
  const found = await knownVulnerabilities([service(22, 'OpenSSH', '9.2p1 Debian 2+deb12u1')], manifest);
  await manifest.close();
  expect(found.map(({ key, severity, cves, fixedVersion }) => [key, severity, cves.length, fixedVersion])).toEqual([
    ['cve-2026-1001', 5, 1, '1:9.2p1-2+deb12u3'],
    ['cve-2026-1002', 3, 1, undefined],
    ['dsa-2-1', 2, 2, '1:9.2p1-2+deb12u3'],
  ]);
  expect(found[1]?.solution).toContain('No fixed version of openssh is known for Debian 12');
});

const scan = async (ports: readonly number[], signatures: typeof shipped | undefined) => {
  const results: unknown[] = [];
  const profile = { engine: 'connect', ports: ports.join(','), intensity: 'normal', hostTimeoutSeconds: 60 } as const;
  await scanSlice(
    { hosts: [{ address: '127.0.0.1' }], profile },
    (event) => event.kind === 'host' && results.push(event.result),
    new AbortController().signal,
    { clock: () => 1, patience: { connectMs: 1000, greetingMs: 250, replyMs: 200, serviceMs: 2000, inspectionMs: 3000 }, signatures },
  );
  return hostResult.parse(results[0]);
};

test('a scan hears from the Server header whose package the web server is', async () => {
  const ssh = await servers.serve(lineServer('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10\r\n', []));
  const answer = 'HTTP/1.1 200 OK\r\nServer: Apache/2.4.57 (Debian)\r\nContent-Length: 2\r\n\r\nok';
  const web = await servers.serve(lineServer('', [[/^GET/, answer]]));
  const result = await scan([ssh, web], shipped);
  expect(
    result.findings.filter(({ key }) => key === 'package-outdated').map(({ port, installedVersion }) => [port, installedVersion]),
  ).toEqual([[web, '2.4.57']]);
});

test('a scan reports them, names its manifest, and says so where the manifest is damaged', async () => {
  const port = await servers.serve(lineServer('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u8\r\n', []));
  const known = await scan([port], shipped);
  expect(known.signatures).toBe(shipped.header.version);
  expect(known.findings.filter(({ fixedVersion }) => fixedVersion).map(({ key }) => key)).toContain('cve-2026-3497');
  const without = await scan([port], undefined);
  expect([without.signatures, without.failure, without.findings.filter(({ fixedVersion }) => fixedVersion)]).toEqual([
    undefined,
    undefined,
    [],
  ]);
  const damaged = { ...shipped, advisoriesOf: () => Promise.reject(new Error('A checksum does not fit.')) };
  const gap = await scan([port], damaged);
  expect([gap.signatures, gap.failure]).toEqual([undefined, 'Known vulnerabilities were not looked up. A checksum does not fit.']);
});
