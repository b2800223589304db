import type { ApplianceNetwork, Command as CommandView, Outlook } from '../../../contract/commands.ts';
import { checkOrder } from '../../../domain/appliances/commands/check-order.ts';
import { COMMAND_LIFETIME_MINUTES, type CommandOrder } from '../../../domain/appliances/commands/command.ts';
import type { Actor } from '../../../domain/identity/role.ts';
import { Refusal, refuse } from '../../../domain/refusal.ts';
import { type Clock, type Instant, instant, MINUTE_MS, plus, toIso } from '../../../domain/time/instant.ts';
import type { Database, Executor } from '../../../storage/database.ts';
import { readPageRequest, toPage } from '../../../storage/keyset-page.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import { type ApplianceRow, lockAppliance, readAppliance } from '../store.ts';
import { outlooksOf } from './outlooks.ts';
import { stepCommand } from './step-command.ts';
import * as store from './store.ts';
import { toCommandView, toNetworkView, toWholeCommand } from './to-view.ts';

/** An order as it comes from outside. */
export interface NewCommand extends CommandOrder {
  readonly expiresInMinutes?: number | undefined;
}

export interface NewCommands extends NewCommand {
  readonly applianceIds: readonly string[];
}

interface ManySent {
  readonly rows: (Pick<Outlook, 'applianceId' | 'name' | 'text'> & { readonly command?: CommandView | undefined })[];
}

export interface CommandService {
  readonly list: (input: { readonly id: string; readonly cursor?: string | undefined; readonly limit: number }) => Promise<{
    readonly items: CommandView[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly exact: boolean };
  }>;
  readonly get: (applianceId: string, id: string) => Promise<ReturnType<typeof toWholeCommand>>;
  readonly network: (applianceId: string) => Promise<ApplianceNetwork>;
  readonly create: (actor: Actor, applianceId: string, order: NewCommand) => Promise<CommandView>;
  readonly cancel: (actor: Actor, applianceId: string, id: string) => Promise<CommandView>;
  readonly preview: (orders: NewCommands) => Promise<{ readonly expiresAt: string; readonly rows: Outlook[] }>;
  readonly createMany: (actor: Actor, orders: NewCommands) => Promise<ManySent>;
  /** Ends the commands of an appliance that will not come back. */
  readonly endAll: (work: Work, applianceId: string, because: 'retire' | 'replace') => Promise<void>;
  /** Ends commands whose time is over; answers when the next one's is. */
  readonly expire: () => Promise<Instant | undefined>;
}

export interface CommandServiceDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

const EXPIRED_AT_ONCE = 100;

const expiryOf = (now: Instant, { expiresInMinutes = COMMAND_LIFETIME_MINUTES }: NewCommand): Instant =>
  plus(now, expiresInMinutes * MINUTE_MS);

export function createCommandService(deps: CommandServiceDeps): CommandService {
  const { db, uow, clock } = deps;
  const looks = (orders: NewCommands) =>
    outlooksOf({ db, orders, ids: orders.applianceIds, now: clock(), expiresAt: expiryOf(clock(), orders) });
  return {
    list: (input) => list(deps, input),
    get: async (applianceId, id) => toWholeCommand(await requireCommand(db, applianceId, id)),
    network: async (applianceId) => toNetworkView((await requireAppliance(db, applianceId)).network),
    create: (actor, applianceId, order) =>
      uow((work) => create(work, deps, { actor, applianceId, order, expiresAt: expiryOf(clock(), order) })),
    cancel: (actor, applianceId, id) => uow((work) => cancel(work, { actor, applianceId, id, now: clock() })),
    preview: async (orders) => ({ expiresAt: toIso(expiryOf(clock(), orders)), rows: await looks(orders) }),
    createMany: async (actor, orders) => ({ rows: await sendMany(deps, actor, orders, await looks(orders)) }),
    endAll: async (work, applianceId, because) => {
      const open = await store.lockOpenCommands(work.tx, applianceId);
      for (const row of open) await stepCommand(work, row, { event: { kind: because }, now: clock(), actor: null });
    },
    expire: async () => {
      const now = clock();
      const ended = await uow((work) => expire(work, now));
      if (ended === EXPIRED_AT_ONCE) return now;
      const next = await store.nextExpiryMs(db);
      return next === undefined ? undefined : instant(next);
    },
  };
}

async function list({ db }: CommandServiceDeps, input: Parameters<CommandService['list']>[0]): ReturnType<CommandService['list']> {
  await requireAppliance(db, input.id);
  const page = readPageRequest(input, store.COMMAND_SORTS);
  if (!page.ok) throw refuse.invalid(page.error);
  const { rows, nextCursor } = toPage(await store.listCommands(db, input.id, page.value), page.value);
  const items = rows.map((one) => toCommandView(one.row));
  return { items, nextCursor, total: { count: await store.countCommands(db, input.id), exact: true } };
}

async function requireAppliance(executor: Executor, id: string): Promise<ApplianceRow> {
  const row = await readAppliance(executor, id);
  if (row === undefined) throw refuse.notFound('appliance');
  return row;
}

async function requireCommand(executor: Executor, applianceId: string, id: string): Promise<store.CommandRow> {
  const row = await store.readCommand(executor, applianceId, id);
  if (row === undefined) throw refuse.notFound('command');
  return row;
}

async function sendMany(deps: CommandServiceDeps, actor: Actor, orders: NewCommands, looks: readonly Outlook[]): Promise<ManySent['rows']> {
  const expiresAt = expiryOf(deps.clock(), orders);
  const rows: ManySent['rows'] = [];
  for (const { applianceId, name, outcome, text } of looks) {
    const said = { applianceId, name, text };
    if (outcome === 'impossible') rows.push(said);
    else
      rows.push(
        await deps
          .uow((work) => create(work, deps, { actor, applianceId, order: orders, expiresAt }))
          .then((command) => ({ ...said, command }), sayRefusal(said)),
      );
  }
  return rows;
}

/** What changed since the look, in place of the outcome; the others go on. */
const sayRefusal = (said: ManySent['rows'][number]) => (error: unknown) => {
  if (error instanceof Refusal) return { ...said, text: error.message };
  throw error;
};

interface Creation {
  readonly actor: Actor;
  readonly applianceId: string;
  readonly order: NewCommand;
  readonly expiresAt: Instant;
}

async function create(work: Work, { clock, newId }: CommandServiceDeps, creation: Creation): Promise<CommandView> {
  const { actor, applianceId, order, expiresAt } = creation;
  const appliance = await lockAppliance(work.tx, applianceId);
  if (appliance === undefined) throw refuse.notFound('appliance');
  if (appliance.retiredAt !== null) throw refuse.conflict(`"${appliance.name}" is retired: its key is refused. No command reaches it`);
  if (appliance.publicKey === null)
    throw refuse.conflict(`"${appliance.name}" is not registered yet: register it first, then send commands`);
  const issues = checkOrder(order, appliance.network ?? undefined);
  if (issues.length > 0) throw refuse.invalid(issues);
  const { kind, routes = null, vlans = null } = order;
  const id = newId();
  const row = await store.insertCommand(work.tx, {
    ...{ id, applianceId, kind, routes, vlans, state: 'queued', createdBy: actor.name },
    ...{ createdAt: new Date(clock()), expiresAt: new Date(expiresAt) },
  });
  const after = { commandId: id, kind, ...(routes && { routes }), ...(vlans && { vlans }), expiresAt: toIso(expiresAt) };
  await work.audit({ actor, action: 'appliance.command-sent', objectType: 'appliance', objectId: applianceId, after });
  work.announce('appliances', applianceId);
  return toCommandView(row);
}

async function cancel(work: Work, order: { actor: Actor; applianceId: string; id: string; now: Instant }): Promise<CommandView> {
  const { actor, applianceId, id, now } = order;
  const [row] = await store.lockCommands(work.tx, applianceId, [id]);
  if (row === undefined) throw refuse.notFound('command');
  const canceled = await stepCommand(work, row, { event: { kind: 'cancel' }, now, actor });
  if (canceled.ok) return toCommandView(canceled.value);
  throw refuse.conflict(
    canceled.error === 'over' ? `The command is ${row.state} already` : 'The appliance has the command: it cannot be called back any more',
  );
}

async function expire(work: Work, now: Instant): Promise<number> {
  const rows = await store.lockExpired(work.tx, now, EXPIRED_AT_ONCE);
  for (const row of rows) await stepCommand(work, row, { event: { kind: 'time-passed' }, now, actor: null });
  return rows.length;
}
