import { sql } from 'drizzle-orm';
import type { SensorReport } from '#protocol/sensor-report';
import { type Instant, instant, toIso } from '../../../domain/time/instant.ts';
import type { Transaction } from '../../../storage/database.ts';

type ScanReport = Extract<
  SensorReport,
  { kind: 'image-scanned' | 'image-not-scannable' | 'container-scanned' | 'container-not-scannable' | 'not-scanned' }
>;

const OUTCOMES: Record<ScanReport['kind'], string> = {
  'image-scanned': 'scanned',
  'container-scanned': 'scanned',
  'image-not-scannable': 'not-scannable',
  'container-not-scannable': 'not-scannable',
  'not-scanned': 'not-scanned',
};

const isOfHistory = (report: SensorReport): report is ScanReport => report.kind in OUTCOMES;

/** Adds what led to scans, and what did not, to the histories. What is in them already, by the id of its message, stays as it is. */
export async function addTriggers(tx: Transaction, sensorId: string, reports: readonly SensorReport[], receivedAt: Instant): Promise<void> {
  const rows = reports.filter(isOfHistory).map((report) => ({
    ...{
      id: report.messageId,
      at: toIso(instant(report.at)),
      trigger: report.trigger,
      action: report.action,
      outcome: OUTCOMES[report.kind],
    },
    image: 'imageId' in report ? report.imageId : undefined,
    container: 'containerId' in report ? report.containerId : undefined,
    ...('code' in report ? { code: report.code, reason: report.reason } : {}),
    ...('findings' in report
      ? { manifest: report.manifest, findings: report.manifest === undefined ? undefined : report.findings.length }
      : {}),
    order_id: 'orderId' in report ? report.orderId : undefined,
  }));
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into trigger_event (id, image_id, container_id, sensor_id, at, received_at, trigger, action, outcome, code, reason,
      manifest_version, findings, order_id)
    select t.id, i.id, c.id, ${sensorId}::uuid, t.at, ${toIso(receivedAt)}::timestamptz, t.trigger, t.action, t.outcome, t.code, t.reason,
      t.manifest, t.findings, t.order_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, at timestamptz, trigger text, action text, outcome text,
      image text, container text, code text, reason text, manifest text, findings int, order_id uuid)
    left join image i on i.sha = t.image left join container c on c.sha = t.container and c.sensor_id = ${sensorId}::uuid
    where i.id is not null or c.id is not null on conflict (id) do nothing`);
}

/** The orders that these reports answer are over. */
export async function endAnswered(tx: Transaction, sensorId: string, reports: readonly SensorReport[], now: Instant): Promise<void> {
  const rows = reports
    .filter(isOfHistory)
    .flatMap((report) =>
      'orderId' in report && report.orderId !== undefined
        ? [{ id: report.orderId, state: 'reason' in report ? 'failed' : 'done', reason: 'reason' in report ? report.reason : undefined }]
        : [],
    );
  if (rows.length === 0) return;
  await tx.execute(sql`
    update sensor_order o set state = t.state, reason = t.reason, ended_at = ${toIso(now)}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, state text, reason text)
    where o.id = t.id and o.sensor_id = ${sensorId}::uuid and o.state in ('queued', 'delivered', 'taken')`);
}
