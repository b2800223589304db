import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';
import { spa } from './spa.ts';

let folder: string;
let server: Server;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watchbill-spa-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head><title>Watchbill</title></head><body></body></html>');
  writeFileSync(join(folder, 'assets', 'index-B7f3xQ2a.js'), 'console.log(1);'.repeat(100));
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  let nonce = 0;
  const app = express().use(securityHeaders({ https: false, newNonce: () => `n${++nonce}` }), spa(folder));
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

test('every address that is not a file gets the page, with the nonce of its own policy, never cached', async () => {
  for (const path of ['/', '/schedules', '/schedules/0195a1b2', '/first-run?token=x.y']) {
    const answer = await fetch(url + path);
    const nonce = /property="csp-nonce" nonce="(\w+)"/.exec(await answer.text())?.[1];
    expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
    expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
  }
});

test('a hashed file is compressed and kept for a year; others are asked for again', async () => {
  const script = await fetch(`${url}/assets/index-B7f3xQ2a.js`, { headers: { 'accept-encoding': 'br' } });
  expect(script.headers.get('content-encoding')).toBe('br');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(await script.text()).toBe('console.log(1);'.repeat(100));
  const plain = await fetch(`${url}/assets/index-B7f3xQ2a.js`, { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), plain.headers.get('cache-control')]).toEqual([
    null,
    'public, max-age=31536000, immutable',
  ]);
  expect((await fetch(`${url}/favicon.svg`)).headers.get('cache-control')).toBe('no-cache');
});

test('a missing file is a 404, not the page; nothing outside the folder is reached', async () => {
  for (const path of ['/assets/gone-B7f3xQ2a.js', '/nothing.png', '/assets/..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/etc/hosts.txt']) {
    expect([path, (await fetch(url + path)).status]).toEqual([path, expect.toSatisfy((status: number) => status >= 400 && status < 500)]);
  }
  expect((await fetch(`${url}/schedules`, { method: 'POST' })).status).toBe(405);
});
