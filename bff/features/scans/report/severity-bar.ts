import { type Html, html } from '../../../report/html.ts';
import { SEVERITIES, type SeverityCounts } from './report-model.ts';
import { grouped } from './report-words.ts';

const WIDTH = 130;

/** A part for each severity with its figure, as wide as the square root of the count: a single 5 stays visible. */
export function severityParts(counts: SeverityCounts): Html {
  const present = SEVERITIES.filter((severity) => counts[severity] > 0);
  const weights = present.map((severity) => Math.sqrt(counts[severity]) + 0.6);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let x = 0;
  const parts = present.map((severity, i) => {
    const width = (weights[i]! / total) * WIDTH;
    const part = html`<rect class="f${severity}" x="${x.toFixed(1)}" width="${(width - 1).toFixed(1)}" height="18"/><text class="t${severity}" x="${(x + width / 2).toFixed(1)}" y="12.7" text-anchor="middle">${grouped(counts[severity])}</text>`;
    x += width;
    return part;
  });
  const label = present.map((severity) => `${counts[severity]} of severity ${severity}`).join(', ');
  return html`<svg class="parts" viewBox="0 0 ${WIDTH} 18" role="img" aria-label="${label}">${parts}</svg>`;
}

/** One bar of the chart by severity: its length by square root against the longest. */
export function severityTrack(severity: number, count: number, most: number): Html {
  const width = most === 0 ? 0 : (Math.sqrt(count) / Math.sqrt(most)) * 90;
  return html`<svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="7"/><rect class="f${severity}" width="${width.toFixed(1)}" height="7"/></svg>`;
}
