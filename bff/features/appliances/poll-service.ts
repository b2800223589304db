import { isDeepStrictEqual } from 'node:util';
import type { NotedCommand } from '#protocol/command';
import type { WantedPackages } from '#protocol/packages';
import type { PollRequest, PollResponse } from '#protocol/poll';
import type { AgentConfiguration } from '#protocol/registration';
import type { SliceControl as ControlOrder, SliceOffer } from '#protocol/slice';
import { nextPollDelayMs } from '../../domain/appliances/poll-phase.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type Clock, type Instant, plus, SECOND_MS } from '../../domain/time/instant.ts';
import type { AgentToken } from '../../http/agent-auth.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { AgentCache, KnownAgent } from './agent-cache.ts';
import { createBatches } from './batches.ts';
import type { CommandDelivery } from './commands/command-delivery.ts';
import type { HandOut } from './hand-out.ts';
import type { HeldPolls, HoldEnd } from './held-polls.ts';
import type { LeaseService } from './lease-service.ts';
import type { WantedVersions } from './outdated.ts';
import type { PollLook, PollStore } from './poll-store.ts';

export type PollRefusal = 'token-replayed' | 'token-invalid' | 'appliance-retired' | 'appliance-unknown';

export interface PollService {
  /**
   * Answers at once, or holds the poll. Undefined: the appliance hung up meanwhile. `gone` is asked for the signal of that only when
   * the poll is held.
   */
  readonly poll: (
    token: AgentToken,
    request: PollRequest,
    gone: () => AbortSignal,
  ) => Promise<Result<PollResponse | undefined, PollRefusal>>;
  /** The answer with these slices did not get through: somebody else may have them. */
  readonly unsent: (applianceId: string, slices: readonly SliceOffer[]) => Promise<void>;
}

export interface PollDeps {
  readonly cache: AgentCache;
  readonly store: PollStore;
  readonly leases: LeaseService;
  readonly commands: CommandDelivery;
  readonly handOut: HandOut;
  readonly held: HeldPolls;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly updates: WantedVersions;
}

/** An answer without slices that is repeated: not faster than this. */
const PACE_MS = SECOND_MS;
/** A platform that stops is asked again after this long, and the fleet spread over so much. */
const RESTART_MS = SECOND_MS;
const RESTART_SPREAD_MS = 4 * SECOND_MS;
/** PostgreSQL `integer`: a clock that is further off is off by this much. */
const MAX_OFFSET_MS = 2 ** 31 - 1;

/** A fleet that comes back is told of in a few transactions. */
const ANNOUNCEMENTS = { items: 500, underWay: 1 };

export function createPollService(deps: PollDeps): PollService {
  const announce = createBatches(async (seen: readonly Seen[]) => {
    await deps.uow(async (work) => {
      for (const one of seen) announceOne(work, one);
    });
    return seen;
  }, ANNOUNCEMENTS);
  return {
    poll: async (token, request, gone) => {
      const { applianceId } = token;
      const version = deps.held.version(applianceId);
      const receivedAt = deps.clock();
      const agent = await deps.cache.find(applianceId);
      if (agent === undefined) return err('appliance-unknown');
      const rhythm = rhythmOf(applianceId, agent, request.wait, receivedAt);
      const look = await deps.store.look(toNote(token, request, receivedAt, rhythm.nextPollAt));
      const refused = refusalOf(look);
      if (refused !== undefined) return err(refused);
      const number = deps.held.replace(applianceId);
      if (look.changed) await announce({ applianceId, look });
      const noted = await note(deps, applianceId, request);
      return answer({ deps, applianceId, publicKey: token.publicKey, request, look, noted, rhythm, receivedAt, gone, number }, version);
    },
    unsent: (applianceId, slices) => deps.leases.giveBack(applianceId, slices),
  };
}

/** Writes down what the poll says of commands and network, where it says anything. */
async function note({ commands: delivery }: PollDeps, applianceId: string, { bootId, commands = [], network }: PollRequest) {
  return commands.length === 0 && network === undefined ? [] : delivery.note({ applianceId, bootId, commands, network });
}

interface Seen {
  readonly applianceId: string;
  readonly look: PollLook;
}

function announceOne(work: Work, { applianceId, look }: Seen): void {
  work.announce('appliances', applianceId);
  if (look.updated) work.announce('rollouts', '*');
}

interface Rhythm {
  readonly held: boolean;
  /** Of a plain poll. */
  readonly delayMs: number;
  readonly nextPollAt: Instant;
}

function rhythmOf(applianceId: string, agent: KnownAgent, wait: boolean, now: Instant): Rhythm {
  const held = wait && agent.promptDelivery;
  const delayMs = nextPollDelayMs(applianceId, agent.pollIntervalSeconds, now);
  return { held, delayMs, nextPollAt: plus(now, held ? agent.pollIntervalSeconds * SECOND_MS : delayMs) };
}

function toNote(token: AgentToken, request: PollRequest, now: Instant, nextPollAt: Instant) {
  const offset = request.clock.sentAt - now;
  const clockOffsetMs = Math.max(-MAX_OFFSET_MS, Math.min(MAX_OFFSET_MS, offset));
  const { bootId, capacity, versions, updates, wanted } = request;
  return { token, now, nextPollAt, bootId, capacity, versions, clockOffsetMs, updates: updates ?? (wanted && []) };
}

function refusalOf(look: PollLook): PollRefusal | undefined {
  if (look.retired) return 'appliance-retired';
  if (!look.bound) return 'token-invalid';
  return look.fresh ? undefined : 'token-replayed';
}

interface Turn {
  readonly deps: PollDeps;
  readonly applianceId: string;
  /** Whose token it came with. */
  readonly publicKey: string;
  readonly request: PollRequest;
  readonly look: PollLook;
  /** Of what it told; answered with the first answer. */
  readonly noted: readonly NotedCommand[];
  readonly rhythm: Rhythm;
  readonly receivedAt: Instant;
  readonly gone: () => AbortSignal;
  /** Counts the polls of this appliance. */
  readonly number: number;
}

/** What makes an answer more than "nothing". */
interface News {
  readonly slices: readonly SliceOffer[];
  readonly control: readonly ControlOrder[];
  /** Signed. */
  readonly commands?: readonly string[];
  readonly configuration?: AgentConfiguration | undefined;
  readonly wanted?: WantedPackages | undefined;
}

type Answer = Result<PollResponse | undefined, PollRefusal>;

async function answer(turn: Turn, versionBefore: number): Promise<Answer> {
  const { deps, applianceId, rhythm } = turn;
  let version = versionBefore;
  for (let round = 0; ; round += 1) {
    const standing = round === 0 ? await firstStanding(turn) : await laterStanding(turn);
    if (typeof standing === 'string') return err(standing);
    const first = round === 0;
    const commands = await commandsFor(turn, first ? turn.look.commands || turn.noted.length > 0 : true);
    const news = { ...(await newsOf(turn, standing, first ? turn.look.work : true)), commands };
    if (isNews(news) || turn.noted.length > 0) return ok(respond(turn, news, nextPollWithNews(turn, news)));
    if (!rhythm.held) return ok(respond(turn, news, rhythm.delayMs));
    const end = await deps.held.hold({
      applianceId,
      free: standing.free,
      until: rhythm.nextPollAt,
      version,
      turn: turn.number,
      gone: turn.gone(),
    });
    if (end.kind !== 'changed') return ok(afterHold(turn, end));
    version = deps.held.version(applianceId);
  }
}

/** How an appliance stands at a look: what it may take, and what it is to be told besides slices. */
interface Standing {
  readonly free: number;
  readonly control: readonly ControlOrder[];
  readonly agent: KnownAgent;
}

async function firstStanding(turn: Turn): Promise<Standing | PollRefusal> {
  const { deps, applianceId, request, look } = turn;
  const idle = look.leased === 0 && request.running.length === 0;
  const running = request.running.map((one) => one.sliceId);
  const { control, leased } = idle
    ? { control: [], leased: 0 }
    : await deps.leases.sync({ applianceId, running, rebooted: look.rebooted, now: turn.receivedAt });
  const known = await deps.cache.find(applianceId);
  if (known?.revision !== look.revision) deps.cache.forget(applianceId);
  return standingOf(turn, control, leased, await deps.cache.find(applianceId));
}

async function laterStanding(turn: Turn): Promise<Standing | PollRefusal> {
  const { control, leased } = await turn.deps.leases.look(turn.applianceId, turn.deps.clock());
  return standingOf(turn, control, leased, await turn.deps.cache.find(turn.applianceId));
}

function standingOf(turn: Turn, control: readonly ControlOrder[], leased: number, agent: KnownAgent | undefined): Standing | PollRefusal {
  // Another machine may have been bound in its place while it was held.
  if (agent === undefined || agent.publicKey !== turn.publicKey) return 'appliance-unknown';
  if (agent.retired) return 'appliance-retired';
  const { slots, used } = turn.request.capacity;
  // What it uses besides our leases, by its own word at the poll; the leases we know better.
  const besides = Math.max(0, used - turn.look.leased);
  return { free: Math.max(0, slots - besides - leased), control, agent };
}

/** An appliance that says nothing of commands knows none. */
async function commandsFor({ deps, applianceId, request }: Turn, mayHave: boolean): Promise<readonly string[]> {
  return mayHave && request.commands !== undefined ? deps.commands.next(applianceId) : [];
}

async function newsOf(turn: Turn, standing: Standing, mayHaveWork: boolean): Promise<News> {
  const { agent, free, control } = standing;
  const slices = mayHaveWork && free > 0 ? await turn.deps.handOut.ask({ applianceId: turn.applianceId, free }) : [];
  const { revision, name, pollIntervalSeconds, promptDelivery } = agent;
  // Another revision, not just a newer one: a restored platform counts from where the copy was made.
  const news = revision !== turn.request.configurationRevision;
  const wanted = await newlyWanted(turn);
  return { slices, control, wanted, ...(news ? { configuration: { revision, name, pollIntervalSeconds, promptDelivery } } : {}) };
}

/** What it should run, if that is not what it was told. */
async function newlyWanted({ deps, applianceId, request }: Turn): Promise<WantedPackages | undefined> {
  if (request.wanted === undefined) return undefined;
  const wanted = await deps.updates.wantedBy(applianceId, request.versions);
  return isDeepStrictEqual(wanted, request.wanted) ? undefined : wanted;
}

const isNews = (news: News): boolean =>
  news.slices.length + news.control.length + (news.commands?.length ?? 0) > 0 ||
  news.configuration !== undefined ||
  news.wanted !== undefined;

function nextPollWithNews(turn: Turn, news: News): number {
  if (!turn.rhythm.held) return turn.rhythm.delayMs;
  return news.slices.length > 0 ? 0 : PACE_MS;
}

function afterHold(turn: Turn, end: Exclude<HoldEnd, { kind: 'changed' }>): PollResponse | undefined {
  const nothing = { slices: [], control: [] };
  if (end.kind === 'slices') return respond(turn, { ...nothing, slices: end.slices }, 0);
  if (end.kind === 'gone') return undefined;
  if (end.kind === 'elapsed') return respond(turn, nothing, 0);
  // Two programs with one identity would drive each other if it asked again at once.
  if (end.kind === 'replaced') return respond(turn, nothing, turn.rhythm.delayMs);
  return respond(turn, nothing, RESTART_MS + (turn.rhythm.delayMs % RESTART_SPREAD_MS));
}

const respond = (turn: Turn, news: News, nextPollInMs: number): PollResponse => ({
  serverTime: turn.deps.clock(),
  nextPollInMs,
  slices: [...news.slices],
  control: [...news.control],
  ...(news.configuration === undefined ? {} : { configuration: news.configuration }),
  ...(news.commands === undefined || news.commands.length === 0 ? {} : { commands: [...news.commands] }),
  ...(turn.noted.length === 0 ? {} : { noted: [...turn.noted] }),
  ...(news.wanted === undefined ? {} : { wanted: news.wanted }),
});
