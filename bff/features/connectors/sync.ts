import type { CloudInstance } from '../../domain/connectors/cloud-instance.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { err, type Result } from '../../domain/result.ts';
import { type Clock, HOUR_MS, type Instant, MINUTE_MS, plus, SECOND_MS } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { CloudAccount, CloudAssets, SealedBox } from './collaborators.ts';
import { type ConnectorRow, connectorStore } from './store.ts';
import { claimDue, nextSyncAt, releaseLease, settleSync, takeLease } from './sync-store.ts';

export interface SyncDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly assets: CloudAssets;
  readonly box: SealedBox;
  readonly cloud: CloudAccount;
}

/** From the end of one synchronisation to the next, whether or not it succeeded. */
export const SYNC_EVERY_MS = HOUR_MS;
/** Longer than a cloud is waited for and its answer written; if the replica dies, another takes over after that. */
export const LEASE_MS = 10 * MINUTE_MS;
/** Connectors asked at once: one that does not answer holds up no others. */
const LANES = 4;
const SOON_MS = SECOND_MS;

/** A connector that one replica has to itself until its lease ends. */
interface Claim {
  readonly row: ConnectorRow;
  readonly until: Instant;
  /** Null: it was due. */
  readonly actor: Actor | null;
}

/** Synchronises connectors, on any number of replicas: a lease, the question to the cloud outside of any transaction, its outcome. */
export function createSync(deps: SyncDeps) {
  return {
    /** A person asks for it now. */
    byHand: async (actor: Actor, id: string): Promise<void> => run(deps, await deps.uow((work) => claimOne(deps, work, actor, id))),
    /** All that are due: answers when to look again. */
    dueRound: async (): Promise<Instant | undefined> => {
      const lanes = await Promise.allSettled(Array.from({ length: LANES }, () => lane(deps)));
      for (const one of lanes) if (one.status === 'rejected') throw one.reason;
      const next = await nextSyncAt(deps.db);
      // Still due: another replica is taking it this moment.
      return next === undefined || next > deps.clock() ? next : plus(deps.clock(), SOON_MS);
    },
  };
}

async function lane(deps: SyncDeps): Promise<void> {
  for (;;) {
    const now = deps.clock();
    const until = plus(now, LEASE_MS);
    const row = await deps.uow((work) => claimDue(work.tx, { now, until }));
    if (row === undefined) return;
    await run(deps, { row, until, actor: null });
  }
}

async function claimOne({ clock }: SyncDeps, work: Work, actor: Actor, id: string): Promise<Claim> {
  const row = await connectorStore.lock(work.tx, id);
  if (row === undefined) throw refuse.notFound('connector');
  const now = clock();
  if (row.syncingUntil !== null && row.syncingUntil.getTime() > now) {
    throw refuse.conflict('It is being synchronised this moment: its outcome appears here by itself.');
  }
  const until = plus(now, LEASE_MS);
  return { row: await takeLease(work.tx, id, { now, until }), until, actor };
}

async function run(deps: SyncDeps, claim: Claim): Promise<void> {
  try {
    const answer = await ask(deps, claim.row);
    await deps.uow((work) => settle(deps, work, claim, answer));
  } catch (error) {
    // Called off, or the database is in trouble: whoever comes next may try at once.
    await deps.uow((work) => releaseLease(work.tx, claim.row.id, claim.until));
    throw error;
  }
}

type Answer = Result<readonly CloudInstance[], string>;

async function ask({ box, cloud }: SyncDeps, row: ConnectorRow): Promise<Answer> {
  const secretAccessKey = openSecret(box, row.sealedSecret);
  if (secretAccessKey === undefined) return err('The stored secret access key cannot be read: edit the connector and give it again.');
  const { regions, endpoint, accessKeyId } = row;
  return cloud.listInstances({ regions, endpoint: endpoint ?? undefined, accessKeyId, secretAccessKey });
}

/** Undefined: sealed by another installation, or damaged. */
function openSecret(box: SealedBox, sealed: string): string | undefined {
  try {
    return box.open(sealed);
  } catch {
    return undefined;
  }
}

async function settle({ clock, assets }: SyncDeps, work: Work, { row, until, actor }: Claim, answer: Answer): Promise<void> {
  const { id, addressKind } = row;
  const now = await connectorStore.lock(work.tx, id);
  // Removed meanwhile, or taken over by another after the lease.
  if (now?.syncingUntil?.getTime() !== until) return;
  work.announce('connectors', id);
  // Edited meanwhile: this is the answer to another question, and the edit made it due again.
  if (now.revision !== row.revision) return releaseLease(work.tx, id, until);
  const at = clock();
  const changed = answer.ok ? await assets.keepInstances(work, { connectorId: id, addressKind, instances: answer.value, at }) : 0;
  const error = answer.ok ? undefined : answer.error;
  await settleSync(work.tx, id, { at, nextAt: plus(at, SYNC_EVERY_MS), error });
  // Once an hour nothing changed is no news.
  if (actor === null && changed === 0 && error === (row.lastError ?? undefined)) return;
  const after = answer.ok ? { instances: answer.value.length, changed } : { error };
  await work.audit({ actor, action: 'connector.synchronised', objectType: 'connector', objectId: id, after });
}
