import { type Instant, toIso } from '../../../domain/time/instant.ts';
import { type HostBatches, isPartial, type ReportHost, type ReportModel, type SeverityCounts } from './report-model.ts';

/** Names the shape below. Members may be added under the same name; a changed or removed one takes the next number. */
export const JSON_FORMAT = 'watchbill-report/1';

/**
 * The report for programs: `format`, `madeAt`, `partial`, `scan`, `counts`, `comparison` (absent without an earlier run),
 * `kinds` (findings by kind), `notScanned`, `run`, and last `hosts`, so that a reader may stream. Instants are ISO 8601 in UTC.
 */
export async function* renderJson(model: ReportModel, batches: HostBatches): AsyncGenerator<string> {
  const { kinds, comparison, scan, counts, run } = model;
  const head = {
    format: JSON_FORMAT,
    madeAt: toIso(model.madeAt),
    partial: isPartial(model),
    scan: { ...scan, createdAt: toIso(scan.createdAt), startedAt: iso(scan.startedAt), endedAt: iso(scan.endedAt) },
    counts: { ...counts, severity: severityOf(counts.severity) },
    comparison: comparison && { ...comparison, startedAt: toIso(comparison.startedAt), severity: severityOf(comparison.severity) },
    kinds: kinds.map((kind) => ({ ...kind, since: iso(kind.since) })),
    kindsLeftOut: model.kindsLeftOut,
    notScanned: model.notScanned,
    run: { ...run, launch: run.launch && { ...run.launch, dueAt: iso(run.launch.dueAt) } },
  };
  yield `${JSON.stringify(head).slice(0, -1)},"hosts":[`;
  let separator = '';
  for await (const batch of batches) {
    yield batch.map((host, i) => `${i === 0 ? separator : ','}\n${JSON.stringify(hostOf(host))}`).join('');
    separator = ',';
  }
  yield '\n]}\n';
}

const iso = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : toIso(at));
const severityOf = (counts: SeverityCounts) => ({ s1: counts[1], s2: counts[2], s3: counts[3], s4: counts[4], s5: counts[5] });
const hostOf = (host: ReportHost) => ({ ...host, startedAt: toIso(host.startedAt), finishedAt: toIso(host.finishedAt) });
