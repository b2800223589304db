import { seededRandom } from './seeded-random.ts';

/** What a fleet is like. Rates are shares from 0 to 1. */
export interface FleetSettings {
  readonly seed: number;
  /** Most slots of one appliance; each has from 1 up to so many. */
  readonly slots: number;
  /** Clocks are off by up to this much, either way. */
  readonly skewMs: number;
  /** Share of appliances on a slow link, and what each exchange waits there, at most. */
  readonly slowShare: number;
  readonly slowMs: number;
  /** Share of exchanges whose answer is lost on the way. */
  readonly lossRate: number;
  /** Share of offers that are declined, and of slices that fail. */
  readonly declineRate: number;
  readonly failRate: number;
  /** Time that the scan of one host takes. */
  readonly hostMs: number;
}

/** What one appliance of a fleet is like. */
export interface Traits {
  readonly seed: number;
  readonly slots: number;
  /** Its clock minus the true time. */
  readonly skewMs: number;
  /** Each exchange waits up to so long. */
  readonly delayMs: number;
}

/** The nth appliance (from 0) of a fleet: the same for the same settings, whatever the others do. */
export const traitsOf = (settings: FleetSettings, n: number): Traits => {
  const seed = Math.imul(settings.seed, 0x9e3779b1) + n;
  const random = seededRandom(seed);
  return {
    seed,
    slots: 1 + Math.floor(random() * settings.slots),
    skewMs: Math.round((random() * 2 - 1) * settings.skewMs),
    delayMs: random() < settings.slowShare ? settings.slowMs : 0,
  };
};
