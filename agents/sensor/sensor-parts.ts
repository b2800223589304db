import type { Engine } from '../engine/engine.ts';
import type { SensorConfiguration, SensorKind } from '../protocol/sensor-registration.ts';
import type { SensorReport } from '../protocol/sensor-report.ts';
import type { Clock, Random, Wait } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import type { Spool } from '../runtime/spool.ts';
import type { Manifest } from '../signatures/manifest/open-manifest.ts';
import type { InventoryStore } from './inventory-store.ts';
import type { OwnActs } from './own-acts.ts';
import type { SensorBook } from './sensor-book.ts';

/** What all parts of a sensor share. */
export interface SensorParts {
  readonly kind: SensorKind;
  readonly sensorId: string;
  readonly book: SensorBook;
  readonly inventories: InventoryStore;
  readonly spool: Spool;
  readonly own: OwnActs;
  /** What is matched with; undefined: there is none, and vulnerabilities are not looked for. */
  readonly manifest: () => Manifest | undefined;
  readonly configuration: () => SensorConfiguration;
  /** Machine's time to platform time, whole ms. */
  readonly toPlatform: (at: number) => number;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly random: Random;
  readonly log: Log;
}

/** Parts that have an engine to ask. */
export interface EngineParts extends SensorParts {
  readonly engine: Engine;
}

/** Durable when it resolves; the platform is told in order, as soon as it can be. */
export const tell = ({ spool }: Pick<SensorParts, 'spool'>, report: SensorReport): Promise<void> => spool.append(report);
