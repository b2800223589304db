import { createHash } from 'node:crypto';
import type { DistributedPackage, Repository } from '../../contract/packages.ts';
import type { PackageName, Rollout } from '../../domain/distribution/rollout.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { type Clock, DAY_MS, instant, plus } from '../../domain/time/instant.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { lockKeys, readPublicKeys } from './key-store.ts';
import { newestMetadata } from './metadata-store.ts';
import { insertPackage, listPackages, type PackageRow, readPackage as readRow, withdrawPackage } from './package-store.ts';
import { readPackage } from './read-package.ts';
import { renewRepository } from './renew-repository.ts';
import { decidingRollouts, type FleetMember, readFleet, toRollout } from './rollout-store.ts';

export interface PackagesDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly box: SealedBox;
}

export type PackagesService = ReturnType<typeof createPackagesService>;

/** What managers do with packages; everybody may read of them. Without an actor: the operator, beside the server. */
export function createPackagesService(deps: PackagesDeps) {
  const { db, uow } = deps;
  return {
    list: async (): Promise<{ items: DistributedPackage[] }> => {
      const show = await presenter(db);
      return { items: (await listPackages(db)).map(show) };
    },
    publish: (actor: Actor | null, content: Buffer) => uow((work) => publish(work, deps, actor, content)),
    withdraw: (actor: Actor | null, id: string) => uow((work) => withdraw(work, deps, actor, id)),
    repository: () => describeRepository(deps),
  };
}

async function publish(work: Work, deps: PackagesDeps, actor: Actor | null, content: Buffer): Promise<DistributedPackage> {
  const read = readPackage(content);
  if (!read.ok) throw refuse.invalid([{ path: ['content'], code: 'package-invalid', message: read.error }]);
  const { package: name, version } = read.value;
  const keys = await lockKeys(work.tx, deps.box);
  const id = deps.newId();
  const sha256 = createHash('sha256').update(content).digest('hex');
  const about = { publishedBy: actor?.userId ?? null, publishedByName: actor?.name ?? 'the command line', at: deps.clock() };
  if (!(await insertPackage(work.tx, { id, name, version, sha256, content, ...about })))
    throw refuse.invalid([
      {
        path: ['content'],
        code: 'package-version-taken',
        message: `There is a package ${name} ${version} already: build it with another version`,
      },
    ]);
  await renewRepository({ tx: work.tx, keys, now: deps.clock() });
  await work.audit({ actor, action: 'package.published', objectType: 'package', objectId: id, after: { package: name, version, sha256 } });
  work.announce('rollouts', id);
  return (await presenter(work.tx))((await readRow(work.tx, id))!);
}

async function withdraw(work: Work, deps: PackagesDeps, actor: Actor | null, id: string): Promise<DistributedPackage> {
  const keys = await lockKeys(work.tx, deps.box);
  const row = await readRow(work.tx, id);
  if (row === undefined) throw refuse.notFound('package');
  if (row.withdrawnAt !== null) throw refuse.conflict('It is withdrawn already');
  const { use } = (await presenter(work.tx))(row);
  if (use === 'current') throw refuse.conflict(`The fleet runs ${row.name} ${row.version}: roll out another version first`);
  if (use === 'rolling-out') throw refuse.conflict(`${row.name} ${row.version} is being rolled out: abort that first`);
  await withdrawPackage(work.tx, id, deps.clock());
  await renewRepository({ tx: work.tx, keys, now: deps.clock() });
  await work.audit({
    actor,
    action: 'package.withdrawn',
    objectType: 'package',
    objectId: id,
    after: { package: row.name, version: row.version },
  });
  work.announce('rollouts', id);
  return (await presenter(work.tx))((await readRow(work.tx, id))!);
}

/** A row as the API shows it: with its use, and who runs it. */
async function presenter(executor: Executor): Promise<(row: PackageRow) => DistributedPackage> {
  const deciding = (await decidingRollouts(executor)).map(toRollout);
  const fleet = await readFleet(executor);
  return (row) => ({
    id: row.id,
    package: row.name as PackageName,
    version: row.version,
    length: row.length,
    sha256: row.sha256,
    publishedAt: row.publishedAt.toISOString(),
    publishedBy: row.publishedByName,
    ...(row.withdrawnAt === null ? {} : { withdrawnAt: row.withdrawnAt.toISOString() }),
    use: useOf(deciding, row),
    appliances: fleet.filter((member) => runs(member, row)).length,
  });
}

function useOf(deciding: readonly Rollout[], { name, version }: PackageRow): DistributedPackage['use'] {
  const own = deciding.filter((one) => one.package === name && one.version === version);
  if (own.some(({ state }) => state !== 'completed')) return 'rolling-out';
  const active = deciding.find((one) => one.package === name && one.state !== 'completed');
  return own.length > 0 || active?.formerVersion === version ? 'current' : 'none';
}

const runs = ({ versions }: FleetMember, { name, version }: PackageRow): boolean => versions?.[name as PackageName] === version;

/** A root whose key is kept elsewhere is asked for this long before its end. */
const ASK_FOR_ROOT_MS = 30 * DAY_MS;

async function describeRepository({ db, clock }: PackagesDeps): Promise<Repository> {
  const keys = await readPublicKeys(db);
  const known = await Promise.all(keys.map(async (key) => ({ key, row: await newestMetadata(db, key.role) })));
  const signed = known.flatMap(({ key, row }) => (row === undefined ? [] : [{ key, row }]));
  const now = clock();
  const problems = signed.flatMap(({ key, row }) => {
    const until = row.expiresAt.toISOString().slice(0, 10);
    const expires = instant(row.expiresAt.getTime());
    if (expires <= now) return [`The signature of ${key.role} expired on ${until}: appliances take no update until it is renewed`];
    const asks = key.role === 'root' && !key.keyIsHere && now >= plus(expires, -ASK_FOR_ROOT_MS);
    return asks
      ? [`The root expires on ${until}: sign a new one with the key that is kept elsewhere (watchbill root-key renew --key FILE)`]
      : [];
  });
  const roles = signed.map(({ key, row }) => ({
    ...key,
    version: row.version,
    signedAt: row.signedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
  return { roles, problems };
}
