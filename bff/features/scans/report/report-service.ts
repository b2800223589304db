import type { Actor } from '../../../domain/identity/role.ts';
import { refuse } from '../../../domain/refusal.ts';
import { isKnownToRuntime } from '../../../domain/time/find-zone.ts';
import type { Clock } from '../../../domain/time/instant.ts';
import { policyOf } from '../../../report/html-page.ts';
import type { Database } from '../../../storage/database.ts';
import { collectText, type SentFile } from '../../../text-file.ts';
import { eachHost } from '../host-list-store.ts';
import { viewScan } from '../scan-list-store.ts';
import { buildReport } from './build-report.ts';
import { renderCsv } from './csv-report.ts';
import { renderHtml, styleOf } from './html-report.ts';
import { renderJson } from './json-report.ts';
import type { HostBatches, ReportModel } from './report-model.ts';

export type ReportFormat = 'html' | 'csv' | 'json';

export interface ReportRequest {
  readonly id: string;
  readonly format: ReportFormat;
  /** Times are shown in it; absent: the schedule's, else UTC. */
  readonly timeZone?: string | undefined;
}

export interface ReportDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly product: { readonly version: string; readonly address: string };
  /** The text font as base64 WOFF2, when it is there: a report carries it along. */
  readonly font: string | undefined;
}

const TYPES: Record<ReportFormat, string> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

export function createReportService({ db, clock, product, font }: ReportDeps) {
  return {
    report: async (actor: Actor, { id, format, timeZone }: ReportRequest): Promise<SentFile> => {
      if (timeZone !== undefined && !isKnownToRuntime(timeZone)) {
        const message = `There is no time zone ${timeZone}: name it as in Europe/Berlin.`;
        throw refuse.invalid([{ path: ['timeZone'], code: 'time-zone-not-supported', message }]);
      }
      // One snapshot: a running scan changes while its report is written.
      const snapshot = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
      return db.transaction(async (tx) => {
        const view = await viewScan(tx, actor, id);
        if (view === undefined) throw refuse.notFound('scan');
        const zone = timeZone ?? view.row.timeZone ?? 'UTC';
        const model = await buildReport(tx, view, { madeAt: clock(), madeFor: actor.name, timeZone: zone, product });
        return writeReport(model, eachHost(tx, id), { format, font });
      }, snapshot);
    },
  };
}
export type ReportService = ReturnType<typeof createReportService>;

async function writeReport(
  model: ReportModel,
  hosts: HostBatches,
  how: { format: ReportFormat; font: string | undefined },
): Promise<SentFile> {
  const { format, font } = how;
  const style = styleOf(model, font);
  const text = format === 'html' ? renderHtml(model, hosts, style) : format === 'csv' ? renderCsv(hosts) : renderJson(model, hosts);
  const name = `${fileName(model)}.${format}`;
  const body = new File(await collectText(text), name, { type: TYPES[format] });
  const disposition = `${format === 'html' ? 'inline' : 'attachment'}; filename="${name}"`;
  const headers = { 'content-disposition': disposition, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };
  return { headers: format === 'html' ? { ...headers, 'content-security-policy': policyOf(style) } : headers, body };
}

/** `pci-dmz-weekly-scan-48127`: for any file system. */
const fileName = ({ scan }: ReportModel): string => {
  const title = scan.title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${title === '' ? '' : `${title}-`}scan-${scan.number}`;
};
