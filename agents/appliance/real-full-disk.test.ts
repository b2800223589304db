import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeArchive } from '../protocol/package-archive.ts';
import type { UpdateReport } from '../protocol/packages.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import { openJournal } from '../runtime/journal.ts';
import { openSpool, SpoolFull } from '../runtime/spool.ts';
import { downloadTarget } from '../runtime/verified-update/download-target.ts';
import { APPLIANCE_ID } from '../testing/fake-platform.ts';
import { claimsOf, newPlatformKey, signOrder } from '../testing/platform-orders.ts';
import { createCommandBoard } from './commands/command-board.ts';
import { openCommandStore } from './commands/command-store.ts';
import { dataFolder } from './data-folder.ts';
import { applyPackage } from './update/apply-package.ts';
import { packageFolder } from './update/installed-packages.ts';
import { unpackPackage } from './update/unpack-package.ts';

// A real file system of 2 MiB that really runs full.
const SIZE = '2m';
const disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
const mount = (): string | undefined => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'none', disk], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1);
  }
};
const whyNot = mount();
if (whyNot !== undefined) console.warn(`Nothing is proven on a really full disk: no file system can be mounted here (${whyNot}).`);

const filler = join(disk, 'filler');
/** Leaves so many bytes free. */
const fill = (freeBytes = 0) => {
  execFileSync('sh', ['-c', 'cat /dev/zero > "$0" 2>/dev/null; true', filler]);
  execFileSync('truncate', ['-s', `${statSync(filler).size - freeBytes}`, filler]);
};
const makeRoom = () => rmSync(filler, { force: true });

const data = dataFolder(join(disk, 'data'));
const offset = createClockOffset(() => 1_764_000_000_000, 0);
const log = () => undefined;

/** A package that does not get smaller by packing, and the same as a target. */
const noise = Buffer.from(Array.from({ length: 12_000 }, (_, n) => createHash('sha256').update(`${n}`).digest('hex')).join('')).subarray(
  0,
  400_000,
);
const VERSION = '2.0.0';
const packed = gzipSync(
  writeArchive([
    { name: 'manifest.json', content: Buffer.from(JSON.stringify({ package: 'scand', version: VERSION })) },
    { name: 'scand.mjs', content: noise },
  ]),
  { level: 0 },
);
const target = { path: `scand-${VERSION}.tar.gz`, length: packed.length, sha256: createHash('sha256').update(packed).digest('hex') };

let server: Server;
let url: string;
let ranges: (string | undefined)[];
beforeAll(async () => {
  server = createServer((req, res) => {
    ranges.push(req.headers.range);
    const from = Number(/^bytes=(\d+)-$/.exec(req.headers.range ?? '')?.[1] ?? 0);
    const range = from === 0 ? {} : { 'content-range': `bytes ${from}-${packed.length - 1}/${packed.length}` };
    res.writeHead(from === 0 ? 200 : 206, range).end(packed.subarray(from));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ranges = [];
  await mkdir(data.folder, { recursive: true });
});
afterEach(makeRoom);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  if (whyNot === undefined) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(whyNot !== undefined)('on a full disk', () => {
  test('an update is refused with the room that it needs, and the version in use stays', async () => {
    fill();
    const told: Omit<UpdateReport, 'at'>[] = [];
    const saved: object[] = [];
    const parts = {
      ...{
        data,
        server: url,
        own: { scand: '1.0.0', scandCommand: { program: '', words: [] }, appliance: '1.0.0', signatures: undefined },
      },
      ...{ running: '1.0.0', wait: async () => undefined, signal: undefined, find: async () => target },
      book: () => ({ current: {}, previous: {}, reports: [] }),
      save: async (change: object) => void saved.push(change),
      report: async (report: Omit<UpdateReport, 'at'>) => void told.push(report),
    };
    expect(await applyPackage(parts, 'scand', VERSION)).toBe(false);
    const reason = expect.stringMatching(/^The new scand was not taken: The disk is short: 0 MiB free, \d+ MiB needed\.$/);
    expect([told, saved]).toEqual([[{ package: 'scand', state: 'failed', from: '1.0.0', to: VERSION, reason }], []]);
  });

  test('a download that runs full goes on at its byte once there is room', async () => {
    fill(200_000);
    const download = () => downloadTarget(target, { folder: data.downloads, url });
    await expect(download()).rejects.toMatchObject({ code: 'ENOSPC' });
    const got = statSync(join(data.downloads, `${target.sha256}.part`)).size;
    expect(got).toBeGreaterThan(0);
    makeRoom();
    expect(readFileSync(await download()).equals(packed)).toBe(true);
    expect(ranges.at(-1)).toBe(`bytes=${got}-`);
  });

  test('a version that cannot be unpacked leaves the one before whole, and nothing of itself', async () => {
    const archive = join(data.folder, 'archive');
    writeFileSync(archive, packed);
    await unpackPackage(data, archive, { package: 'scand', version: VERSION });
    fill(100_000);
    await expect(unpackPackage(data, archive, { package: 'scand', version: VERSION })).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(readFileSync(join(packageFolder(data, 'scand', VERSION), 'scand.mjs')).equals(noise)).toBe(true);
    expect(await readdir(data.packages)).toEqual(['scand']);
    await rm(archive);
  });

  test('the spool says that it is full, keeps every report that it took, and takes more once there is room', async () => {
    const spool = await openSpool({ folder: data.spool });
    fill(60_000);
    const message = () => ({ messageId: randomUUID(), text: 'x'.repeat(5000) });
    let taken = 0;
    const appendAll = async () => {
      for (;;) {
        await spool.append(message());
        taken += 1;
      }
    };
    await expect(appendAll()).rejects.toThrow(SpoolFull);
    expect([taken > 0, spool.messages(), spool.isFull()]).toEqual([true, taken, true]);
    await spool.close();
    const again = await openSpool({ folder: data.spool });
    expect((await again.readBatch(1000, 1e9)).length).toBe(taken);
    makeRoom();
    await again.append(message());
    expect([again.messages(), again.isFull()]).toEqual([taken + 1, false]);
    await again.close();
  });

  test('the log stops nothing, and says afterwards how much of it is missing', async () => {
    const journal = await openJournal({ folder: data.log, streamFile: data.logStream, offset, newId: randomUUID });
    fill();
    for (let n = 0; n < 5; n += 1) journal.write('warn', `Event ${n}.`, { event: 'sync-failed' });
    await journal.settled();
    makeRoom();
    journal.write('info', 'There is room again.', { event: 'platform-back' });
    await journal.settled();
    const entries = (await journal.nextBatch(100))?.entries ?? [];
    const [{ lost = 0 } = {}] = entries;
    expect([entries.at(-1)?.message, lost + entries.length]).toEqual(['There is room again.', 6]);
    await journal.close();
  });

  test('a command that cannot be kept is not carried out; it is when it comes again, once', async () => {
    const { privateKey, platformKey } = newPlatformKey();
    const store = await openCommandStore(data.commands);
    const run: string[] = [];
    const board = createCommandBoard({
      ...{ store, platformKey, applianceId: APPLIANCE_ID, offset, log, onNews: () => undefined },
      carryOut: async ({ claims }) => {
        run.push(claims.kind);
        return { state: 'succeeded' };
      },
      judgeInterrupted: async () => ({ state: 'failed', reason: 'interrupted' }),
    });
    const order = signOrder(claimsOf({ kind: 'update' }, offset.now()), privateKey);
    fill();
    await board.take([order]);
    expect([run, board.told()]).toEqual([[], []]);
    makeRoom();
    await board.take([order]);
    await expect.poll(() => board.told()).toMatchObject([{ state: 'succeeded' }]);
    await board.take([order]);
    expect(run).toEqual(['update']);
  });
});
