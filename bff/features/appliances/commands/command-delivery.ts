import type { NetworkFacts, NotedCommand, ToldCommand } from '#protocol/command';
import { type Clock, type Instant, instant, SECOND_MS } from '../../../domain/time/instant.ts';
import type { Log } from '../../../log.ts';
import type { Database } from '../../../storage/database.ts';
import type { UnitOfWork, Work } from '../../../storage/unit-of-work.ts';
import type { PlatformKey } from '../platform-key-store.ts';
import { signCommand } from './sign-command.ts';
import { stepCommand } from './step-command.ts';
import { type CommandRow, keepNetwork, lockCommands, oldestOpen, updateCommand } from './store.ts';

/** What a polling appliance says of its commands and its network. */
export interface CommandNews {
  readonly applianceId: string;
  readonly bootId: string;
  readonly commands: readonly ToldCommand[];
  readonly network?: NetworkFacts | undefined;
}

/** The commands as polls know them. */
export interface CommandDelivery {
  /** Writes down what the appliance says; what is answered it need not say again. */
  readonly note: (news: CommandNews) => Promise<readonly NotedCommand[]>;
  /** The signed command that the appliance is to be given now: at most one, the oldest. */
  readonly next: (applianceId: string) => Promise<readonly string[]>;
}

export interface CommandDeliveryDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly platformKey: () => Promise<PlatformKey>;
}

export function createCommandDelivery(deps: CommandDeliveryDeps): CommandDelivery {
  const { db, uow, clock } = deps;
  return {
    note: (news) => uow((work) => note(work, news, deps)),
    next: async (applianceId) => {
      const open = await oldestOpen(db, applianceId);
      if (open === undefined || !isToSend(open, clock())) return [];
      const row = open.state === 'delivered' ? open : await uow((work) => send(work, open, clock()));
      return row === undefined ? [] : [signCommand(claimsOf(row), await deps.platformKey())];
    },
  };
}

/** An answer may have been lost: a command is sent with every answer until the appliance says that it has it. */
const isToSend = ({ state, acknowledgedAt, expiresAt }: CommandRow, now: Instant): boolean =>
  (state === 'queued' || (state === 'delivered' && acknowledgedAt === null)) && expiresAt.getTime() > now;

async function send(work: Work, { id, applianceId }: CommandRow, now: Instant): Promise<CommandRow | undefined> {
  const [row] = await lockCommands(work.tx, applianceId, [id]);
  if (row === undefined || row.state === 'delivered') return row;
  const sent = await stepCommand(work, row, { event: { kind: 'sent' }, now, actor: null });
  return sent.ok ? sent.value : undefined;
}

const seconds = (date: Date): number => Math.floor(date.getTime() / SECOND_MS);

const claimsOf = ({ id, applianceId, kind, createdAt, expiresAt, routes, vlans }: CommandRow) => ({
  ...{ jti: id, aud: applianceId, iat: seconds(createdAt), exp: seconds(expiresAt), kind },
  ...(routes === null ? {} : { routes: [...routes] }),
  ...(vlans === null ? {} : { vlans: [...vlans] }),
});

async function note(work: Work, news: CommandNews, { clock, log }: CommandDeliveryDeps): Promise<readonly NotedCommand[]> {
  const { applianceId, bootId, commands } = news;
  const now = clock();
  const rows =
    commands.length === 0
      ? []
      : await lockCommands(
          work.tx,
          applianceId,
          commands.map((one) => one.id),
        );
  for (const { id, state, reason } of commands) {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) log.warn({ applianceId, commandId: id }, 'an appliance told of a command that was never given to it');
    else await take(work, row, { state, now, bootId, ...(reason === undefined ? {} : { reason }) });
  }
  if (news.network !== undefined) {
    await keepNetwork(work.tx, applianceId, { ...news.network, readAt: instant(news.network.readAt) });
    work.announce('appliances', applianceId);
  }
  return commands.map(({ id, state }) => ({ id, state }));
}

async function take(
  work: Work,
  row: CommandRow,
  { now, ...told }: { now: Instant; bootId: string; state: ToldCommand['state']; reason?: string },
): Promise<void> {
  if (row.acknowledgedAt === null) await updateCommand(work.tx, row.id, { acknowledgedAt: new Date(now), bootId: told.bootId });
  // What is over or known already changes nothing; it is noted all the same, so that the appliance can forget it.
  await stepCommand(work, row, { event: { kind: 'told', ...told }, now, actor: null });
}
