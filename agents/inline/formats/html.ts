import { cleanText } from '../../scanning/clean-text.ts';
import type { JudgedFinding } from '../policy/judge.ts';
import { nameOf, type ScannedImage, type ScanReport } from '../scan-report.ts';
import { describeSeverity } from '../severity.ts';
import { countBySeverity, describeFindings } from './counts.ts';
import { describeVerdict } from './describe-verdict.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const MAX_TEXT = 2000;

/** Text of an image as text of a page: without what turns directions, every sign that could end it escaped. */
const text = (value: string): string => cleanText(value, MAX_TEXT).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '');

const STYLE = `
:root{color-scheme:light dark;--line:#d5dae1;--muted:#5c6673;--bad:#b3261e;--good:#1a6e3c}
@media (prefers-color-scheme:dark){:root{--line:#39414d;--muted:#9aa5b3;--bad:#ff8a80;--good:#7ddc9f}}
body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .25rem;overflow-wrap:anywhere}
.meta{color:var(--muted);margin:.25rem 0;overflow-wrap:anywhere}.verdict{font-weight:600;border-left:4px solid;padding:.5rem .75rem;margin:1rem 0}
.fail{color:var(--bad)}.pass{color:var(--good)}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:44rem;font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}
td{overflow-wrap:anywhere}.mono{font-family:ui-monospace,monospace}.s5,.s4{color:var(--bad);font-weight:600}.ignored{font-style:italic}
`;

const rowOf = (finding: JudgedFinding): string => {
  const { severity, package: name, installedVersion, fixedVersion, advisoryId, cves, title, path, ignored } = finding;
  const advisory = [...new Set([advisoryId, ...cves])].map(text).join(', ');
  const aside = [path, ignored && `Ignored: ${ignored.reason}`].filter((each) => each !== undefined).map(text);
  const cells = [
    `<td class="s${severity}">${describeSeverity(severity)}</td>`,
    `<td>${text(name)}${aside.map((each) => `<div class="meta">${each}</div>`).join('')}</td>`,
    `<td class="mono">${text(installedVersion)}</td><td class="mono">${fixedVersion === undefined ? 'none known' : text(fixedVersion)}</td>`,
    `<td>${advisory}${title === advisoryId ? '' : `<div class="meta">${text(title)}</div>`}</td>`,
  ];
  return `<tr${ignored ? ' class="ignored"' : ''}>${cells.join('')}</tr>`;
};

const HEAD = ['Severity', 'Package', 'Installed', 'Fixed in', 'Advisory'].map((each) => `<th scope="col">${each}</th>`).join('');

const sectionOf = (image: ScannedImage): string => {
  const { inventory, findings, repoDigests, verdict } = image;
  const system = inventory.os?.name ?? 'No distribution';
  const names = [...inventory.repoTags.slice(1), ...repoDigests, inventory.imageId].map(text).join('<br>');
  const rows = findings.map(rowOf).join('\n');
  return [
    `<section><h2>${text(nameOf(image))}</h2><p class="meta">${names}</p>`,
    `<p class="meta">${text(system)}, ${text(inventory.architecture)}, ${inventory.layers.length} ${inventory.layers.length === 1 ? 'layer' : 'layers'}, ${inventory.packages.length} packages</p>`,
    `<p>${verdict.outcome === 'unknown' ? 'Vulnerabilities: not known.' : describeFindings(findings)}</p>`,
    rows === '' ? '' : `<div class="wide"><table><thead><tr>${HEAD}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`,
    '</section>',
  ].join('\n');
};

/** For people, to keep or to send: one page that loads nothing and runs nothing. */
export const composeHtml = (report: ScanReport): string => {
  const [verdict = '', ...broken] = describeVerdict(report);
  const counts = countBySeverity(report.images.flatMap(({ findings }) => findings));
  const figures = counts.filter(({ count }) => count > 0).map(({ word, count }) => `${count} ${word}`);
  const title = `Scan of ${text(report.target)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
<p class="meta">${report.scannedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')}, signatures ${text(report.manifest.version)}, watchbill-scan ${text(report.scanner)}${figures.length > 0 ? `. ${figures.join(', ')}` : ''}</p>
<div class="verdict ${report.outcome === 'pass' ? 'pass' : 'fail'}">${text(verdict)}${broken.map((line) => `<div>${text(line)}</div>`).join('')}</div>
${report.warnings.map((each) => `<p class="meta">${text(each)}</p>`).join('\n')}
${report.images.map(sectionOf).join('\n')}
</body>
</html>
`;
};
