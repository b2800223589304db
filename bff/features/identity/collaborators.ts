import type { UnitNetworks } from '../../domain/identity/unit-networks.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';

/** Whoever keeps the assets: each belongs to the unit that its address lies in. */
export interface AssetUnits {
  /** The networks of some unit changed, in this transaction. */
  readonly unitNetworksChanged: (work: Work) => Promise<void>;
}

/** How many, and the names of the first few. */
export interface Counted {
  readonly count: number;
  readonly names: readonly string[];
}

/** Who takes over from somebody. */
export interface Heir {
  readonly id: string;
  readonly businessUnitId?: string | undefined;
}

/** Whoever keeps things that people own and that go on when their owner leaves. */
export interface BelongingsKeeper {
  readonly kind: 'schedules' | 'scans' | 'distribution-groups';
  readonly of: (executor: Executor, ownerId: string) => Promise<Counted>;
  /** What of it aims outside a unit, and so may not belong to its people. */
  readonly outside: (executor: Executor, ownerId: string, unit: UnitNetworks) => Promise<Counted>;
  readonly handOver: (work: Work, from: string, to: Heir) => Promise<void>;
  /** Their owner belongs to another unit now, or to none. */
  readonly ownerMoved: (work: Work, ownerId: string, businessUnitId: string | undefined) => Promise<void>;
}

/** The schedules belong to the unit of their owner. */
export interface ScheduleKeeper extends BelongingsKeeper {
  /** What schedules of the unit aim outside its networks. */
  readonly outsideUnit: (executor: Executor, unit: UnitNetworks) => Promise<Counted>;
}

/** What one person is told about themselves. */
export interface PersonalMail {
  readonly personId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mails to one person, in the end. */
export interface Mailer {
  /** Whether a mail server is set up: otherwise mails are kept and reach nobody. */
  readonly isSetUp: (within: Executor) => Promise<boolean>;
  /** In place of an older one to the same person. */
  readonly send: (work: Work, mail: PersonalMail) => Promise<void>;
  /** What waits for the person is not sent any more. */
  readonly drop: (work: Work, personId: string) => Promise<void>;
}
