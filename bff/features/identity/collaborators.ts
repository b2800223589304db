import type { Work } from '../../storage/unit-of-work.ts';

/** Whoever keeps the assets: each belongs to the unit that its address lies in. */
export interface AssetUnits {
  /** The networks of some unit changed, in this transaction. */
  readonly unitNetworksChanged: (work: Work) => Promise<void>;
}
