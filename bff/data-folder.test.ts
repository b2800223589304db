import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'watchbill-data-'));
});
afterEach(() => rmSync(base, { recursive: true }));

describe('openDataFolder', () => {
  it('makes the folder with its parents', () => {
    const folder = openDataFolder(join(base, 'a', 'b'));
    expect(statSync(folder.path).isDirectory()).toBe(true);
  });

  it('makes a secret once and keeps it from everybody else', () => {
    const folder = openDataFolder(base);
    const first = folder.secret('secret', () => 'made once');
    expect(folder.secret('secret', () => 'another')).toBe(first);
    expect(statSync(join(base, 'secret')).mode & 0o777).toBe(0o600);
  });

  it('says in one sentence what to do where it cannot be made', () => {
    writeFileSync(join(base, 'file'), '');
    expect(() => openDataFolder(join(base, 'file', 'data'))).toThrow(
      /data folder .*file\/data cannot be written \(ENOTDIR\); set WATCHBILL_DATA/,
    );
    if (process.platform === 'linux') expect(() => openDataFolder('/proc/watchbill/data')).toThrow(/cannot be written/);
  });
});
