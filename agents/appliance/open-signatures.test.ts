import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { composeManifest } from '../signatures/manifest/write-manifest.ts';
import { openSignatures } from './open-signatures.ts';

const root = mkdtempSync(join(tmpdir(), 'open-signatures-'));
afterAll(() => rmSync(root, { recursive: true }));

let folder: string;
let problems: string[];
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'));
  problems = [];
});

const manifest = (version: string) => composeManifest({ version, sources: [], packages: [] });
const ship = (bytes: Buffer) => writeFileSync(join(folder, 'signatures.wbsig'), bytes);
const deliver = (bytes: Buffer) => writeFileSync(join(folder, 'delivered'), bytes);

const versionUsed = async (): Promise<string | undefined> => {
  const program = pathToFileURL(join(folder, 'scand.mjs')).href;
  const opened = await openSignatures(join(folder, 'delivered'), program, (problem) => problems.push(problem));
  await opened?.close();
  return opened?.header.version;
};

test('what ships is used until something is delivered, and that is no problem', async () => {
  ship(manifest('2026.03.05-1'));
  expect([await versionUsed(), problems]).toEqual(['2026.03.05-1', []]);
});

test('the newer of both is used: also what ships with a newer program', async () => {
  ship(manifest('2026.03.05-1'));
  deliver(manifest('2026.03.05-10'));
  expect(await versionUsed()).toBe('2026.03.05-10');
  ship(manifest('2026.03.06-1'));
  expect(await versionUsed()).toBe('2026.03.06-1');
});

test('a damaged delivery is said and passed over', async () => {
  ship(manifest('2026.03.05-1'));
  deliver(manifest('2026.03.05-10').subarray(0, 100));
  expect(await versionUsed()).toBe('2026.03.05-1');
  expect(problems).toEqual([expect.stringMatching(/delivered: The signature manifest is cut off/)]);
});

test('without any the scan goes on, and what is missing is said', async () => {
  expect(await versionUsed()).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining('signatures.wbsig')]);
});
