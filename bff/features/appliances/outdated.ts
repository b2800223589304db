import { PACKAGE_NAMES, type PackageName, type WantedPackages } from '#protocol/packages';
import type { ApplianceVersions } from '../../domain/appliances/appliance.ts';
import type { Executor } from '../../storage/database.ts';
import { readVersions } from './store.ts';

/** What an appliance should run; told by the Distribution Server's side. */
export interface WantedVersions {
  readonly wantedBy: (applianceId: string, running: ApplianceVersions) => Promise<WantedPackages>;
}

/** A package of which another version runs than is wanted. */
export interface Outdated {
  readonly package: PackageName;
  /** Absent: it has none. */
  readonly version?: string | undefined;
  readonly wanted: string;
}

interface Facts {
  readonly id: string;
  readonly retiredAt?: unknown;
  readonly versions?: ApplianceVersions | null | undefined;
}

/** What is behind the roll-outs at an appliance. Where the version is wanted that it was installed with, nothing can be. */
export async function outdatedOf(updates: WantedVersions, { id, retiredAt, versions }: Facts): Promise<readonly Outdated[]> {
  if (!versions || retiredAt) return [];
  const wanted = await updates.wantedBy(id, versions);
  return PACKAGE_NAMES.flatMap((name) => {
    const version = wanted[name]?.version ?? versions[name];
    return version === undefined || version === versions[name] ? [] : [{ package: name, version: versions[name], wanted: version }];
  });
}

/** The appliances that are behind. Roll-outs decide by a hash, which the database cannot compute. */
export async function outdatedIds(executor: Executor, updates: WantedVersions): Promise<readonly string[]> {
  const found: string[] = [];
  for (const row of await readVersions(executor)) if ((await outdatedOf(updates, row)).length > 0) found.push(row.id);
  return found;
}
