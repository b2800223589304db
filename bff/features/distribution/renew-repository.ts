import { targetPathOf } from '#protocol/packages';
import type { PackageName } from '../../domain/distribution/rollout.ts';
import { DAY_MS, type Instant, instant, plus } from '../../domain/time/instant.ts';
import type { Transaction } from '../../storage/database.ts';
import type { RoleKey, RoleName } from './key-store.ts';
import { addMetadata, type MetadataRow, newestMetadata } from './metadata-store.ts';
import { offeredPackages, type PackageRow } from './package-store.ts';
import { type SignedMetadata, signRoot, signSnapshot, signTargets, signTimestamp, type Target } from './sign-metadata.ts';

/** How long a signature is good, and how long before its end it is renewed. Short where it tells freshness: it bounds how long a frozen copy is believed. */
export const SIGNATURE_LIVES: Readonly<Record<RoleName, { readonly goodMs: number; readonly renewMs: number }>> = {
  root: { goodMs: 365 * DAY_MS, renewMs: 120 * DAY_MS },
  targets: { goodMs: 90 * DAY_MS, renewMs: 60 * DAY_MS },
  snapshot: { goodMs: 14 * DAY_MS, renewMs: 7 * DAY_MS },
  // Renewed every day: an appliance whose clock is up to two days ahead still takes updates.
  timestamp: { goodMs: 4 * DAY_MS, renewMs: 3 * DAY_MS },
};

const renewAt = (role: RoleName, row: MetadataRow): Instant => plus(instant(row.expiresAt.getTime()), -SIGNATURE_LIVES[role].renewMs);

interface Turn {
  readonly tx: Transaction;
  readonly keys: ReadonlyMap<RoleName, RoleKey>;
  readonly now: Instant;
  /** Roles with a new key: theirs is signed anew. */
  readonly resign?: ReadonlySet<RoleName>;
}

type Sign = (key: RoleKey, stamp: { version: number; expires: Instant }) => SignedMetadata;

/** The newest of a role, signed anew where it must be. `changed`: what it speaks of is different. */
async function renew({ tx, keys, now, resign }: Turn, role: RoleName, sign: Sign, changed: (row: MetadataRow) => boolean) {
  const before = await newestMetadata(tx, role);
  if (before !== undefined && now < renewAt(role, before) && resign?.has(role) !== true && !changed(before))
    return { version: before.version, renewed: false, next: renewAt(role, before) };
  const version = (before?.version ?? 0) + 1;
  const expires = plus(now, SIGNATURE_LIVES[role].goodMs);
  await addMetadata(tx, role, sign(keys.get(role)!, { version, expires }), now);
  return { version, renewed: true, next: plus(expires, -SIGNATURE_LIVES[role].renewMs) };
}

/** Without its private key a root is signed elsewhere and imported: then it is left as it is. */
async function renewRoot(turn: Turn): Promise<Instant | undefined> {
  const key = turn.keys.get('root')!;
  // A rotation has just signed one.
  if (key.privateKey === undefined || turn.resign !== undefined) return undefined;
  return (
    await renew(
      turn,
      'root',
      (_key, stamp) => signRoot(turn.keys, stamp, [key]),
      () => false,
    )
  ).next;
}

const toTarget = ({ name, version, sha256, length }: PackageRow): Target => ({
  path: targetPathOf(name as PackageName, version),
  length,
  sha256,
  custom: { package: name, version },
});

/** What the signed targets say must be what is offered. */
function differs(row: MetadataRow, targets: readonly Target[]): boolean {
  const signed = (JSON.parse(row.body) as { signed: { targets: Record<string, { hashes: { sha256: string } }> } }).signed.targets;
  return Object.keys(signed).length !== targets.length || targets.some(({ path, sha256 }) => signed[path]?.hashes.sha256 !== sha256);
}

/** Signs whatever is new or nears its end. Answers when to look again, and whether anything was signed. */
export async function renewRepository(turn: Turn): Promise<{ readonly next: Instant; readonly renewed: boolean }> {
  const root = await renewRoot(turn);
  const offered = (await offeredPackages(turn.tx)).map(toTarget);
  const targets = await renew(
    turn,
    'targets',
    (key, stamp) => signTargets(key, stamp, offered),
    (row) => differs(row, offered),
  );
  const snapshot = await renew(
    turn,
    'snapshot',
    (key, stamp) => signSnapshot(key, stamp, targets.version),
    () => targets.renewed,
  );
  const timestamp = await renew(
    turn,
    'timestamp',
    (key, stamp) => signTimestamp(key, stamp, snapshot.version),
    () => snapshot.renewed,
  );
  const ends = [root, targets.next, snapshot.next, timestamp.next].flatMap((at) => (at === undefined ? [] : [at]));
  return { next: instant(Math.min(...ends)), renewed: timestamp.renewed };
}
