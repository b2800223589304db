import { shippedSignatures } from '../appliance/open-signatures.ts';
import { compareManifestVersions } from '../signatures/manifest/manifest-version.ts';
import { type Manifest, openManifest } from '../signatures/manifest/open-manifest.ts';
import { Exit } from './exit-code.ts';
import type { KnownManifest } from './scan-report.ts';

export interface ManifestChoice {
  /** `--manifest FILE`: this one and no other. */
  readonly given: string | undefined;
  /** The one that was fetched from the platform, if it is bound to one. */
  readonly fetched: string | undefined;
  readonly runningFile: string;
  /** Epoch ms. */
  readonly now: number;
  readonly onProblem: (problem: string) => void;
}

export interface ChosenManifest {
  readonly manifest: Manifest;
  readonly known: KnownManifest;
}

const DAY_MS = 86_400_000;
/** Advisories are published every day; a week without them is worth a word. */
const STALE_DAYS = 7;

const describe = (manifest: Manifest, origin: KnownManifest['origin'], now: number): ChosenManifest => {
  const { version } = manifest.header;
  const madeAt = Date.parse(version.slice(0, 10).replaceAll('.', '-'));
  const ageDays = Math.max(0, Math.floor((now - madeAt) / DAY_MS));
  return { manifest, known: { version, ageDays, isStale: ageDays > STALE_DAYS, origin } };
};

const openOr = async (path: string, onProblem: (problem: string) => void): Promise<Manifest | undefined> => {
  try {
    return await openManifest(path);
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    if (code !== 'ENOENT') onProblem(`${path}: ${(error as Error).message}`);
    return undefined;
  }
};

const openGiven = async (path: string): Promise<Manifest> => {
  try {
    return await openManifest(path);
  } catch (error) {
    throw new Exit('usage', `--manifest ${path}: ${(error as Error).message}`);
  }
};

/** The signatures to match with: the given ones, else the newer of those fetched and those that came with the program. */
export const chooseManifest = async ({ given, fetched, runningFile, now, onProblem }: ManifestChoice): Promise<ChosenManifest> => {
  if (given !== undefined) return describe(await openGiven(given), 'given', now);
  const shipped = await openOr(shippedSignatures(runningFile), onProblem);
  const brought = fetched === undefined ? undefined : await openOr(fetched, onProblem);
  if (brought && (!shipped || compareManifestVersions(brought.header.version, shipped.header.version) >= 0)) {
    await shipped?.close();
    return describe(brought, 'platform', now);
  }
  await brought?.close();
  if (!shipped)
    throw new Exit(
      'notScannable',
      'There are no signatures to match with: signatures.wbsig is missing beside the program. Name one with --manifest.',
    );
  return describe(shipped, 'shipped', now);
};

/** What to say of signatures that are old. */
export const staleWarning = ({ version, ageDays, isStale, origin }: KnownManifest): string[] =>
  isStale
    ? [
        `The signatures ${version} are ${ageDays} days old: newer vulnerabilities are not shown. ${origin === 'given' ? 'Name a newer file with --manifest.' : 'Download the program again, name a newer file with --manifest, or bind it to a platform.'}`,
      ]
    : [];
