import { statfs } from 'node:fs/promises';
import { PACKAGE_LIMITS, type PackageName, targetPathOf, type UpdateReport } from '../../protocol/packages.ts';
import { AGENT_PATHS } from '../../protocol/paths.ts';
import type { Wait } from '../../runtime/clock.ts';
import { describeError } from '../../runtime/log.ts';
import { downloadTarget } from '../../runtime/verified-update/download-target.ts';
import type { TrustedTarget } from '../../runtime/verified-update/trusted-metadata.ts';
import type { DataFolder } from '../data-folder.ts';
import { checkPackage } from './check-package.ts';
import { forgetDownload, type PackageBook, packageEntry, placeSignatures } from './installed-packages.ts';
import type { OwnPackages } from './own-packages.ts';
import { unpackPackage } from './unpack-package.ts';

export type FindTarget = (path: string) => Promise<TrustedTarget | undefined>;

export interface ApplyParts {
  readonly data: DataFolder;
  readonly server: string;
  readonly own: OwnPackages;
  readonly running: string;
  readonly wait: Wait;
  readonly find: FindTarget;
  readonly signal: AbortSignal | undefined;
  readonly book: () => PackageBook;
  readonly save: (change: Partial<PackageBook>) => Promise<void>;
  readonly report: (told: Omit<UpdateReport, 'at'>) => Promise<void>;
}

/** The package is of no use here, however often it is fetched. */
class Unfit extends Error {
  override readonly name = 'Unfit';
}

/** Room that must be left besides the package, packed and unpacked. */
const SPARE_BYTES = 64 * 1024 * 1024;

const inUse = ({ running, own, book }: ApplyParts, name: PackageName): string | undefined =>
  name === 'appliance' ? running : (book().current[name] ?? own[name]);

const requireRoom = async ({ data }: ApplyParts, { length }: TrustedTarget): Promise<void> => {
  if (length > PACKAGE_LIMITS.packedBytes) throw new Unfit(`It has ${length} bytes, more than a package may have.`);
  const { bavail, bsize } = await statfs(data.folder);
  const needed = length * 6 + SPARE_BYTES;
  if (bavail * bsize < needed)
    throw new Error(
      `The disk is short: ${Math.floor((bavail * bsize) / 1024 ** 2)} MiB free, ${Math.ceil(needed / 1024 ** 2)} MiB needed.`,
    );
};

/** Fetches, verifies and unpacks a version beside the one in use. */
const fetchVersion = async (parts: ApplyParts, name: PackageName, version: string): Promise<void> => {
  const { data, signal } = parts;
  const target = await parts.find(targetPathOf(name, version));
  if (target === undefined) throw new Error('The Distribution Server does not offer it.');
  await requireRoom(parts, target);
  await parts.report({ package: name, state: 'downloading', ...fromTo(parts, name, version) });
  const archive = await downloadTarget(target, {
    folder: data.downloads,
    url: parts.server + AGENT_PATHS.targets,
    ...(signal ? { signal } : {}),
  });
  await parts.report({ package: name, state: 'installing', ...fromTo(parts, name, version) });
  try {
    await unpackPackage(data, archive, { package: name, version });
    await checkPackage({ entry: packageEntry(data, name, version), wait: parts.wait }, name, version);
  } catch (error) {
    // A full disk says nothing about the package.
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? error : new Unfit(describeError(error));
  } finally {
    await forgetDownload(archive);
  }
};

const fromTo = (parts: ApplyParts, name: PackageName, to: string | undefined) => {
  const from = inUse(parts, name);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
};

/** Replaces the one line that says which version is in use. */
const switchTo = async ({ data, book, save }: ApplyParts, name: PackageName, version: string | undefined): Promise<void> => {
  const { [name]: before, ...current } = book().current;
  if (name === 'signatures') await placeSignatures(data, version);
  const { [name]: _, ...previous } = book().previous;
  await save({
    current: version === undefined ? current : { ...current, [name]: version },
    previous: before === undefined ? previous : { ...previous, [name]: before },
    ...(name === 'appliance' && version !== undefined ? { trial: { version } } : {}),
  });
};

/**
 * Brings one package to the wanted version; null: the one that it was installed with. Whatever goes wrong, the version in use stays.
 * True: the program must be started anew.
 */
export const applyPackage = async (parts: ApplyParts, name: PackageName, wanted: string | null): Promise<boolean> => {
  const own = parts.own[name];
  const version = wanted === own || wanted === null ? undefined : wanted;
  const change = fromTo(parts, name, version ?? own);
  if (parts.book().current[name] === version || change.from === change.to) return false;
  if (version !== undefined && parts.book().refused?.[name] === version) return false;
  try {
    if (version !== undefined) await fetchVersion(parts, name, version);
    await switchTo(parts, name, version);
    // A new appliance says so itself, once it has polled.
    if (name === 'appliance' && version !== undefined) return true;
    await parts.report({ package: name, state: 'installed', ...change });
    return name === 'appliance';
  } catch (error) {
    if (parts.signal?.aborted) return false;
    if (error instanceof Unfit && version !== undefined) await parts.save({ refused: { ...parts.book().refused, [name]: version } });
    await parts.report({ package: name, state: 'failed', ...change, reason: sayWhy(name, error) });
    return false;
  }
};

const sayWhy = (name: PackageName, error: unknown): string => {
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return 'The disk is full. The version in use stays.';
  return `The new ${name} was not taken: ${describeError(error)}`;
};
