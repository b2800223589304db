import { formatAddress, parseAddress } from '../../../domain/scans/address.ts';
import { AddressSet } from '../../../domain/scans/address-range.ts';
import type { Finding, Service } from '../../../domain/scans/host-result.ts';
import { type Html, html } from '../../../report/html.ts';
import { countSeverity } from '../result-store.ts';
import { clip } from './html-details.ts';
import type { HostBatches, ReportHost, ReportModel, SeverityCounts } from './report-model.ts';
import { clockText, counted, grouped } from './report-words.ts';
import { severityParts } from './severity-bar.ts';

/** Lines of one host; the rest is counted. */
const SERVICES_SHOWN = 40;
const FINDINGS_SHOWN = 40;

/** All hosts that answered, with their services and findings; the silent ones as ranges at the end. */
export async function* hosts(model: ReportModel, batches: HostBatches): AsyncGenerator<Html> {
  const silent = new AddressSet();
  let silentCount = 0;
  let shown = 0;
  for await (const batch of batches) {
    for (const host of batch) {
      if (host.alive || host.failure !== undefined) {
        if (shown === 0) yield HEAD;
        shown += 1;
        yield hostRow(host, model);
      } else {
        silentCount += 1;
        add(silent, host.address);
      }
    }
  }
  if (shown > 0) yield FOOT;
  if (silentCount > 0)
    yield html`<section><h2>No answer</h2><p>${counted(silentCount, 'address', 'addresses')} did not answer.</p><p class="mono">${rangesText(silent)}</p></section>`;
}

const HEAD = html`<section><h2>Hosts</h2><table class="stack hosts"><thead><tr><th>Host</th><th>Services and findings</th><th>Severity 5 to 1</th><th class="num">Seen</th></tr></thead><tbody>`;
const FOOT = html`</tbody></table></section>`;

function hostRow(host: ReportHost, { timeZone }: ReportModel): Html {
  const name = host.hostname === undefined ? '' : html`<span class="mono meta">${host.address}</span><br>`;
  const counts: SeverityCounts = {
    1: countSeverity(host.findings, 1),
    2: countSeverity(host.findings, 2),
    3: countSeverity(host.findings, 3),
    4: countSeverity(host.findings, 4),
    5: countSeverity(host.findings, 5),
  };
  const failure = host.failure === undefined ? '' : html`<div class="new">${host.failure}</div>`;
  return html`<tr><td class="host"><span class="title">${host.hostname ?? host.address}</span>${name}<span class="meta">${host.operatingSystem ?? ''}</span></td>
<td>${failure}${services(host.services)}${found(host.findings)}</td><td>${host.findings.length === 0 ? html`<span class="meta">no findings</span>` : severityParts(counts)}</td>
<td class="num meta" data-label="Seen">${clockText(timeZone, host.finishedAt)}</td></tr>
`;
}

function services(all: readonly Service[]): Html {
  if (all.length === 0) return html`<span class="meta">no open services</span>`;
  const more = all.length > SERVICES_SHOWN ? html`<li class="meta">and ${grouped(all.length - SERVICES_SHOWN)} more</li>` : '';
  return html`<ul class="services">${all.slice(0, SERVICES_SHOWN).map((service) => html`<li><span class="mono">${service.port}/${service.protocol}</span> ${serviceText(service)}</li>`)}${more}</ul>`;
}

function serviceText({ name, product, version, tls }: Service): string {
  const what = [product, version].filter((text) => text !== undefined).join(' ');
  const known = what === '' ? (name ?? 'unknown') : name === undefined ? what : `${what} (${name})`;
  return clip(tls ? `${known}, TLS` : known, 200);
}

function found(all: readonly Finding[]): Html {
  if (all.length === 0) return html``;
  const more = all.length > FINDINGS_SHOWN ? html`<li class="meta">and ${grouped(all.length - FINDINGS_SHOWN)} more</li>` : '';
  const line = (finding: Finding) =>
    html`<li><span class="sev small b${finding.severity}">${finding.severity}</span><span>${finding.title}${finding.port === undefined ? '' : html` <span class="meta">on ${finding.port}</span>`}</span></li>`;
  return html`<ul class="found">${all.slice(0, FINDINGS_SHOWN).map(line)}${more}</ul>`;
}

function add(set: AddressSet, address: string): void {
  const parsed = parseAddress(address);
  if (parsed.ok) set.add({ family: parsed.value.family, first: parsed.value.value, last: parsed.value.value });
}

function rangesText(set: AddressSet): string {
  const ranges = set.ranges();
  const shown = ranges.slice(0, 400).map(({ family, first, last }) => {
    const from = formatAddress({ family, value: first });
    return first === last ? from : `${from}-${formatAddress({ family, value: last })}`;
  });
  return ranges.length > shown.length ? `${shown.join(', ')} and ${grouped(ranges.length - shown.length)} more ranges` : shown.join(', ');
}
