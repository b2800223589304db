import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClockOffset } from './clock-offset.ts';
import { openJournal } from './journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(folder, { recursive: true }));

const STREAM = '0192f000-0000-7000-8000-00000000a001';
const open = (limits = {}) =>
  openJournal({
    ...{ folder: join(folder, 'log'), streamFile: join(folder, 'stream.json'), limits },
    offset: createClockOffset(() => 5000, 2000),
    newId: () => STREAM,
  });

test('an event with a code is numbered, told in both times, and kept over a restart; one without stays here', async () => {
  const journal = await open();
  journal.write('info', 'Nothing to tell.');
  journal.write('warn', 'Slice declined.', { event: 'slice-declined', reason: 'busy', absent: undefined });
  await journal.settled();
  await journal.close();
  expect(await (await open()).nextBatch(10)).toEqual({
    stream: STREAM,
    entries: [
      {
        ...{ number: 1, at: 3000, machineAt: 5000, level: 'warn', code: 'slice-declined' },
        ...{ message: 'Slice declined.', details: { reason: 'busy' } },
      },
    ],
  });
});

test('half a line at the end of a killed process is passed over, and its number is given to the next', async () => {
  const before = await open();
  before.write('info', 'One.', { event: 'command' });
  await before.settled();
  const [segment = ''] = await readdir(join(folder, 'log'));
  await appendFile(join(folder, 'log', segment), '0badc0de {"messageId":"2","num');
  const after = await open();
  after.write('info', 'Two.', { event: 'command' });
  await after.settled();
  expect((await after.nextBatch(10))?.entries.map(({ number, message, lost }) => [number, message, lost])).toEqual([
    [1, 'One.', undefined],
    [2, 'Two.', undefined],
  ]);
});

test('where there is no room the oldest entries go, and the gap is told', async () => {
  const journal = await open({ maxBytes: 2000, segmentBytes: 500 });
  for (let n = 1; n <= 40; n += 1) journal.write('info', `Entry ${n}.`, { event: 'command' });
  await journal.settled();
  const entries = (await journal.nextBatch(100))?.entries ?? [];
  expect(entries.at(-1)?.message).toBe('Entry 40.');
  expect(entries[0]?.lost).toBe((entries[0]?.number ?? 0) - 1);
  expect(entries[0]?.lost).toBeGreaterThan(0);
  expect(entries.slice(1).every(({ lost }) => lost === undefined)).toBe(true);
});

test('a number that was acknowledged is never given again, and what the platform has is forgotten', async () => {
  const before = await open();
  for (let n = 0; n < 3; n += 1) before.write('info', 'Told.', { event: 'command' });
  await before.settled();
  await before.acknowledged(3);
  expect(await before.nextBatch(10)).toBeUndefined();
  const after = await open();
  after.write('info', 'Next.', { event: 'command' });
  await after.settled();
  expect((await after.nextBatch(10))?.entries.map(({ number, lost }) => [number, lost])).toEqual([[4, undefined]]);
});
