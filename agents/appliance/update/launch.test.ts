import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DataFolder, dataFolder } from '../data-folder.ts';
import { packageEntry, readPackageBook, writePackageBook } from './installed-packages.ts';
import { launch } from './launch.ts';

let base: string;
let data: DataFolder;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'launch-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));
beforeEach(async () => {
  data = dataFolder(await mkdtemp(join(base, 'data-')));
});

const NEXT = '2.0.0';
/** A version on trial, whose program is this text; `before`: what ran before it, if that was not the installed one. */
const place = async (program: string, before?: string) => {
  const entry = packageEntry(data, 'appliance', NEXT);
  await mkdir(dirname(entry), { recursive: true });
  await writeFile(entry, program);
  const previous = before === undefined ? {} : { appliance: before };
  await writePackageBook(data, { current: { appliance: NEXT }, previous, trial: { version: NEXT }, reports: [] });
};

/** Runs what the book says until the installed version had its turn. Times are passed over at once, or (`patient`) only by the end. */
const run = async ({ patient = false } = {}) => {
  const ending = new AbortController();
  let turns = 0;
  const code = await launch({
    ...{ data, installed: { file: '/opt/watchbill-appliance.mjs', version: '1.0.0' }, words: ['run'], ending: ending.signal },
    runHere: async () => {
      turns += 1;
      return 0;
    },
    ...{ trialMs: 180_000, clock: () => 1_772_000_000_000, log: () => undefined },
    wait: (_ms, signal) => (patient ? new Promise((resolve) => signal?.addEventListener('abort', () => resolve())) : Promise.resolve()),
  });
  return { code, turns, book: await readPackageBook(data) };
};

test.each([
  ['stays silent', 'setInterval(() => {}, 1000)', false, 'It did not reach the platform within 180 s.'],
  ['ends', 'process.exit(7)', true, 'It ended with exit code 7 before it reached the platform.'],
])('a new version that %s before its first answered poll is taken back, reported, and not tried again', async (_, program, patient, reason) => {
  await place(program);
  const { code, turns, book } = await run({ patient });
  const report = { package: 'appliance', state: 'rolled-back', from: '1.0.0', to: NEXT, reason, at: 1_772_000_000_000 };
  expect([code, turns]).toEqual([0, 1]);
  expect(book).toEqual({ current: {}, previous: {}, refused: { appliance: NEXT }, reports: [report], unlogged: [report] });
});

test('a version whose program is gone makes place for the installed one', async () => {
  await place('');
  await rm(dirname(packageEntry(data, 'appliance', NEXT)), { recursive: true });
  const { turns, book } = await run();
  expect([turns, book.reports[0]?.reason]).toEqual([1, 'Its program is not there any more.']);
});

test('a version that has polled and ends by itself ends the program with its code', async () => {
  await place('process.exit(5)');
  const { trial: _, ...proven } = await readPackageBook(data);
  await writePackageBook(data, proven);
  expect(await run({ patient: true })).toMatchObject({ code: 5, turns: 0, book: { current: { appliance: NEXT } } });
});
