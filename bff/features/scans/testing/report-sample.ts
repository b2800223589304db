import type { HostResult } from '../../../domain/scans/host-result.ts';
import { instant } from '../../../domain/time/instant.ts';
import type { HostBatches, ReportHost, ReportModel } from '../report/report-model.ts';

const at = (iso: string) => instant(Date.parse(iso));

/** The report of the design's picture. */
export const sampleReport = (over: Partial<ReportModel> = {}): ReportModel => ({ ...frame, kinds, affected, comparison, run, ...over });

const frame: Omit<ReportModel, 'kinds' | 'affected' | 'comparison' | 'run'> = {
  madeAt: at('2026-03-05T18:42:00Z'),
  madeFor: 'Mara Okafor',
  timeZone: 'America/Los_Angeles',
  product: { version: '0.1.0', address: 'watchbill.corp.example' },
  scan: {
    id: '0195f000-0000-7000-8000-000000000001',
    number: 48127,
    title: 'PCI DMZ, weekly',
    scheduleTitle: 'PCI DMZ, weekly',
    timeZone: 'America/Los_Angeles',
    targetText: '10.20.0.0/24',
    state: 'finished',
    ownerName: 'Lena Brandt',
    createdAt: at('2026-02-26T10:30:00.050Z'),
    startedAt: at('2026-02-26T10:30:01.920Z'),
    endedAt: at('2026-02-26T12:12:00Z'),
  },
  counts: { hostsTotal: 256, hostsDone: 256, hostsAlive: 241, services: 1064, severity: { 5: 6, 4: 19, 3: 41, 2: 30, 1: 22 }, fixable: 87 },
  kindsLeftOut: 0,
  notScanned: [],
};

const comparison: ReportModel['comparison'] = {
  number: 47650,
  startedAt: at('2026-02-19T10:30:02Z'),
  severity: { 5: 4, 4: 22, 3: 47, 2: 33, 1: 24 },
  servicesCount: 1061,
  ...{ added: 9, addedWorst: 2, fixed: 21, remaining: 109, notChecked: 0 },
};

const affected: ReportModel['affected'] = [
  { address: '10.20.1.9', hostname: 'soap-gw.dmz.corp.example', severity: { 5: 2, 4: 4, 3: 9, 2: 3, 1: 1 } },
  { address: '10.20.0.31', hostname: 'web-edge-03.dmz.corp.example', severity: { 5: 1, 4: 3, 3: 6, 2: 2, 1: 2 } },
  { address: '10.20.0.44', hostname: 'sftp-01.dmz.corp.example', severity: { 5: 1, 4: 2, 3: 3, 2: 1, 1: 0 } },
  { address: '10.20.0.32', severity: { 5: 1, 4: 1, 3: 5, 2: 2, 1: 2 } },
  { address: '10.20.2.17', hostname: 'mx2.corp.example', severity: { 5: 0, 4: 2, 3: 2, 2: 1, 1: 1 } },
];

const kinds: ReportModel['kinds'] = [
  {
    ...{
      key: 'openssh-regresshion',
      severity: 5,
      title: 'OpenSSH server race in signal handling (regreSSHion)',
      cves: ['CVE-2024-6387'],
    },
    ...{ evidence: '9.2p1-2', solution: 'Update openssh-server to 1:9.2p1-2+deb12u3' },
    ...{ places: ['10.20.0.31:22', '10.20.0.44:22', '10.20.0.51:22'], placesCount: 5, hostsCount: 5 },
  },
  {
    ...{
      key: 'log4shell',
      severity: 5,
      title: 'Apache Log4j 2 message lookup runs remote code',
      cves: ['CVE-2021-44228'],
      hostsCount: 1,
    },
    ...{
      evidence: 'log4j-core 2.14.1 in /opt/soap/lib',
      solution: 'Update log4j-core to 2.17.1 or later',
      places: ['10.20.1.9'],
      placesCount: 1,
    },
    since: at('2026-02-12T10:30:01Z'),
  },
  {
    ...{
      key: 'http2-rapid-reset',
      severity: 4,
      title: 'HTTP/2 rapid reset exhausts the server',
      cves: ['CVE-2023-44487'],
      hostsCount: 7,
    },
    ...{ evidence: 'nginx 1.18.0', solution: 'Update nginx to 1.25.3, or limit requests per connection', placesCount: 7 },
    ...{ places: ['10.20.0.10:443', '10.20.0.11:443', '10.20.0.12:443'], since: at('2026-02-12T10:30:01Z') },
  },
  {
    ...{
      key: 'ssh-terrapin',
      severity: 3,
      title: 'SSH prefix truncation (Terrapin)',
      cves: ['CVE-2023-48795'],
      hostsCount: 12,
      placesCount: 1,
    },
    ...{ evidence: 'chacha20-poly1305 offered', solution: 'Update openssh-server, or turn off the cipher', places: ['10.20.0.31:22'] },
    since: at('2025-12-12T10:30:01Z'),
  },
  {
    ...{ key: 'http-server-version', severity: 1, title: 'The server tells its version', cves: [], hostsCount: 2, placesCount: 2 },
    ...{
      evidence: 'Server: nginx/1.18.0 (Ubuntu)',
      solution: '',
      places: ['10.20.0.10:80', '10.20.0.11:80'],
      since: at('2026-02-12T10:30:01Z'),
    },
  },
];

const run: ReportModel['run'] = {
  signatures: ['2026.02.26-1'],
  launch: { verdict: 'launched', dueAt: at('2026-02-26T10:30:00Z'), lateByMs: 50 },
  appliances: [
    { name: 'lax-scan-01', slices: 10, clockOffsetMs: 11, engines: [{ name: 'nmap', version: '7.93' }] },
    { name: 'lax-scan-02', slices: 6, clockOffsetMs: -4, engines: [{ name: 'nmap', version: '7.93' }] },
  ],
  slices: { done: 16, failed: 0, total: 16 },
  profile: { name: 'PCI external', engine: 'nmap', ports: 'standard', intensity: 'normal', hostTimeoutMinutes: 30 },
};

export const sampleHost = (n: number, over: Partial<HostResult> = {}): ReportHost => ({
  address: `10.20.${n >> 8}.${n & 255}`,
  ...(n % 3 === 0 ? { hostname: `web-edge-${n}.dmz.corp.example` } : {}),
  alive: n % 17 !== 0,
  operatingSystem: n % 2 === 0 ? 'Debian 12' : 'Ubuntu 22.04',
  services:
    n % 17 === 0
      ? []
      : [
          { port: 22, protocol: 'tcp', name: 'ssh', product: 'OpenSSH', version: '9.2p1 Debian 2', tls: false },
          { port: 443, protocol: 'tcp', name: 'https', product: 'nginx', version: '1.18.0', tls: true },
          { port: 5432, protocol: 'tcp', name: 'postgresql', tls: false },
        ],
  findings:
    n % 4 === 1 && n % 17 !== 0
      ? [
          {
            ...{
              key: 'openssh-regresshion',
              severity: 5,
              title: 'OpenSSH server race in signal handling (regreSSHion)',
              port: 22,
              protocol: 'tcp',
            },
            ...{ cves: ['CVE-2024-6387'], evidence: '9.2p1-2', solution: 'Update openssh-server' },
            ...{ installedVersion: '1:9.2p1-2', fixedVersion: '1:9.2p1-2+deb12u3' },
          },
          {
            ...{ key: 'http-server-version', severity: 1, title: 'The server tells its version', port: 443, protocol: 'tcp', cves: [] },
            ...{ evidence: 'Server: nginx/1.18.0', solution: '' },
          },
        ]
      : [],
  startedAt: at('2026-02-26T10:31:00Z'),
  finishedAt: at('2026-02-26T10:36:10Z'),
  applianceName: 'lax-scan-01',
  signatures: '2026.02.26-1',
  ...over,
});

/** Hosts as a store hands them out. */
export async function* inBatches(hosts: Iterable<ReportHost>, size = 100): HostBatches {
  let batch: ReportHost[] = [];
  for (const host of hosts) {
    batch.push(host);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
