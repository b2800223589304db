import { integer, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { SCAN_STATES, TRIGGERS } from '../../domain/containers/container.ts';
import { instantAt } from './columns.ts';

/** How many findings of each severity, and how many of all have a fixed version. Kept by the intake, in its transaction. */
export const findingCounts = {
  severity1Count: integer('severity1_count').notNull().default(0),
  severity2Count: integer('severity2_count').notNull().default(0),
  severity3Count: integer('severity3_count').notNull().default(0),
  severity4Count: integer('severity4_count').notNull().default(0),
  severity5Count: integer('severity5_count').notNull().default(0),
  fixableCount: integer('fixable_count').notNull().default(0),
};

/** The last scan of an image or a container. */
export const lastScan = {
  scanState: text('scan_state', { enum: SCAN_STATES }).notNull().default('not-scanned'),
  /** Why it could not be scanned. */
  scanProblem: text('scan_problem'),
  /** The last scan that gave findings; null: never. */
  lastVmScanDate: instantAt('last_vm_scan_date'),
  /** The last try, whatever came of it. */
  lastTriedAt: instantAt('last_tried_at'),
  /** What led to the last scan. */
  scanTrigger: text('scan_trigger', { enum: TRIGGERS }),
  /** The manifest that it was matched with; null: with none. */
  manifestVersion: text('manifest_version'),
  scanSensorId: uuid('scan_sensor_id'),
};

/** What was found in an image, or in a container beyond its image. Replaced as a whole by every scan. */
export const findingColumns = {
  /** Counts from 0 within the image or container: worst first, as told. */
  no: integer('no').notNull(),
  advisoryId: text('advisory_id').notNull(),
  cves: text('cves').array().notNull(),
  severity: smallint('severity').$type<1 | 2 | 3 | 4 | 5>().notNull(),
  title: text('title').notNull(),
  package: text('package').notNull(),
  installedVersion: text('installed_version').notNull(),
  fixedVersion: text('fixed_version'),
  layer: text('layer'),
  path: text('path'),
};
