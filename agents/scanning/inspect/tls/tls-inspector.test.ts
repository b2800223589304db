import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { endlessServer, type LocalServers, localServers, testPatience } from '../../testing/local-servers.ts';
import { tlsInspector } from './tls-inspector.ts';

const folder = mkdtempSync(join(tmpdir(), 'watchbill-tls-'));
afterAll(() => rmSync(folder, { recursive: true }));

const makeCertificate = (name: string, key: readonly string[], more: readonly string[] = []) => {
  const [keyFile, certFile] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  execFileSync(
    'openssl',
    ['req', '-x509', ...key, '-nodes', '-keyout', keyFile, '-out', certFile, '-days', '90', '-subj', `/CN=${name}.example`, ...more],
    {
      stdio: 'ignore',
    },
  );
  return { key: readFileSync(keyFile), cert: readFileSync(certFile) };
};

const strong = makeCertificate(
  'strong',
  ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  ['-addext', 'subjectAltName=DNS:strong.example'],
);
const weak = makeCertificate('weak', ['-newkey', 'rsa:1024']);

let servers: LocalServers;
beforeEach(() => {
  servers = localServers();
});
afterEach(() => servers.close());

const NOW = Date.now();
const DAY = 24 * 60 * 60 * 1000;

const inspect = async (port: number, about: { now?: number; serverName?: string } = {}) => {
  const tools = { clock: () => about.now ?? NOW, patience: testPatience, signal: new AbortController().signal };
  const endpoint = { address: '127.0.0.1', port, tls: true, serverName: about.serverName };
  return (await tlsInspector.inspect({ service: { port, protocol: 'tcp', tls: true }, endpoint }, tools)).findings;
};

const serve = (options: TlsOptions) => {
  const server = createServer(options);
  server.on('tlsClientError', () => {});
  return servers.listen(server);
};

const keysOf = (findings: readonly { key: string }[]) => findings.map(({ key }) => key);

test('an old server is seen with its versions, suites and certificate', async () => {
  const port = await serve({ ...weak, minVersion: 'TLSv1', maxVersion: 'TLSv1.2', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0' });
  const findings = await inspect(port, { serverName: 'other.example' });
  expect(keysOf(findings)).toEqual([
    'tls-certificate-self-signed',
    'tls-certificate-name-mismatch',
    'tls-certificate-weak-key',
    'tls-protocol-tls11',
    'tls-protocol-tls10',
    'tls-cipher-null',
    'tls-cipher-anonymous',
    'tls-cipher-no-forward-secrecy',
  ]);
  expect(findings[2]?.evidence).toContain('RSA key of 1024 bits');
  expect(findings.flatMap(({ cves }) => cves)).toEqual([]);
});

test('a present-day server with a name that fits shows only that the certificate is self-signed', async () => {
  const port = await serve({ ...strong, minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' });
  expect(keysOf(await inspect(port, { serverName: 'strong.example' }))).toEqual(['tls-certificate-self-signed']);
});

test('a server with TLS 1.3 alone is inspected too', async () => {
  const port = await serve({ ...strong, minVersion: 'TLSv1.3' });
  expect(keysOf(await inspect(port))).toEqual(['tls-certificate-self-signed']);
});

test.each([
  ['after its end', 91, 'tls-certificate-expired'],
  ['before it begins', -1, 'tls-certificate-not-yet-valid'],
  ['shortly before its end', 80, 'tls-certificate-expires-soon'],
])('the same certificate %s', async (_name, days, key) => {
  const port = await serve({ ...strong, minVersion: 'TLSv1.2', ciphers: 'ECDHE+AESGCM' });
  expect(keysOf(await inspect(port, { now: NOW + days * DAY }))).toEqual([key, 'tls-certificate-self-signed']);
});

test('a server that stalls in the handshake is asked once and left', async () => {
  let connections = 0;
  const port = await servers.serve((socket) => {
    connections++;
    socket.resume();
  });
  expect(await inspect(port)).toEqual([]);
  expect(connections).toBe(1);
});

test('a server that answers TLS with endless bytes is left', async () => {
  expect(await inspect(await servers.serve(endlessServer))).toEqual([]);
});
