import type { WantedPackages } from '#protocol/packages';
import { type PackageName, type Rollout, wantedVersion } from '../../domain/distribution/rollout.ts';
import type { Bus } from '../../live/bus.ts';

type Deciding = ReadonlyMap<PackageName, { readonly active?: Rollout; readonly completed?: Rollout }>;

/** What each appliance should run. Asked at every poll, so it is kept in memory until a roll-out changes, on any replica. */
export function createWantedBook(read: () => Promise<readonly Rollout[]>, bus: Bus) {
  let kept: Promise<Deciding> | undefined;
  const forget = () => {
    kept = undefined;
  };
  bus.subscribe(forget, 'rollouts');
  bus.onResync(forget);
  const deciding = (): Promise<Deciding> => {
    if (kept !== undefined) return kept;
    const reading = read().then(byPackage);
    kept = reading;
    reading.catch(forget);
    return reading;
  };
  return {
    /** `running`: the versions that it says it runs. */
    wantedBy: async (applianceId: string, running: Partial<Record<PackageName, string | undefined>>): Promise<WantedPackages> => {
      const rollouts = await deciding();
      const version = (name: PackageName) => ({ version: wantedVersion(rollouts.get(name) ?? {}, applianceId, running[name]) });
      return { scand: version('scand'), signatures: version('signatures'), appliance: version('appliance') };
    },
  };
}

function byPackage(rollouts: readonly Rollout[]): Deciding {
  const found = new Map<PackageName, { active?: Rollout; completed?: Rollout }>();
  for (const one of rollouts) {
    const key = one.state === 'completed' ? 'completed' : 'active';
    found.set(one.package, { ...found.get(one.package), [key]: one });
  }
  return found;
}
