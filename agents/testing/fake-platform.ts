import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ToldCommand } from '../protocol/command.ts';
import { AGENT_PATHS } from '../protocol/paths.ts';
import { type PollRequest, type PollResponse, pollRequest } from '../protocol/poll.ts';
import { type AgentConfiguration, registrationRequest } from '../protocol/registration.ts';
import { type Report, type ReportResponse, reportBatch } from '../protocol/report.ts';
import type { SliceControl, SliceOffer } from '../protocol/slice.ts';
import { checkToken } from './check-token.ts';
import { createFakeLog } from './fake-log.ts';

/** What goes wrong with the next requests to a path, one entry a request. */
export type Fault = 'status-500' | 'cut-before' | 'cut-after' | 'half-answer' | 'no-json' | 'never' | { status: number; code: string };

export const APPLIANCE_ID = '0192f000-0000-7000-8000-000000000001';
export const PERSCODE = '12345678901234';
const PLATFORM_KEY = 'A'.repeat(43);

type Answer = { status: number; body: unknown };

interface FakeState {
  publicKey: string | undefined;
  configuration: AgentConfiguration;
  offers: SliceOffer[];
  control: SliceControl[];
  retired: boolean;
  codeState: 'fresh' | 'used' | 'expired';
  nextPollInMs: number;
  /** Signs orders; the appliance learns it when it registers. */
  platformKey: string;
  /** Signed; an answer may be lost, so each goes out until the appliance speaks of it, three times at most. */
  orders: string[];
}

/** Lets a test wait for what it expects instead of sleeping. */
const createWatch = () => {
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const until = (isTrue: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!isTrue()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
  return { changed, until };
};

const createMemory = (skewMs: number) => ({
  now: () => Date.now() + skewMs,
  ...createWatch(),
  /** What the operational log told. */
  log: createFakeLog(() => Date.now() + skewMs),
  seenTokens: new Set<string>(),
  faults: [] as { path: string; fault: Fault }[],
  /** Each once, in the order of arrival. */
  reports: [] as Report[],
  /** How often each message arrived whole, repeated ones too. */
  arrivals: new Map<string, number>(),
  polls: [] as PollRequest[],
  /** What was said of commands, in order, repeats left out. */
  told: [] as ToldCommand[],
  /** How often each order went out. */
  sent: new Map<string, number>(),
  requests: [] as string[],
  /** Slice id to the code with which its reports are refused. */
  refusals: new Map<string, string>(),
  state: {
    publicKey: undefined,
    configuration: { revision: 1, name: 'Test', pollIntervalSeconds: 60, promptDelivery: true },
    offers: [],
    control: [],
    retired: false,
    codeState: 'fresh',
    nextPollInMs: 0,
    platformKey: PLATFORM_KEY,
    orders: [],
  } as FakeState,
});
type Memory = ReturnType<typeof createMemory>;

const problem = ({ now }: Memory, status: number, code: string): Answer => ({
  status,
  body: { title: code, status, code, detail: `Refused: ${code}.`, serverTime: now() },
});

const register = (memory: Memory, text: string): Answer => {
  const { state } = memory;
  const { perscode, publicKey } = registrationRequest.parse(JSON.parse(text));
  if (state.codeState !== 'fresh') return problem(memory, 403, `perscode-${state.codeState}`);
  if (perscode !== PERSCODE) return problem(memory, 403, 'perscode-wrong');
  state.publicKey = publicKey;
  state.codeState = 'used';
  return { status: 200, body: { applianceId: APPLIANCE_ID, serverTime: memory.now(), configuration: state.configuration } };
};

const MAX_SENT = 3;
const commandIdOf = (order: string): string =>
  (JSON.parse(Buffer.from(order.split('.')[1] ?? '', 'base64url').toString('utf8')) as { jti: string }).jti;

/** The orders that an answer carries. */
const takeOrders = ({ state, sent }: Memory): string[] => {
  for (const order of state.orders) sent.set(order, (sent.get(order) ?? 0) + 1);
  return state.orders;
};

const dropOrders = ({ state, sent }: Memory, news: readonly ToldCommand[]) => {
  const isOver = (order: string) => {
    const times = sent.get(order) ?? 0;
    return times >= MAX_SENT || (times > 0 && news.some((one) => one.id === commandIdOf(order)));
  };
  const over = state.orders.filter(isOver);
  state.orders = state.orders.filter((order) => !over.includes(order));
  for (const order of over) sent.delete(order);
};

const poll = async (memory: Memory, text: string, gone: () => boolean): Promise<Answer> => {
  const { state, now } = memory;
  const request = pollRequest.parse(JSON.parse(text));
  memory.polls.push(request);
  const news = request.commands ?? [];
  memory.told.push(...news.filter((one) => !memory.told.some((known) => known.id === one.id && known.state === one.state)));
  dropOrders(memory, news);
  memory.changed();
  const isNewer = () => state.configuration.revision > request.configurationRevision;
  const isNews = () =>
    news.length > 0 || state.orders.length > 0 || state.offers.length > 0 || state.control.length > 0 || isNewer() || state.retired;
  if (request.wait) await memory.until(() => isNews() || gone());
  if (gone()) return problem(memory, 500, 'gone');
  if (state.retired) return problem(memory, 403, 'appliance-retired');
  const body: PollResponse = {
    serverTime: now(),
    nextPollInMs: state.nextPollInMs,
    slices: state.offers.splice(0),
    control: state.control.splice(0),
    ...(isNewer() ? { configuration: state.configuration } : {}),
    ...(news.length > 0 ? { noted: news.map(({ id, state: said }) => ({ id, state: said })) } : {}),
    ...(state.orders.length > 0 ? { commands: takeOrders(memory) } : {}),
  };
  return { status: 200, body };
};

const takeReports = (memory: Memory, text: string): Answer => {
  const { arrivals, refusals, reports, state, now } = memory;
  const batch = reportBatch.safeParse(JSON.parse(text));
  if (!batch.success) return problem(memory, 400, 'invalid-message');
  const accepted: string[] = [];
  const refused: ReportResponse['refused'] = [];
  for (const report of batch.data.reports) {
    const times = arrivals.get(report.messageId) ?? 0;
    arrivals.set(report.messageId, times + 1);
    const code = refusals.get(report.sliceId);
    if (code) refused.push({ messageId: report.messageId, code, message: 'Refused by the test.' });
    else accepted.push(report.messageId);
    if (!code && times === 0) reports.push(report);
  }
  return { status: 200, body: { serverTime: now(), accepted, refused, control: state.control.splice(0) } };
};

const answer = async (memory: Memory, request: IncomingMessage, text: string, gone: () => boolean): Promise<Answer> => {
  const { state, now, seenTokens } = memory;
  if (request.url === AGENT_PATHS.configuration)
    return { status: 200, body: { protocolVersion: 1, serverTime: now(), platformKey: memory.state.platformKey } };
  if (request.url === AGENT_PATHS.register) return register(memory, text);
  const refusal = checkToken(request, text, { publicKey: state.publicKey, now: now(), seenTokens });
  if (refusal) return problem(memory, 401, refusal);
  if (state.retired) return problem(memory, 403, 'appliance-retired');
  if (request.url === AGENT_PATHS.log) return { status: 200, body: memory.log.take(text) };
  return request.url === AGENT_PATHS.poll ? poll(memory, text, gone) : takeReports(memory, text);
};

const send = (response: ServerResponse, { status, body }: Answer, fault?: Fault) => {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  if (fault !== 'half-answer') return response.end(text);
  response.write(text.slice(0, text.length / 2), () => response.destroy());
};

const failEarly = (memory: Memory, response: ServerResponse, fault: Fault | undefined): boolean => {
  if (fault === 'cut-before') response.destroy();
  else if (fault === 'status-500') response.writeHead(500).end('{}');
  else if (fault === 'no-json') response.writeHead(200).end('<html>a portal</html>');
  else if (typeof fault === 'object') send(response, problem(memory, fault.status, fault.code));
  else return fault === 'never';
  return true;
};

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const serve = async (memory: Memory, request: IncomingMessage, response: ServerResponse) => {
  let isGone = false;
  response.on('close', () => {
    isGone = true;
    memory.changed();
  });
  const text = await readText(request);
  memory.requests.push(request.url ?? '');
  const index = memory.faults.findIndex((each) => each.path === request.url);
  const fault = index === -1 ? undefined : memory.faults.splice(index, 1)[0]?.fault;
  memory.changed();
  if (failEarly(memory, response, fault)) return;
  const result = await answer(memory, request, text, () => isGone);
  if (fault === 'cut-after') response.destroy();
  else if (!isGone) send(response, result, fault);
  memory.changed();
};

/** A platform that follows the wire and nothing else, inside the test. */
export const startFakePlatform = async (given: { skewMs?: number } = {}) => {
  const memory = createMemory(given.skewMs ?? 0);
  // A request that was cut in its middle fails to be read; nobody is left to tell.
  const server = createServer((request, response) => void serve(memory, request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...memory,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What goes wrong with the next requests to a path. */
    fail: (path: string, ...list: Fault[]) => memory.faults.push(...list.map((fault) => ({ path, fault }))),
    change: (what: Partial<FakeState>) => {
      Object.assign(memory.state, what);
      memory.changed();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type FakePlatform = Awaited<ReturnType<typeof startFakePlatform>>;
