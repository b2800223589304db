import type { ContainerFinding, TriggerEntry } from '../../../contract/container-parts.ts';
import type { ImageDetail, ImageHost } from '../../../contract/images.ts';
import { type Html, html, trusted } from '../../../report/html.ts';
import { reportStyle } from '../../../report/report-style.ts';

/** What the report of an image tells. */
export interface ImageReport {
  readonly image: ImageDetail;
  readonly hosts: readonly ImageHost[];
  readonly triggers: readonly TriggerEntry[];
  readonly madeAt: string;
  readonly madeFor: string;
  readonly product: { readonly version: string; readonly address: string };
}

const utc = (iso: string | undefined): string => (iso === undefined ? '' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`);
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const counted = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;

/** The first name of the image, or its id. */
export function titleOf({ repo, imageId }: ImageDetail): string {
  const [first] = repo;
  return first === undefined ? imageId : `${first.repository}:${first.tag}`;
}

const footerOf = ({ product }: ImageReport): string => `Watchbill ${product.version} · self-hosted at ${product.address}`;

/** The content of the only style tag. Its hash goes into the content security policy. */
export const imageReportStyle = (report: ImageReport, font: string | undefined): string =>
  reportStyle({ header: `Image ${titleOf(report.image).slice(0, 80)}`, footer: footerOf(report), font });

/**
 * The report of an image as one page that needs nothing else: no script, no image, no address outside. Everything that came out of the
 * image or its hosts is escaped by the template. `style` is what `imageReportStyle` gave.
 */
export async function* renderImageReport(
  report: ImageReport,
  findings: AsyncIterable<readonly ContainerFinding[]>,
  style: string,
): AsyncGenerator<string> {
  const { image, madeAt, madeFor } = report;
  yield '<!doctype html>\n';
  yield html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>Image ${titleOf(image)}</title><style>${trusted(style)}</style></head><body>
<header><span></span><div><div class="kicker">Watchbill image report</div><h1>${titleOf(image)}</h1>
<div class="over mono">${image.sha}</div></div><div class="made">Made ${utc(madeAt)}<br>for ${madeFor}</div></header>
${warning(image)}${result(image)}${facts(image)}`.text;
  yield* findingRows(findings, image);
  yield html`${hostRows(report.hosts)}${triggerRows(report.triggers)}<footer><span>${footerOf(report)}</span><span>${image.scanState}</span></footer></body></html>
`.text;
}

function warning(image: ImageDetail): Html | undefined {
  if (image.scanState === 'scanned') return undefined;
  if (image.scanState === 'not-scannable')
    return html`<p class="note bad">The last scan failed: ${image.scanProblem}. What is below is of an earlier scan, where there was one.</p>`;
  if (image.scanState === 'not-matched')
    return html`<p class="note">The packages are known; there was no manifest to look them up in, so vulnerabilities are not.</p>`;
  return html`<p class="note">This image was never scanned: nothing is known of its vulnerabilities.</p>`;
}

function result({ vulnerabilities: found, lastVmScanDate, manifestVersion }: ImageDetail): Html | undefined {
  if (found === undefined) return undefined;
  const counts = [found.severity5Count, found.severity4Count, found.severity3Count, found.severity2Count, found.severity1Count];
  const all = counts.reduce((sum, count) => sum + count, 0);
  const figure = (label: string, count: number) => html`<div><dt>${label}</dt><dd class="figure">${grouped(count)}</dd></div>`;
  return html`<section><h2>Result</h2><p class="summary">${counted(all, 'known vulnerability', 'known vulnerabilities')}, ${grouped(found.fixableCount)} with a fixed version. Scanned ${utc(lastVmScanDate)} with the manifest ${manifestVersion ?? 'of an earlier time'}.</p>
<dl class="figures">${counts.map((count, i) => figure(`Severity ${5 - i}`, count))}</dl></section>`;
}

function facts(image: ImageDetail): Html {
  const names = image.repo.map(({ registry, repository, tag }) => `${registry}/${repository}:${tag}`).join(', ');
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Names', names === '' ? 'untagged' : names],
    ['Operating system', image.operatingSystem],
    ['Architecture', image.architecture],
    ['Created', image.created === undefined ? undefined : utc(image.created)],
    ['Size', image.size === undefined ? undefined : `${grouped(image.size)} bytes`],
    ['Packages', image.softwareCount === undefined ? 'not known' : grouped(image.softwareCount)],
    ['Hosts', grouped(image.associatedHostsCount)],
    ['Containers', grouped(image.associatedContainersCount)],
  ];
  const known = rows.filter(([, value]) => value !== undefined);
  return html`<section><h2>Image</h2><dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}

async function* findingRows(batches: AsyncIterable<readonly ContainerFinding[]>, { vulnerabilities }: ImageDetail): AsyncGenerator<string> {
  if (vulnerabilities === undefined) return;
  let any = false;
  for await (const findings of batches) {
    if (!any && findings.length > 0) {
      yield '<section><h2>Known vulnerabilities</h2><table class="findings stack"><thead><tr><th></th><th>Vulnerability</th><th>Package</th><th>Installed</th><th>Fixed in</th></tr></thead><tbody>';
      any = true;
    }
    yield findings.map((one) => findingRow(one).text).join('');
  }
  if (any) yield '</tbody></table></section>';
}

const findingRow = (one: ContainerFinding): Html =>
  html`<tr><td class="first"><span class="sev b${one.severity}">${one.severity}</span></td>
<td><span class="title">${one.title}</span><div class="meta">${one.cveids.join(', ') || one.advisoryId}</div></td>
<td class="mono">${one.package}</td><td class="mono" data-label="Installed">${one.installedVersion}</td><td class="mono" data-label="Fixed in">${one.fixedVersion ?? 'no fixed version yet'}</td></tr>
`;

function hostRows(hosts: readonly ImageHost[]): Html | undefined {
  if (hosts.length === 0) return undefined;
  const row = (host: ImageHost) =>
    html`<tr><td>${host.hostName ?? host.sensorName}</td><td>${host.repoTags.join(', ')}</td><td class="num">${host.containersCount}</td><td>${utc(host.lastSeenAt)}</td></tr>
`;
  return html`<section><h2>Hosts</h2><table><thead><tr><th>Host</th><th>Names there</th><th class="num">Containers</th><th>Last told</th></tr></thead><tbody>${hosts.map(row)}</tbody></table></section>`;
}

function triggerRows(triggers: readonly TriggerEntry[]): Html | undefined {
  if (triggers.length === 0) return undefined;
  const outcome = (one: TriggerEntry) =>
    one.outcome === 'scanned'
      ? one.findings === undefined
        ? 'scanned without a manifest'
        : `scanned, ${counted(one.findings, 'finding', 'findings')}`
      : `${one.outcome}: ${one.reason ?? one.code ?? ''}`;
  const row = (one: TriggerEntry) =>
    html`<tr><td>${utc(one.at)}</td><td>${one.trigger ?? one.action}</td><td>${one.hostName ?? one.sensorName}</td><td>${outcome(one)}</td></tr>
`;
  return html`<section><h2>Why it was scanned, and why not</h2><table><thead><tr><th>When</th><th>Trigger</th><th>Host</th><th>Outcome</th></tr></thead><tbody>${triggers.map(row)}</tbody></table></section>`;
}
