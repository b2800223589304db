import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findNmap } from './find-nmap.ts';
import { runNmap } from './run-nmap.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchbill-nmap-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that behaves like nmap in one respect. */
const program = (name: string, script: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/bash\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};

const run = async (command: string, stop = new AbortController(), onHost = (_element: string) => {}) => {
  const hosts: string[] = [];
  await runNmap(
    command,
    [],
    (element) => {
      hosts.push(element);
      onHost(element);
    },
    stop.signal,
  );
  return hosts;
};

test('a host is told while nmap still runs; a stop interrupts it and loses only the rest', async () => {
  const stop = new AbortController();
  const command = program('slow', `trap 'exit 130' INT\necho '<host><a/></host><host><b/>'\nwhile :; do read -t 0.05 <> <(:); done`);
  expect(await run(command, stop, () => stop.abort())).toEqual(['<host><a/></host>']);
});

test('an exit code without a stop is an error that carries the words of nmap', async () => {
  await expect(run(program('bad', 'echo "QUITTING: no such thing" >&2; exit 3'))).rejects.toThrow(/exit code 3.*QUITTING/);
});

test('a crash is an error, and what was told before stays told', async () => {
  const seen: string[] = [];
  const crashed = runNmap(
    program('crash', "echo '<host><a/></host>'; kill -SEGV $$"),
    [],
    (element) => seen.push(element),
    new AbortController().signal,
  );
  await expect(crashed).rejects.toThrow('SIGSEGV');
  expect(seen).toEqual(['<host><a/></host>']);
});

test('a program that is not there is an error', async () => {
  await expect(run(join(folder, 'none'))).rejects.toThrow('could not be started');
  expect(await findNmap(join(folder, 'none'))).toBeUndefined();
});

test('a version is read from what nmap says', async () => {
  expect(await findNmap(program('nmap', 'echo "Nmap version 7.93 ( https://nmap.org )"'))).toMatchObject({ name: 'nmap', version: '7.93' });
  expect(await findNmap(program('other', 'echo "something else"'))).toBeUndefined();
});
