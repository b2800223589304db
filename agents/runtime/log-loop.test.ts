import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_LOG_ENTRIES } from '../protocol/log.ts';
import { AGENT_PATHS } from '../protocol/paths.ts';
import { APPLIANCE_ID, type FakePlatform, startFakePlatform } from '../testing/fake-platform.ts';
import { createClockOffset } from './clock-offset.ts';
import { createPrivateIdentityKey, toPublicKey } from './identity-file.ts';
import { type Journal, openJournal } from './journal.ts';
import { createLogLoop, type LogLoopParts } from './log-loop.ts';
import { createPlatformClient, type PlatformClient, Refused } from './platform-client.ts';
import { openSpool, SpoolFull } from './spool.ts';
import { type WriteAt, writeAt } from './spool-segment.ts';
import { createTransport } from './transport.ts';

let folder: string;
let platform: FakePlatform;
let client: PlatformClient;
/** Every delay that was asked for; none is waited. */
let delays: number[];
/** What the machine's own log was told. */
let told: string[];
let opened: { close(): Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agents-log-loop-'));
  platform = await startFakePlatform();
  const privateKey = createPrivateIdentityKey();
  platform.change({ publicKey: toPublicKey(privateKey) });
  const parts = { transport: createTransport(platform.url), offset: createClockOffset(Date.now), newId: () => crypto.randomUUID() };
  client = createPlatformClient({ ...parts, signer: { applianceId: APPLIANCE_ID, privateKey } });
  delays = [];
  told = [];
  opened = [];
});
afterEach(async () => {
  for (const each of opened) await each.close();
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (more: { limits?: { maxBytes: number; segmentBytes: number }; write?: WriteAt } = {}) => {
  const journal = await openJournal({
    ...{ folder: join(folder, 'log'), streamFile: join(folder, 'stream.json') },
    ...{ offset: createClockOffset(() => 5000, 0), newId: () => crypto.randomUUID(), ...more },
  });
  opened.push(journal);
  return journal;
};

const write = async (journal: Journal, from: number, to: number) => {
  for (let n = from; n <= to; n += 1) journal.write('info', `Entry ${n}.`, { event: 'command', n });
  await journal.settled();
};

/** A delivery that needs more tries than this goes in a circle. */
const TOO_MANY = 50;
/** An answer that is lost on a busy machine is asked for again long before the test is over. */
const ANSWER_MS = 5000;

/** Runs until nothing waits, or until that many delays were asked for. */
const deliver = async (journal: Journal, more: Partial<LogLoopParts> & { readonly maxDelays?: number } = {}) => {
  const ending = new AbortController();
  const { maxDelays = TOO_MANY, ...parts } = more;
  // The loop rests as soon as nothing waits: then this run is over.
  const resting = { ...journal, nextEntry: async () => ending.abort() };
  const wait = async (delayMs: number) => {
    delays.push(delayMs);
    if (delays.length >= maxDelays) ending.abort();
  };
  let why: unknown;
  const log: LogLoopParts['log'] = (_level, message, details) => {
    told.push(message);
    why = details?.['reason'];
  };
  const send: LogLoopParts['send'] = (batch) => client.log(batch, { timeoutMs: ANSWER_MS });
  await createLogLoop({ journal: resting, send, wait, random: () => 0.5, log, ...parts }).run(ending.signal);
  if (delays.length >= TOO_MANY) throw new Error(`Still not delivered after ${TOO_MANY} tries: ${why}`);
};

const kept = () => platform.log.entries.map(({ message }) => message);
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `Entry ${from + n}.`);

test('every fault on the way: all entries arrive in order, in batches, each kept once, and only the first failure is said', async () => {
  const journal = await open();
  await write(journal, 1, 600);
  platform.fail(AGENT_PATHS.log, 'status-500', 'cut-before', 'cut-after', 'half-answer', 'no-json', { status: 503, code: 'busy' });
  await deliver(journal);
  expect(kept()).toEqual(entries(1, 600));
  expect(Math.max(...platform.log.batches.map((batch) => batch.entries.length))).toBe(MAX_LOG_ENTRIES);
  expect(journal.waiting()).toBe(0);
  expect([delays.length, told]).toEqual([6, ['The operational log could not be delivered. It stays on disk.']]);
});

test('while the platform is away each try waits longer, five minutes at most, and as long as it asks for', async () => {
  const journal = await open();
  await write(journal, 1, 1);
  platform.fail(AGENT_PATHS.log, ...Array<'status-500'>(12).fill('status-500'));
  await deliver(journal, { maxDelays: 12 });
  expect(delays.slice(0, 4)).toEqual([1500, 2500, 4500, 8500]);
  expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
  expect(delays.at(-1)).toBe(150_500);
  delays = [];
  const busy = new Refused({ title: 'Busy', status: 503, code: 'busy', serverTime: 1 }, 120_000);
  await deliver(journal, { maxDelays: 1, send: () => Promise.reject(busy) });
  expect(delays).toEqual([120_000]);
  expect(journal.waiting()).toBe(1);
});

test('a start after a kill goes on where the platform is: an answer that was lost is not told twice', async () => {
  const before = await open();
  await write(before, 1, 510);
  // The first batch is taken, and nobody hears of it.
  platform.fail(AGENT_PATHS.log, 'cut-after');
  await deliver(before, { maxDelays: 1 });
  expect(kept()).toEqual(entries(1, 500));
  const after = await open();
  await write(after, 511, 515);
  await deliver(after);
  expect(kept()).toEqual(entries(1, 515));
  expect(platform.log.entries.every(({ lost }) => lost === undefined)).toBe(true);
});

test('an entry that the platform cannot read is given up alone, and counts as lost', async () => {
  const journal = await open();
  await write(journal, 1, 9);
  const send: LogLoopParts['send'] = async (batch) => {
    if (batch.entries.some(({ message }) => message === 'Entry 6.')) platform.fail(AGENT_PATHS.log, { status: 400, code: 'invalid-input' });
    return client.log(batch);
  };
  await deliver(journal, { send });
  expect(kept()).toEqual([...entries(1, 5), ...entries(7, 9)]);
  expect(platform.log.entries.find(({ lost }) => lost !== undefined)).toMatchObject({ message: 'Entry 7.', lost: 1 });
});

test('a platform that came back from an older copy gets what still waits, told what it misses', async () => {
  const journal = await open();
  await write(journal, 1, 5);
  await deliver(journal);
  const stream = platform.log.batches[0]?.stream ?? '';
  platform.log.acknowledged.set(stream, 2);
  await write(journal, 6, 7);
  await deliver(journal);
  expect(kept()).toEqual(entries(1, 7));
  expect(platform.log.entries.at(-2)).toMatchObject({ number: 6, lost: 3 });
});

test('a machine that was put back to an older copy begins another stream: no entry passes for one that is known', async () => {
  const journal = await open();
  await write(journal, 1, 3);
  await deliver(journal);
  // Since the copy was made, the platform heard of 40 more.
  platform.log.acknowledged.set(platform.log.batches[0]?.stream ?? '', 43);
  await write(journal, 4, 5);
  await deliver(journal);
  const last = platform.log.entries.slice(-2);
  expect(last.map(({ message, number, lost }) => [message, number, lost])).toEqual([
    ['Entry 4.', 1, undefined],
    ['Entry 5.', 2, undefined],
  ]);
  expect(new Set(platform.log.entries.map(({ stream }) => stream)).size).toBe(2);
  const after = await open();
  await write(after, 6, 6);
  await deliver(after);
  expect(platform.log.entries.at(-1)).toMatchObject({ message: 'Entry 6.', number: 3, stream: last[0]?.stream });
});

test('a platform that takes nothing, or says to have what was never told, is asked later, not in a circle', async () => {
  const journal = await open();
  await write(journal, 1, 2);
  for (const acknowledged of [0, 4_000_000]) {
    delays = [];
    let asked = 0;
    const send = async () => {
      asked += 1;
      return { serverTime: 1, acknowledged };
    };
    await deliver(journal, { send, maxDelays: 2 });
    expect([acknowledged, delays.length, asked <= 3, journal.waiting()]).toEqual([acknowledged, 2, true, 2]);
  }
});

test('on a full disk the oldest entries of the log go and are told as lost; of the results none does', async () => {
  let room = Number.POSITIVE_INFINITY;
  const onFullDisk: WriteAt = async (handle, bytes, position) => {
    if (bytes.length > room) throw Object.assign(new Error('No space left on device'), { code: 'ENOSPC' });
    room -= bytes.length;
    await writeAt(handle, bytes, position);
  };
  const results = await openSpool({ folder: join(folder, 'spool'), write: onFullDisk });
  opened.push(results);
  const journal = await open({ limits: { maxBytes: 8000, segmentBytes: 1000 }, write: onFullDisk });
  for (let n = 1; n <= 5; n += 1) await results.append({ messageId: `result-${n}` });
  await write(journal, 1, 100);
  room = 0;
  await expect(results.append({ messageId: 'result-6' })).rejects.toThrow(SpoolFull);
  await write(journal, 101, 110);
  room = Number.POSITIVE_INFINITY;
  await write(journal, 111, 112);
  await results.append({ messageId: 'result-6' });

  expect((await results.readBatch(100, 10_000)).map(({ messageId }) => messageId)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `result-${n}`));
  await deliver(journal);
  // Every number is either kept or told as lost.
  const counted = platform.log.entries.reduce((sum, { lost = 0 }) => sum + lost + 1, 0);
  expect([kept().at(-1), counted]).toEqual(['Entry 112.', 112]);
  expect(platform.log.entries.length).toBeLessThan(100);
});
