import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENT_PATHS } from '../protocol/paths.ts';
import { type PollRequest, type PollResponse, pollRequest } from '../protocol/poll.ts';
import { type AgentConfiguration, registrationRequest } from '../protocol/registration.ts';
import { type Report, reportBatch } from '../protocol/report.ts';
import type { SliceControl, SliceOffer } from '../protocol/slice.ts';
import { checkToken } from './check-token.ts';

/** What goes wrong with the next requests to a path, one entry a request. */
export type Fault = 'status-500' | 'cut-before' | 'cut-after' | 'half-answer' | 'no-json' | 'never' | { status: number; code: string };

export const APPLIANCE_ID = '0192f000-0000-7000-8000-000000000001';
export const PLATFORM_KEY = 'A'.repeat(43);

type Answer = { status: number; body: unknown };

/** A platform that follows the wire and nothing else, inside the test. */
export const startFakePlatform = async (given: { skewMs?: number; perscode?: string } = {}) => {
  const now = () => Date.now() + (given.skewMs ?? 0);
  const seenTokens = new Set<string>();
  const faults: { path: string; fault: Fault }[] = [];
  const reports: Report[] = [];
  /** How often each message arrived whole, repeated ones too. */
  const arrivals = new Map<string, number>();
  const polls: PollRequest[] = [];
  const requests: string[] = [];
  const watchers = new Set<() => void>();
  const refusals = new Map<string, string>();
  const state = {
    publicKey: undefined as string | undefined,
    configuration: { revision: 1, name: 'Test', pollIntervalSeconds: 60, promptDelivery: true } as AgentConfiguration,
    offers: [] as SliceOffer[],
    control: [] as SliceControl[],
    retired: false,
    codeState: 'fresh' as 'fresh' | 'used' | 'expired',
    nextPollInMs: 0,
  };
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

  const problem = (status: number, code: string): Answer => ({
    status,
    body: { title: code, status, code, detail: `Refused: ${code}.`, serverTime: now() },
  });

  const register = (text: string): Answer => {
    const { perscode, publicKey } = registrationRequest.parse(JSON.parse(text));
    if (state.codeState !== 'fresh') return problem(403, `perscode-${state.codeState}`);
    if (perscode !== (given.perscode ?? '12345678901234')) return problem(403, 'perscode-wrong');
    state.publicKey = publicKey;
    state.codeState = 'used';
    return { status: 200, body: { applianceId: APPLIANCE_ID, serverTime: now(), configuration: state.configuration } };
  };

  const poll = async (text: string, gone: () => boolean): Promise<Answer> => {
    const request = pollRequest.parse(JSON.parse(text));
    polls.push(request);
    changed();
    const isNews = () =>
      state.offers.length > 0 || state.control.length > 0 || state.configuration.revision > request.configurationRevision;
    if (request.wait) await until(() => isNews() || gone() || state.retired);
    if (gone()) return problem(500, 'gone');
    const body: PollResponse = {
      serverTime: now(),
      nextPollInMs: state.nextPollInMs,
      slices: state.offers.splice(0),
      control: state.control.splice(0),
      ...(state.configuration.revision > request.configurationRevision ? { configuration: state.configuration } : {}),
    };
    return { status: 200, body };
  };

  const takeReports = (text: string): Answer => {
    const accepted: string[] = [];
    const refused: { messageId: string; code: string; message: string }[] = [];
    for (const report of reportBatch.parse(JSON.parse(text)).reports) {
      const times = arrivals.get(report.messageId) ?? 0;
      arrivals.set(report.messageId, times + 1);
      const code = refusals.get(report.sliceId);
      if (code) refused.push({ messageId: report.messageId, code, message: 'Refused by the test.' });
      else accepted.push(report.messageId);
      if (!code && times === 0) reports.push(report);
    }
    return { status: 200, body: { serverTime: now(), accepted, refused, control: state.control.splice(0) } };
  };

  const answer = async (request: IncomingMessage, text: string, gone: () => boolean): Promise<Answer> => {
    const path = request.url ?? '';
    if (path === AGENT_PATHS.configuration)
      return { status: 200, body: { protocolVersion: 1, serverTime: now(), platformKey: PLATFORM_KEY } };
    if (path === AGENT_PATHS.register) return register(text);
    const refusal = checkToken(request, text, { publicKey: state.publicKey, now: now(), seenTokens });
    if (refusal) return problem(401, refusal);
    if (state.retired) return problem(403, 'appliance-retired');
    return path === AGENT_PATHS.poll ? poll(text, gone) : takeReports(text);
  };

  const send = (response: ServerResponse, { status, body }: Answer, fault: Fault | undefined) => {
    const text = JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    if (fault !== 'half-answer') return response.end(text);
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  };

  const failEarly = (response: ServerResponse, fault: Fault | undefined): boolean => {
    if (fault === 'never') return true;
    if (fault === 'cut-before') response.destroy();
    else if (fault === 'status-500') response.writeHead(500).end('{}');
    else if (fault === 'no-json') response.writeHead(200).end('<html>a portal</html>');
    else if (typeof fault === 'object') send(response, problem(fault.status, fault.code), undefined);
    else return false;
    return true;
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    let isGone = false;
    response.on('close', () => {
      isGone = true;
      changed();
    });
    requests.push(request.url ?? '');
    const index = faults.findIndex((each) => each.path === request.url);
    const fault = index === -1 ? undefined : faults.splice(index, 1)[0]?.fault;
    changed();
    if (failEarly(response, fault)) return;
    const result = await answer(request, Buffer.concat(chunks).toString('utf8'), () => isGone);
    if (fault === 'cut-after') response.destroy();
    else if (!isGone) send(response, result, fault);
    changed();
  });
  server.on('connection', (socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    reports,
    arrivals,
    polls,
    requests,
    refusals,
    now,
    until,
    fail: (path: string, ...list: Fault[]) => faults.push(...list.map((fault) => ({ path, fault }))),
    change: (what: Partial<typeof state>) => {
      Object.assign(state, what);
      changed();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type FakePlatform = Awaited<ReturnType<typeof startFakePlatform>>;
