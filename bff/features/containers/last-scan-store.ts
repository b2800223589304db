import type { tables } from '../../storage/database.ts';

type Row = typeof tables.image.$inferSelect;

/** What images and containers keep of their last scan. */
export type LastScanRow = Pick<
  Row,
  | 'scanState'
  | 'scanProblem'
  | 'lastVmScanDate'
  | 'lastTriedAt'
  | 'scanTrigger'
  | 'manifestVersion'
  | 'severity1Count'
  | 'severity2Count'
  | 'severity3Count'
  | 'severity4Count'
  | 'severity5Count'
  | 'fixableCount'
>;
