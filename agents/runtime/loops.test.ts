import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AGENT_PATHS } from '../protocol/paths.ts';
import type { PollRequest, PollResponse } from '../protocol/poll.ts';
import type { Report } from '../protocol/report.ts';
import { APPLIANCE_ID, type FakePlatform, startFakePlatform } from '../testing/fake-platform.ts';
import { createClockOffset } from './clock-offset.ts';
import { createPrivateIdentityKey, toPublicKey } from './identity-file.ts';
import { createPlatformClient, type PlatformClient } from './platform-client.ts';
import { runPollLoop } from './poll-loop.ts';
import { createReportLoop } from './report-loop.ts';
import { openSpool, type Spool } from './spool.ts';
import { createTransport } from './transport.ts';

let folder: string;
let platform: FakePlatform;
let client: PlatformClient;
let spool: Spool;
let ending: AbortController;
/** Every delay that was asked for; none is waited. */
let delays: number[];

const id = (n: number) => `0192f000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const reportOf = (n: number): Report => ({ messageId: id(n), sliceId: id(999), attempt: 1, at: 1, kind: 'started', engine: `e${n}` });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-loops-'));
  platform = await startFakePlatform({ skewMs: 172_800_000 });
  const privateKey = createPrivateIdentityKey();
  platform.change({ publicKey: toPublicKey(privateKey) });
  const parts = { transport: createTransport(platform.url), offset: createClockOffset(Date.now), newId: () => crypto.randomUUID() };
  client = createPlatformClient({ ...parts, signer: { applianceId: APPLIANCE_ID, privateKey } });
  spool = await openSpool({ folder });
  ending = new AbortController();
  delays = [];
});
afterEach(async () => {
  ending.abort();
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const wait = async (delayMs: number) => {
  delays.push(delayMs);
};

const startReports = (parts: Partial<Parameters<typeof createReportLoop>[0]> = {}) => {
  const loop = createReportLoop({
    spool,
    takeFleeting: () => [],
    send: (batch) => client.report(batch),
    onControl: () => undefined,
    onRefused: () => undefined,
    onBanned: () => ending.abort(),
    wait,
    random: () => 0.5,
    log: () => undefined,
    ...parts,
  });
  return { loop, ended: loop.run(ending.signal) };
};

/** The loop asks for fleeting reports at each turn. */
const endWhenEmpty = (): Report[] => {
  if (spool.messages() === 0) ending.abort();
  return [];
};

test('every fault on the way: all reports arrive, in order, each taken once', async () => {
  for (let n = 0; n < 450; n += 1) await spool.append(reportOf(n));
  platform.fail(AGENT_PATHS.reports, 'status-500', 'cut-before', 'cut-after', 'half-answer', 'no-json', { status: 503, code: 'busy' });
  await startReports({ takeFleeting: endWhenEmpty }).ended;
  expect(platform.reports.map((each) => each.messageId)).toEqual(Array.from({ length: 450 }, (_, n) => id(n)));
  expect(delays).toHaveLength(6);
  expect(Math.max(...delays)).toBeLessThanOrEqual(60_000);
}, 20_000);

test('a clock two days off costs one more request, and no failure', async () => {
  await spool.append(reportOf(1));
  const { ended } = startReports();
  await platform.until(() => platform.reports.length === 1);
  ending.abort();
  await ended;
  expect(platform.requests).toEqual([AGENT_PATHS.reports, AGENT_PATHS.reports]);
  expect(delays).toEqual([]);
});

test('a replayed token is replaced by a new one', async () => {
  await client.configuration();
  platform.fail(AGENT_PATHS.reports, { status: 401, code: 'token-replayed' });
  await expect(client.report({ reports: [reportOf(1)] })).resolves.toMatchObject({ accepted: [id(1)] });
});

test('a token that stays expired is given up after one correction', async () => {
  platform.fail(AGENT_PATHS.reports, ...Array<{ status: number; code: string }>(5).fill({ status: 401, code: 'token-expired' }));
  await expect(client.report({ reports: [reportOf(1)] })).rejects.toThrow('token-expired');
  expect(platform.requests).toHaveLength(2);
});

test('one report that the platform cannot read is set aside; its neighbours arrive', async () => {
  for (let n = 0; n < 8; n += 1) await spool.append(reportOf(n));
  const refuse = { status: 400, code: 'invalid-input' };
  await startReports({
    takeFleeting: endWhenEmpty,
    send: async (batch) => {
      if (batch.reports.some((each) => each.messageId === id(5))) platform.fail(AGENT_PATHS.reports, refuse);
      return client.report(batch);
    },
  }).ended;
  expect(platform.reports).toHaveLength(7);
  expect(await readFile(join(folder, 'set-aside.ndjson'), 'utf8')).toContain(id(5));
}, 20_000);

test('control in an answer is obeyed, and a refused report is told and forgotten', async () => {
  platform.refusals.set(id(999), 'attempt-over');
  platform.change({ control: [{ sliceId: id(7), action: 'cancel' }] });
  await spool.append(reportOf(1));
  const seen: string[] = [];
  const { ended } = startReports({
    onRefused: ({ code }) => seen.push(code),
    onControl: (control) => {
      seen.push(...control.map((each) => each.action));
      ending.abort();
    },
  });
  await ended;
  expect(seen).toEqual(['attempt-over', 'cancel']);
  expect(spool.messages()).toBe(0);
});

const request = (wait: boolean): PollRequest => ({
  bootId: 'b',
  versions: { appliance: '1', scand: '1', engines: [] },
  capacity: { slots: 1, used: 0 },
  running: [],
  clock: { sentAt: 1 },
  configurationRevision: 1,
  wait,
});

const startPolls = (promptDelivery: boolean, onAnswer: (answer: PollResponse) => Promise<void>) =>
  runPollLoop(
    {
      poll: client.poll,
      composeRequest: async (wait) => request(wait),
      configuration: () => ({ revision: 1, name: '', pollIntervalSeconds: 190, promptDelivery }),
      onAnswer,
      onBanned: () => ending.abort(),
      clock: () => 0,
      wait,
      random: () => 0.5,
      log: () => undefined,
    },
    ending.signal,
  );

test('plain polling waits as long as the platform says, and backs off when it is gone', async () => {
  platform.change({ nextPollInMs: 190_000 });
  platform.fail(AGENT_PATHS.poll, 'cut-before', 'status-500', 'half-answer');
  let answers = 0;
  await startPolls(false, async () => {
    answers += 1;
    if (answers === 2) ending.abort();
  });
  expect(delays).toEqual([1500, 2500, 4500, 190_000, 190_000]);
  expect(platform.polls.every((each) => !each.wait)).toBe(true);
});

test('prompt delivery is answered when there is news, and asks again at once but never in a rush', async () => {
  const answered = new Promise<PollResponse>((resolve) => {
    void startPolls(true, async (answer) => {
      resolve(answer);
      ending.abort();
    });
  });
  await platform.until(() => platform.polls.length === 1);
  platform.change({ control: [{ sliceId: id(1), action: 'pause' }] });
  expect(await answered).toMatchObject({ control: [{ action: 'pause' }] });
  await platform.until(() => true);
  expect(delays.every((delayMs) => delayMs >= 250)).toBe(true);
});

test('an answer that never comes ends with its time-out', async () => {
  platform.fail(AGENT_PATHS.poll, 'never');
  await expect(client.poll(request(false), { timeoutMs: 50 })).rejects.toThrow('no answer within');
});
