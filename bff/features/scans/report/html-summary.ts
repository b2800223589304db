import { type Html, html } from '../../../report/html.ts';
import { isPartial, type ReportModel, SEVERITIES, sumOf } from './report-model.ts';
import { counted, dayText, grouped, shortDay, signed, spanText, timeText } from './report-words.ts';
import { severityParts, severityTrack } from './severity-bar.ts';

const MARK = html`<svg viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="6" fill="#2b57d9"/><path d="M7 9h4M14 9h7M7 14h9M7 19h3M13 19h6" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>`;

/** When it ran, in the report's zone; in the schedule's too, when that is another. */
function ranText({ scan, timeZone, madeAt }: ReportModel): string {
  const from = scan.startedAt;
  if (from === undefined) return `not started, queued ${timeText(timeZone, scan.createdAt)}`;
  const to = scan.endedAt;
  const inZone = (zone: string) =>
    to === undefined ? `since ${timeText(zone, from)}` : `${dayText(zone, from)}, ${spanText(zone, from, to)}`;
  const elsewhere = scan.timeZone === undefined || scan.timeZone === timeZone ? undefined : inZone(scan.timeZone);
  const other = elsewhere === undefined ? '' : ` (${withoutDay(elsewhere, dayText(timeZone, from))})`;
  return `${to === undefined ? `${scan.state}, as of ${timeText(timeZone, madeAt)}, ` : ''}${inZone(timeZone)}${other}`;
}

/** The same day is not named twice. */
const withoutDay = (text: string, day: string): string => (text.startsWith(`${day}, `) ? text.slice(day.length + 2) : text);

export const heading = (
  model: ReportModel,
): Html => html`<header>${MARK}<div><div class="kicker">Watchbill scan report</div><h1>${model.scan.title}</h1>
<div class="over">Scan ${grouped(model.scan.number)} · ${model.scan.targetText}</div><div class="over">${ranText(model)}</div></div>
<div class="made">Made ${timeText(model.timeZone, model.madeAt)}<br>for ${model.madeFor}</div></header>`;

/** What a reader must not overlook: not finished, ended early, or something left out. */
export function warnings(model: ReportModel): Html[] {
  const { scan, counts } = model;
  const notes: Html[] = [];
  if (isPartial(model)) {
    notes.push(
      html`<p class="note">This report is partial: the scan is ${scan.state}, ${grouped(counts.hostsDone)} of ${counted(counts.hostsTotal, 'host')} have been scanned so far.</p>`,
    );
  }
  if (scan.state === 'canceled') {
    notes.push(
      html`<p class="note">The scan was canceled: ${grouped(counts.hostsDone)} of ${counted(counts.hostsTotal, 'host')} had been scanned.</p>`,
    );
  }
  if (scan.errorReason !== undefined) notes.push(html`<p class="note bad">${scan.errorReason}.</p>`);
  if (model.notScanned.length > 0 && !isPartial(model)) notes.push(html`<p class="note">Not scanned: ${listed(model.notScanned, 20)}.</p>`);
  return notes;
}

const listed = (texts: readonly string[], most: number): string =>
  texts.length <= most ? texts.join(', ') : `${texts.slice(0, most).join(', ')} and ${grouped(texts.length - most)} more`;

/** The result in a few sentences, and in five figures. */
export function summary(model: ReportModel): Html {
  return html`<section><h2>Result</h2><p class="summary">${sentences(model)}</p>${figures(model)}</section>`;
}

function sentences(model: ReportModel): Html {
  const { counts, comparison, run } = model;
  const all = sumOf(counts.severity);
  const scanned = `${counted(counts.hostsDone, 'address was', 'addresses were')} scanned, ${grouped(counts.hostsAlive)} answered.`;
  const worst = `${grouped(counts.severity[5])} of severity 5 and ${grouped(counts.severity[4])} of severity 4`;
  const found =
    all === 0 ? html`There are no findings.` : html`There ${all === 1 ? 'is' : 'are'} <b>${counted(all, 'finding')}</b>: ${worst}.`;
  const since = comparison === undefined ? '' : ` ${comparisonText(model)}`;
  const complete = !isPartial(model) && run.slices.done === run.slices.total ? ' All slices finished; nothing was left out.' : '';
  return html`${scanned} ${found}${since}${complete}`;
}

function comparisonText({ comparison, timeZone, madeAt }: ReportModel): string {
  if (comparison === undefined) return '';
  const { added, fixed, remaining, notChecked, startedAt } = comparison;
  const [isNew, isFixed, remain] = [added === 1 ? 'is' : 'are', fixed === 1 ? 'is' : 'are', remaining === 1 ? 'remains' : 'remain'];
  const since = `Since the run of ${shortDay(timeZone, startedAt, madeAt)} ${grouped(added)} ${isNew} new, ${grouped(fixed)} ${isFixed} fixed, ${grouped(remaining)} ${remain}.`;
  return notChecked === 0 ? since : `${since} ${grouped(notChecked)} could not be checked again, because their hosts did not answer.`;
}

function figures({ counts, comparison }: ReportModel): Html {
  const all = sumOf(counts.severity);
  const change = (now: number, before: number | undefined) => (before === undefined ? '' : signed(now - before));
  const rows: [number, string, string][] = [
    [counts.hostsAlive, 'hosts alive', `of ${grouped(counts.hostsTotal)}`],
    [counts.services, 'open services', change(counts.services, comparison?.servicesCount)],
    [all, 'findings', comparison === undefined ? '' : signed(all - sumOf(comparison.severity))],
    [counts.fixable, 'fixable now', all === 0 ? '' : `${Math.round((counts.fixable / all) * 100)} %`],
    [counts.severity[5], 'severity 5', comparison === undefined ? '' : `+${grouped(comparison.addedWorst)} new`],
  ];
  return html`<dl class="figures">${rows.map(([figure, label, note]) => html`<div><dt>${label}</dt><dd class="figure">${grouped(figure)}</dd><dd>${note}</dd></div>`)}</dl>`;
}

/** Counts by severity with what they were, and the hosts that are worst off. */
export function charts({ counts, comparison, affected }: ReportModel): Html {
  const most = Math.max(...SEVERITIES.map((severity) => counts.severity[severity]));
  const bars = SEVERITIES.map((severity) => {
    const was = comparison === undefined ? '' : `was ${grouped(comparison.severity[severity])}`;
    return html`<tr><td>Severity ${severity}</td><td class="wide">${severityTrack(severity, counts.severity[severity], most)}</td>
<td class="num"><b>${grouped(counts.severity[severity])}</b></td><td class="num meta">${was}</td></tr>`;
  });
  const hosts = affected.map(
    (host) => html`<tr><td>${host.hostname ?? host.address}</td><td class="num">${severityParts(host.severity)}</td></tr>`,
  );
  const none = html`<p class="meta">No host has a finding.</p>`;
  return html`<section class="keep"><div class="halves"><div><h2>By severity</h2><table class="bars">${bars}</table></div>
<div><h2>Most affected hosts</h2>${affected.length === 0 ? none : html`<table class="bars">${hosts}</table>`}</div></div></section>`;
}
