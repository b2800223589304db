import type { Advisory, PackageVersion } from './advisory.ts';
import { fixedVersionAbove, isAffected } from './is-affected.ts';
import { orderOfEcosystem } from './versions/order-of-ecosystem.ts';

/** A version of a package that an advisory names as affected. */
export interface Match {
  readonly advisory: Advisory;
  readonly fixedVersion: string | undefined;
}

/** The advisories of a package that affect one version of it. Nothing is claimed of a version that has no place in the order. */
export const matchPackage = (found: PackageVersion, advisories: readonly Advisory[]): Match[] => {
  const order = orderOfEcosystem(found.ecosystem);
  if (!order?.isVersion(found.version)) return [];
  return advisories
    .filter((each) => isAffected(found.version, each, order))
    .map((each) => ({ advisory: each, fixedVersion: fixedVersionAbove(found.version, each, order) }));
};
