import { HOUR_MS } from '../../../domain/time/instant.ts';
import { type Html, html } from '../../../report/html.ts';
import { type ApplianceShare, type FindingKind, isPartial, type LaunchFacts, type ReportModel } from './report-model.ts';
import { clockText, counted, durationText, grouped, shortDay, zoneName } from './report-words.ts';

const WRENCH = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10h3v-3l-3.5 -3.5a6 6 0 0 1 8 8l6 6a2 2 0 0 1 -3 3l-6 -6a6 6 0 0 1 -8 -8l3.5 3.5"/></svg>`;

/** Evidence longer than this is cut; CSV and JSON have all of it. */
const EVIDENCE_LENGTH = 300;

export const clip = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`);

/** Findings by kind, the worst first, with the places where each was seen. */
export function findings(model: ReportModel): Html {
  if (model.kinds.length === 0) return html``;
  const left =
    model.kindsLeftOut === 0
      ? ''
      : html`<p class="meta">${counted(model.kindsLeftOut, 'more kind')} of findings in the CSV and JSON reports.</p>`;
  return html`<section><h2>Findings</h2><table class="stack findings"><thead><tr><th>Severity</th><th>Finding, evidence and solution</th><th>CVE</th><th class="num">Hosts</th><th>Since</th></tr></thead>
<tbody>${model.kinds.map((kind) => kindRow(kind, model))}</tbody></table>${left}</section>`;
}

const kindRow = (
  kind: FindingKind,
  model: ReportModel,
): Html => html`<tr><td class="first"><span class="sev b${kind.severity}">${kind.severity}</span></td>
<td><div class="title">${kind.title}</div><div class="evidence">${clip(kind.evidence, EVIDENCE_LENGTH)}${kind.evidence === '' ? '' : ' '}on ${placesText(kind)}</div>
${kind.solution === '' ? '' : html`<div class="solution">${WRENCH}${kind.solution}</div>`}</td>
<td class="mono">${kind.cves.slice(0, 6).map((cve) => html`${cve}<br>`)}${kind.cves.length > 6 ? `and ${kind.cves.length - 6} more` : ''}</td><td class="num" data-label="Hosts">${grouped(kind.hostsCount)}</td><td data-label="Since">${since(kind, model)}</td></tr>`;

function placesText({ places, placesCount }: FindingKind): string {
  const shown = placesCount > places.length ? places.slice(0, 2) : places;
  return placesCount > shown.length ? `${shown.join(', ')} and ${grouped(placesCount - shown.length)} more` : shown.join(', ');
}

function since(kind: FindingKind, { comparison, timeZone, madeAt }: ReportModel): Html {
  if (kind.since !== undefined) return html`<span class="since">${shortDay(timeZone, kind.since, madeAt)}</span>`;
  return comparison === undefined ? html`<span class="since">this run</span>` : html`<span class="new">+ new</span>`;
}

/** What was due, who did it, and how. */
export function howItRan(model: ReportModel): Html {
  const { run, scan } = model;
  const { slices, profile } = run;
  const took = scan.startedAt !== undefined && scan.endedAt !== undefined ? ` in ${durationText(scan.endedAt - scan.startedAt)}` : '';
  const failed = slices.failed === 0 ? '' : `, ${grouped(slices.failed)} failed`;
  const facts: [string, string][] = [
    ['Launch', launchText(model)],
    ['Slices', `${grouped(slices.done)} of ${grouped(slices.total)} done${failed}${took}`],
    ['Appliances', run.appliances.length === 0 ? 'none yet' : run.appliances.map(shareText).join('; ')],
    [
      'Profile',
      `${profile.name}: ports ${clip(profile.ports, 120)}, engine ${profile.engine}, intensity ${profile.intensity}, at most ${profile.hostTimeoutMinutes} min a host`,
    ],
    ['Signatures', run.signatures.length === 0 ? 'none: known vulnerabilities were not looked up' : run.signatures.join(', ')],
    ['Owner', scan.ownerName],
  ];
  return html`<section class="keep"><h2>How it ran</h2><dl class="facts">${facts.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl></section>`;
}

const REASONS: Partial<Record<string, string>> = {
  'concurrency-limit': 'the concurrent-scan limit was reached',
  'nothing-to-scan': 'there was no host to scan',
  'platform-down': 'the platform was not running when it was due',
  held: 'it was held after an outage',
  released: 'it was held after an outage and then released',
  'previous-ended': 'relaunched after the previous scan',
  'by-hand': 'launched by hand',
};

function launchText({ run, scan, timeZone }: ReportModel): string {
  const { launch } = run;
  const by = scan.scheduleTitle === undefined ? '' : ` by schedule ${scan.scheduleTitle}`;
  if (launch === undefined) return `Launched${by}.`;
  if (launch.verdict === 'by-hand') return `By hand, by ${scan.ownerName}.`;
  const due = launch.dueAt === undefined ? '' : ` Due ${clockText(timeZone, launch.dueAt)} ${zoneName(timeZone, launch.dueAt)}${by}.`;
  return `${verdictText(launch)}.${due}`;
}

function verdictText({ verdict, lateByMs, reasonCode }: LaunchFacts): string {
  const after = lateByMs === undefined ? '' : `, ${durationText(lateByMs)} after due`;
  const reason = REASONS[reasonCode ?? ''];
  if (verdict === 'late')
    return `Late${lateByMs === undefined ? '' : ` by ${durationText(lateByMs)}`}${reason === undefined ? '' : `: ${reason}`}`;
  return reasonCode === 'by-hand' || reasonCode === 'previous-ended' ? capital(reason ?? '') : `In time${after}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shareText({ name, slices, clockOffsetMs, engines }: ApplianceShare): string {
  const clock =
    clockOffsetMs === undefined || Math.abs(clockOffsetMs) > HOUR_MS ? '' : `, clock within ${Math.abs(Math.round(clockOffsetMs))} ms`;
  const with_ = engines.length === 0 ? '' : `, ${engines.map((engine) => `${engine.name} ${engine.version}`).join(', ')}`;
  return `${name} (${counted(slices, 'slice')}${clock}${with_})`;
}

/** Hosts of a scan that still runs which have no result yet. */
export function notYet(model: ReportModel): Html {
  if (!isPartial(model) || model.notScanned.length === 0) return html``;
  const shown = model.notScanned.slice(0, 100).join(', ');
  const more = model.notScanned.length > 100 ? ` and ${grouped(model.notScanned.length - 100)} more` : '';
  return html`<section><h2>Not scanned yet</h2><p class="mono">${shown}${more}</p></section>`;
}
