import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool, SpoolFull } from './spool.ts';
import { writeAt } from './spool-segment.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'agents-spool-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const newFolder = () => mkdtemp(join(root, 'spool-'));
const message = (n: number, size = 0) => ({ messageId: `m${n}`, text: 'ü\n'.repeat(size) });
const idsIn = async (folder: string) => {
  const spool = await openSpool({ folder });
  const ids = (await spool.readBatch(10_000, 1e9)).map((each) => (JSON.parse(each.text) as { messageId: string }).messageId);
  await spool.close();
  return ids;
};
const segmentsOf = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.log')).sort();

test('what was appended comes back in order, also after a restart, and is gone once acknowledged', async () => {
  const folder = await newFolder();
  const spool = await openSpool({ folder, limits: { segmentBytes: 100 } });
  for (let n = 0; n < 20; n += 1) await spool.append(message(n, n));
  expect(await idsIn(folder)).toEqual(Array.from({ length: 20 }, (_, n) => `m${n}`));
  const [first] = await spool.readBatch(1, 1);
  expect(JSON.parse(first?.text ?? '')).toEqual(message(0, 0));
  await spool.acknowledge(Array.from({ length: 20 }, (_, n) => `m${n}`));
  expect(await segmentsOf(folder)).toEqual([]);
  expect(spool.bytes()).toBe(0);
});

test('cut at any byte, it keeps every message that lies whole before the cut, and takes new ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (sizes, where) => {
        const folder = await newFolder();
        const spool = await openSpool({ folder });
        const ends: number[] = [];
        for (const [n, size] of sizes.entries()) {
          await spool.append(message(n, size));
          ends.push(spool.bytes());
        }
        await spool.close();
        const [segment = ''] = await segmentsOf(folder);
        const cut = Math.floor(where * (ends.at(-1) ?? 0));
        await truncate(join(folder, segment), cut);
        const kept = ends.filter((end) => end <= cut).map((_, n) => `m${n}`);
        const again = await openSpool({ folder });
        await again.append({ messageId: 'new' });
        await again.close();
        expect(await idsIn(folder)).toEqual([...kept, 'new']);
      },
    ),
    { numRuns: 60 },
  );
});

test('through crashes with half-written tails: nothing acknowledged by the disk is lost, nothing comes twice', async () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('append' as const), size: fc.nat(60) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('deliver' as const), size: fc.integer({ min: 1, max: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), size: fc.nat(50) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const folder = await newFolder();
      const open = () => openSpool({ folder, limits: { segmentBytes: 150 } });
      let spool = await open();
      const delivered = new Set<string>();
      let appended = 0;
      for (const { kind, size } of steps) {
        if (kind === 'append') await spool.append(message(appended++, size));
        if (kind === 'deliver') {
          const batch = await spool.readBatch(size, 1e9);
          for (const each of batch) delivered.add(each.messageId);
          await spool.acknowledge(batch.map((each) => each.messageId));
        }
        if (kind === 'crash') {
          const last = (await segmentsOf(folder)).at(-1);
          // Half of a message that was being written when the power went.
          if (last) await writeFile(join(folder, last), '0a1b2c3d {"messageId":"half","text":"…………………"'.slice(0, size), { flag: 'a' });
          await spool.close();
          spool = await open();
        }
      }
      const waiting = (await spool.readBatch(10_000, 1e9)).map((each) => each.messageId);
      await spool.close();
      expect(new Set(waiting).size).toBe(waiting.length);
      expect(new Set([...delivered, ...waiting])).toEqual(new Set(Array.from({ length: appended }, (_, n) => `m${n}`)));
    }),
    { numRuns: 60 },
  );
});

test('a full disk refuses the new, keeps the old, and goes on when there is room', async () => {
  const folder = await newFolder();
  let room = 150;
  const spool = await openSpool({
    folder,
    write: async (handle, bytes, position) => {
      await writeAt(handle, bytes.subarray(0, Math.min(bytes.length, room)), position);
      if (bytes.length > room) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      room -= bytes.length;
    },
  });
  await spool.append(message(1));
  await expect(spool.append(message(2, 100))).rejects.toThrow(SpoolFull);
  expect(spool.isFull()).toBe(true);
  expect(await idsIn(folder)).toEqual(['m1']);
  room = 10_000;
  await spool.append(message(2, 100));
  expect(spool.isFull()).toBe(false);
  expect(await idsIn(folder)).toEqual(['m1', 'm2']);
});

test('the bound holds, and delivery makes room', async () => {
  const folder = await newFolder();
  const spool = await openSpool({ folder, limits: { maxBytes: 300 } });
  await spool.append(message(1, 50));
  await expect(spool.append(message(2, 80))).rejects.toThrow(SpoolFull);
  await spool.acknowledge(['m1']);
  await spool.append(message(2, 30));
  expect(spool.messages()).toBe(1);
});

test('a message that is set aside leaves the queue and stays on disk for its owner alone', async () => {
  const folder = await newFolder();
  const spool = await openSpool({ folder });
  await spool.append(message(1));
  const [first] = await spool.readBatch(1, 1000);
  if (first) await spool.setAside(first);
  expect(spool.messages()).toBe(0);
  expect(await readFile(join(folder, 'set-aside.ndjson'), 'utf8')).toContain('"m1"');
  expect((await stat(join(folder, 'set-aside.ndjson'))).mode & 0o777).toBe(0o600);
});

test('a damaged line in the middle costs that line and is told', async () => {
  const folder = await newFolder();
  const spool = await openSpool({ folder });
  for (const n of [1, 2, 3]) await spool.append(message(n));
  await spool.close();
  const path = join(folder, (await segmentsOf(folder))[0] ?? '');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"m2"', '"m9"'));
  const damages: number[] = [];
  const again = await openSpool({ folder, onDamage: (count) => damages.push(count) });
  expect((await again.readBatch(10, 1e9)).map((each) => each.messageId)).toEqual(['m1', 'm3']);
  expect(damages).toEqual([1]);
});
