import { cleanText } from '../../scanning/clean-text.ts';
import type { JudgedFinding } from '../policy/judge.ts';
import { nameOf, type ScannedImage, type ScanReport, shortId } from '../scan-report.ts';
import { describeSeverity } from '../severity.ts';
import { describeFindings } from './counts.ts';
import { describeVerdict } from './describe-verdict.ts';

export interface TableLook {
  /** Columns of the terminal. */
  readonly width: number;
  readonly isColoured: boolean;
}

const HEAD = ['SEVERITY', 'PACKAGE', 'INSTALLED', 'FIXED IN', 'ADVISORY'];
const GAP = '  ';
const LEAST = 8;
const MAX_CELL = 300;
const MIB = 1024 * 1024;

const COLOURS: Readonly<Record<string, string>> = { critical: '1;31', high: '31', medium: '33', low: '36', info: '2' };

const coloured = (text: string, code: string | undefined, { isColoured }: TableLook): string =>
  isColoured && code ? `\u001b[${code}m${text}\u001b[0m` : text;

const rowOf = ({ severity, package: name, installedVersion, fixedVersion, cves, advisoryId, path, ignored }: JudgedFinding): string[] =>
  [
    describeSeverity(severity),
    path === undefined ? name : `${name} (${path})`,
    installedVersion,
    fixedVersion ?? 'none',
    `${cves.length === 1 ? cves[0] : cves.length > 1 ? `${advisoryId} (${cves.length} CVEs)` : advisoryId}${ignored ? ' ignored' : ''}`,
  ].map((cell) => cleanText(cell, MAX_CELL));

/** As wide as the content asks for; where that is too much, the widest give way. */
const fitWidths = (rows: readonly (readonly string[])[], width: number): number[] => {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const room = width - GAP.length * (widths.length - 1);
  for (let over = widths.reduce((sum, each) => sum + each, 0) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= LEAST) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
};

/** Nothing is cut off: what does not fit goes on below. */
const wrap = (text: string, width: number): string[] => {
  const lines: string[] = [];
  for (let at = 0; at < text.length || at === 0; at += width) lines.push(text.slice(at, at + width));
  return lines;
};

const layRow = (row: readonly string[], widths: readonly number[]): string[] => {
  const cells = row.map((cell, at) => wrap(cell, widths[at] ?? LEAST));
  const height = Math.max(...cells.map((each) => each.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, at) => (cell[line] ?? '').padEnd(widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
};

/** A sentence in lines that break between words. */
const fold = (text: string, width: number, indent = ''): string[] => {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.trim().split(/\s+/)) {
    if (line.trim() !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line = line.trim() === '' ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
};

const layImage = (image: ScannedImage, look: TableLook): string[] => {
  const { inventory, findings } = image;
  const facts = [
    inventory.os?.name ?? 'no distribution',
    inventory.architecture,
    `${(inventory.size / MIB).toFixed(1)} MiB in ${inventory.layers.length} ${inventory.layers.length === 1 ? 'layer' : 'layers'}`,
    `${inventory.packages.length} packages`,
  ];
  const rows = findings.map(rowOf);
  const widths = fitWidths([HEAD, ...rows], look.width);
  const lines = rows.flatMap((row) => {
    const [first = '', ...others] = layRow(row, widths);
    const word = row[0] ?? '';
    return [coloured(word, COLOURS[word], look) + first.slice(word.length), ...others];
  });
  return [
    coloured(cleanText(nameOf(image), MAX_CELL), '1', look),
    ...fold(cleanText([`image id ${shortId(inventory)}`, ...facts].join(', '), MAX_CELL), look.width),
    '',
    ...(rows.length > 0 ? [coloured(layRow(HEAD, widths)[0] ?? '', '2', look), ...lines, ''] : []),
    // Of an image of which nothing is known, a count would read like an all-clear.
    ...(image.verdict.outcome === 'unknown' ? ['Vulnerabilities: not known.'] : fold(describeFindings(findings), look.width)),
    '',
  ];
};

/** For people at a terminal: readable at 80 columns, without control characters of what was scanned. */
export const composeTable = (report: ScanReport, look: TableLook): string => {
  const { version, ageDays } = report.manifest;
  const age = ageDays === 0 ? 'made today' : ageDays === 1 ? 'one day old' : `${ageDays} days old`;
  const [verdict = '', ...broken] = describeVerdict(report).map((line) => cleanText(line, 1000));
  const lines = [
    ...report.images.flatMap((image) => layImage(image, look)),
    `Signatures ${version}, ${age}.`,
    ...report.warnings.flatMap((warning) => fold(`Note: ${cleanText(warning, 1000)}`, look.width)),
    coloured(verdict, report.outcome === 'pass' ? '32' : '1;31', look),
    ...broken.flatMap((line) => fold(line, look.width, '  ')),
  ];
  return `${lines.join('\n')}\n`;
};
