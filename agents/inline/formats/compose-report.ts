import type { ScanReport } from '../scan-report.ts';
import { composeCycloneDx } from './cyclonedx.ts';
import { composeHtml } from './html.ts';
import { composeJson } from './json.ts';
import { composeSarif } from './sarif.ts';
import { composeTable, type TableLook } from './table.ts';

export const FORMATS = ['table', 'json', 'sarif', 'cyclonedx', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export interface Composing {
  readonly look: TableLook;
  /** A new UUID. */
  readonly newId: () => string;
}

/** The report as text in one of the formats. */
export const composeReport = (report: ScanReport, format: Format, { look, newId }: Composing): string => {
  switch (format) {
    case 'table':
      return composeTable(report, look);
    case 'json':
      return composeJson(report);
    case 'sarif':
      return composeSarif(report);
    case 'cyclonedx':
      return composeCycloneDx(report, newId());
    case 'html':
      return composeHtml(report);
  }
};
