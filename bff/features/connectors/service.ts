import type { Connector } from '../../contract/connectors.ts';
import { can } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import { UNUSED, whyStillUsed } from '../../domain/schedules/schedule-usage.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { CloudAccount, CloudAssets, InstanceCounts, SealedBox, UsageReader } from './collaborators.ts';
import { type ConnectorFields, type ConnectorRow, connectorStore } from './store.ts';
import { createSync } from './sync.ts';
import { whyNotEndpoint } from './why-not-endpoint.ts';

export interface ConnectorsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly usage: UsageReader;
  readonly assets: CloudAssets;
  readonly box: SealedBox;
  readonly cloud: CloudAccount;
}

export interface ConnectorInput {
  readonly name: string;
  readonly kind: 'aws-ec2';
  readonly regions: readonly string[];
  readonly endpoint?: string | undefined;
  readonly accessKeyId: string;
  readonly secretAccessKey?: string | undefined;
  readonly addressKind: 'private' | 'public';
}

type Replacement = ConnectorInput & { readonly id: string; readonly revision: number };

export type ConnectorsService = ReturnType<typeof createConnectorsService>;

/** What managers do with cloud connectors; everybody may read of them, without the keys. */
export function createConnectorsService(deps: ConnectorsDeps) {
  const { db, uow } = deps;
  const sync = createSync(deps);
  return {
    list: async (actor: Actor) => ({ items: await present(deps, db, actor, await connectorStore.list(db)) }),
    get: (actor: Actor, id: string) => presentOne(deps, db, actor, id),
    create: (actor: Actor, input: ConnectorInput & { readonly secretAccessKey: string }) =>
      uow((work) => createConnector(deps, work, actor, input)),
    replace: (actor: Actor, input: Replacement) => uow((work) => replaceConnector(deps, work, actor, input)),
    remove: (actor: Actor, id: string): Promise<void> => uow((work) => removeConnector(deps, work, actor, id)),
    /** Asks the cloud now. */
    sync: async (actor: Actor, id: string): Promise<Connector> => {
      await sync.byHand(actor, id);
      return presentOne(deps, db, actor, id);
    },
    /** Asks for all connectors that are due; answers when to look again. */
    syncDue: sync.dueRound,
  };
}

async function present(deps: ConnectorsDeps, executor: Executor, actor: Actor, rows: readonly ConnectorRow[]): Promise<Connector[]> {
  const ids = rows.map(({ id }) => id);
  const counts = await deps.assets.countInstances(executor, ids);
  const used = await deps.usage.schedulesUsing(executor, { actor, thing: 'connector', ids });
  const mayChange = can(actor, 'connectors.write');
  return rows.map((row) => ({ ...toView(row, counts.get(row.id), mayChange), usedBy: used.get(row.id) ?? UNUSED }));
}

export async function presentOne(deps: ConnectorsDeps, executor: Executor, actor: Actor, id: string): Promise<Connector> {
  const row = await connectorStore.read(executor, id);
  if (row === undefined) throw refuse.notFound('connector');
  return (await present(deps, executor, actor, [row]))[0]!;
}

type NewConnector = ConnectorInput & { readonly secretAccessKey: string };

async function createConnector(deps: ConnectorsDeps, work: Work, actor: Actor, input: NewConnector): Promise<Connector> {
  refuseAny(endpointIssues(input));
  const id = deps.newId();
  const fields = toFields(input, deps.box.seal(input.secretAccessKey));
  if ((await connectorStore.insert(work.tx, id, fields, deps.clock())) === 'taken') throw nameTaken(input.name);
  await work.audit({ actor, action: 'connector.created', objectType: 'connector', objectId: id, after: auditable(fields) });
  work.announce('connectors', id);
  return presentOne(deps, work.tx, actor, id);
}

async function replaceConnector(
  deps: ConnectorsDeps,
  work: Work,
  actor: Actor,
  { id, revision, ...input }: Replacement,
): Promise<Connector> {
  const before = await connectorStore.lock(work.tx, id);
  if (before === undefined) throw refuse.notFound('connector');
  if (before.revision !== revision) throw refuse.stale(await presentOne(deps, work.tx, actor, id));
  refuseAny([...endpointIssues(input), ...secretIssues(input, before)]);
  const sealed = input.secretAccessKey === undefined ? before.sealedSecret : deps.box.seal(input.secretAccessKey);
  const fields = toFields(input, sealed);
  if ((await connectorStore.update(work.tx, id, fields, deps.clock())) === 'taken') throw nameTaken(input.name);
  const changed = { before: rowInput(before), after: auditable(fields) };
  await work.audit({ actor, action: 'connector.changed', objectType: 'connector', objectId: id, ...changed });
  work.announce('connectors', id);
  return presentOne(deps, work.tx, actor, id);
}

async function removeConnector({ usage }: ConnectorsDeps, work: Work, actor: Actor, id: string): Promise<void> {
  const row = await connectorStore.lock(work.tx, id);
  if (row === undefined) throw refuse.notFound('connector');
  const used = await usage.schedulesUsing(work.tx, { actor, thing: 'connector', ids: [id] });
  const why = whyStillUsed('connector', used.get(id) ?? UNUSED);
  if (why !== undefined) throw refuse.conflict(why);
  await connectorStore.remove(work.tx, id);
  await work.audit({ actor, action: 'connector.removed', objectType: 'connector', objectId: id, before: rowInput(row) });
  work.announce('connectors', id);
  work.announce('assets', '*');
}

const toFields = ({ secretAccessKey: _, ...input }: ConnectorInput, sealedSecret: string): ConnectorFields => ({
  ...input,
  endpoint: input.endpoint === undefined || input.endpoint === '' ? undefined : input.endpoint,
  regions: [...new Set(input.regions)],
  sealedSecret,
});

const rowInput = (row: ConnectorRow): ConnectorInput => ({
  name: row.name,
  kind: row.kind,
  regions: row.regions,
  endpoint: row.endpoint ?? undefined,
  accessKeyId: row.accessKeyId,
  addressKind: row.addressKind,
});

/** The secret, even sealed, has no place in the audit log. */
const auditable = ({ sealedSecret: _, ...fields }: ConnectorFields) => fields;

function endpointIssues({ endpoint }: ConnectorInput): Issue[] {
  const why = endpoint === undefined || endpoint === '' ? undefined : whyNotEndpoint(endpoint);
  return why === undefined ? [] : [{ path: ['endpoint'], code: 'endpoint-invalid', message: why }];
}

/** A stored secret signs requests for the key and the address that it was given for, and for no others. */
function secretIssues(input: ConnectorInput, before: ConnectorRow): Issue[] {
  const same = input.accessKeyId === before.accessKeyId && (input.endpoint ?? '') === (before.endpoint ?? '');
  if (input.secretAccessKey !== undefined || same) return [];
  const message = 'The access key id or the endpoint changed: give the secret access key again.';
  return [{ path: ['secretAccessKey'], code: 'secret-needed', message }];
}

function refuseAny(issues: readonly Issue[]): void {
  if (issues.length > 0) throw refuse.invalid(issues);
}

const nameTaken = (name: string) =>
  refuse.invalid([
    { path: ['name'], code: 'connector-name-taken', message: `There is a connector named “${name}” already: choose another name` },
  ]);

const iso = (date: Date | null) => date?.toISOString();

function toView(row: ConnectorRow, counts: InstanceCounts | undefined, mayChange: boolean): Omit<Connector, 'usedBy'> {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    kind: row.kind,
    regions: row.regions,
    addressKind: row.addressKind,
    state: row.lastError !== null ? 'failing' : row.lastSyncAt === null ? 'never-synced' : 'ok',
    nextSyncAt: row.nextSyncAt.toISOString(),
    instanceCount: counts?.instances ?? 0,
    scannableCount: counts?.scannable ?? 0,
    createdAt: row.createdAt.toISOString(),
    ...(row.endpoint !== null && { endpoint: row.endpoint }),
    ...(mayChange && { accessKeyId: row.accessKeyId }),
    ...(row.lastSyncAt !== null && { lastSyncAt: iso(row.lastSyncAt) }),
    ...(row.lastTriedAt !== null && { lastTriedAt: iso(row.lastTriedAt) }),
    ...(row.lastError !== null && { lastError: row.lastError }),
  };
}
