import { SCAN_STATES, TRIGGERS } from '../containers/container.ts';
import type { QqlToken } from './catalogue.ts';

const count = (severity: number) =>
  ({
    name: `vulnerabilities.severity${severity}Count`,
    kind: 'number',
    min: 0,
    meaning: `How many findings of severity ${severity} there are.`,
    example: `vulnerabilities.severity${severity}Count>0`,
  }) as const;

/** Findings, software and scans: the same for images and for containers. */
export const SCAN_TOKENS = [
  {
    name: 'lastVmScanDate',
    kind: 'date',
    aliases: ['lastScanned'],
    meaning: 'When it was scanned last.',
    example: 'lastVmScanDate:[now-24h ... now]',
  },
  {
    name: 'scanState',
    kind: 'enum',
    aliases: ['scanStatus'],
    values: SCAN_STATES,
    meaning: 'How its last scan went; `not-matched`: its software is known, and there was no manifest to look it up in.',
    example: 'scanState:not-scannable',
  },
  {
    name: 'trigger',
    kind: 'enum',
    values: TRIGGERS,
    meaning: 'What the last scan was made for.',
    example: 'trigger:[pull, load]',
  },
  {
    name: 'vulnerabilities.severity',
    kind: 'number',
    min: 1,
    max: 5,
    meaning: 'Severity of any of its findings, 1 to 5.',
    example: 'vulnerabilities.severity:5',
  },
  {
    name: 'vulnerabilities.cveIds',
    kind: 'text',
    whole: /^cve-\d{4}-\d{4,}$/i,
    meaning: 'CVE of any of its findings.',
    example: 'vulnerabilities.cveIds:CVE-2024-6387',
  },
  {
    name: 'vulnerabilities.isFixable',
    kind: 'boolean',
    aliases: ['vulnerabilities.patchAvailable'],
    meaning: 'Whether any of its findings has, or lacks, a fixed version.',
    example: 'vulnerabilities.isFixable:true',
  },
  {
    name: 'vulnerabilities.package',
    kind: 'text',
    meaning: 'Package that any of its findings is about.',
    example: 'vulnerabilities.package:openssl',
  },
  {
    name: 'vulnerabilities.title',
    kind: 'text',
    meaning: 'Title of any of its findings.',
    example: 'vulnerabilities.title:"heap overflow"',
  },
  {
    name: 'vulnerabilities.advisoryId',
    kind: 'text',
    aliases: ['vulnerabilities.qid'],
    meaning: 'Advisory that any of its findings comes from.',
    example: 'vulnerabilities.advisoryId:`DSA-5724-1`',
  },
  count(5),
  count(4),
  count(3),
  count(2),
  count(1),
  {
    name: 'operatingSystem',
    kind: 'text',
    meaning: 'Name and version of the operating system.',
    example: 'operatingSystem:"Debian 12"',
  },
  {
    name: 'softwares.name',
    kind: 'text',
    meaning: 'Name of any package in the image.',
    example: 'softwares.name:`openssl`',
  },
  {
    name: 'softwares.version',
    kind: 'text',
    meaning: 'Version of any package in the image.',
    example: 'softwares.version:`3.0.11-1~deb12u2`',
  },
] as const satisfies readonly QqlToken[];
