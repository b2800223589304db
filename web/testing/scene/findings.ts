import type { ContainerFinding, Software, TriggerEntry } from '#contract/container-parts';
import { minutesFromNow, sceneHex, sceneId } from './identity.ts';

const PACKAGES = ['openssl', 'libc6', 'zlib1g', 'libxml2', 'curl', 'perl-base'];

/** Findings, worst first; the last one's package wants to break the page. */
export const SCENE_FINDINGS: readonly ContainerFinding[] = [
  ...PACKAGES.map(
    (name, index): ContainerFinding => ({
      advisoryId: `DSA-${5500 + index}-1`,
      cveids: [`CVE-2026-${1000 + index}`, ...(index === 0 ? ['CVE-2026-2000', 'CVE-2026-2001', 'CVE-2026-2002'] : [])],
      severity: Math.max(1, 5 - index) as ContainerFinding['severity'],
      title: `${name}: a known way in`,
      package: name,
      installedVersion: '1.0.2-3',
      ...(index % 2 === 0 && { fixedVersion: '1.0.2-3+deb12u1' }),
      layer: `sha256:${sceneHex(5, 64)}`,
      origin: 'image',
    }),
  ),
  {
    ...{
      advisoryId: 'GHSA-xxxx-yyyy-zzzz',
      cveids: [],
      severity: 1,
      title: '<img src=x onerror=alert(1)>',
      package: `=cmd|' /C calc'!A0\u202E${'x'.repeat(200)}`,
    },
    ...{ installedVersion: '0.0.1', path: '/app/node_modules/evil/package.json', origin: 'drift' },
  },
];

export const SCENE_SOFTWARE: readonly Software[] = PACKAGES.map((name) => ({
  ...{ ecosystem: 'Debian:12', type: 'deb', name, version: '1.0.2-3', source: name, layer: `sha256:${sceneHex(5, 64)}` },
}));

const EVENTS: readonly (readonly [
  minutes: number,
  trigger: TriggerEntry['trigger'],
  action: string,
  outcome: TriggerEntry['outcome'],
  reason?: string,
])[] = [
  [-60, 'pull', 'pull', 'scanned'],
  [-62, 'tag', 'tag', 'not-scanned', 'alias of a scanned image'],
  [-300, undefined, 'pause', 'not-scanned', 'state changes do not scan'],
  [-900, 'manifest', 'manifest', 'scanned'],
  [-2000, 'on-demand', 'scan', 'not-scannable', 'The engine went away while the image was read.'],
];

export const SCENE_TRIGGERS: readonly TriggerEntry[] = EVENTS.map(([minutes, trigger, action, outcome, reason], index) => ({
  id: sceneId(23, index),
  at: minutesFromNow(minutes),
  receivedAt: minutesFromNow(minutes),
  sensorId: sceneId(21, 0),
  sensorName: 'fra-docker-01',
  hostName: 'fra-docker-01.corp.example',
  ...(trigger !== undefined && { trigger }),
  action,
  outcome,
  ...(reason !== undefined && { reason }),
  ...(outcome === 'scanned' && { manifestVersion: '2026.03.05-2', findings: 17 }),
}));
