import { type Html, html, trusted } from '../../../report/html.ts';
import { reportStyle } from '../../../report/report-style.ts';
import { findings, howItRan, notYet } from './html-details.ts';
import { hosts } from './html-hosts.ts';
import { charts, heading, summary, warnings } from './html-summary.ts';
import type { HostBatches, ReportModel } from './report-model.ts';
import { grouped } from './report-words.ts';

/** The content of the only style tag. Its hash goes into the content security policy. */
export const styleOf = (model: ReportModel, font: string | undefined): string =>
  reportStyle({
    header: `${model.scan.title.slice(0, 80)}, scan ${grouped(model.scan.number)}`,
    footer: footerText(model),
    font,
  });

const footerText = ({ product }: ReportModel): string => `Watchbill ${product.version} · self-hosted at ${product.address}`;

/**
 * The report as one page that needs nothing else: no script, no image, no address outside. Everything that came from
 * people or from the network is escaped by the template. `style` is what `styleOf` gave.
 */
export async function* renderHtml(model: ReportModel, batches: HostBatches, style: string): AsyncGenerator<string> {
  yield '<!doctype html>\n';
  yield html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>${model.scan.title}, scan ${grouped(model.scan.number)}</title><style>${trusted(style)}</style></head><body>
`.text;
  const before: Html[] = [heading(model), ...warnings(model), summary(model), charts(model), findings(model), howItRan(model)];
  for (const part of before) yield `${part.text}\n`;
  for await (const part of hosts(model, batches)) yield part.text;
  yield html`${notYet(model)}<footer><span>${footerText(model)}</span><span>${model.scan.state}</span></footer></body></html>
`.text;
}
