import { createServer as createHttpServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hostResult } from '#protocol/report';
import type { ScanProfile } from '#protocol/slice';
import type { ScanEvent } from './scan-event.ts';
import { scanSlice } from './scan-slice.ts';
import { endlessServer, type LocalServers, lineServer, localServers, testPatience } from './testing/local-servers.ts';

let servers: LocalServers;
beforeEach(() => {
  servers = localServers();
});
afterEach(() => servers.close());

const NOW = Date.UTC(2026, 5, 1);

const scan = async (
  hosts: readonly string[],
  profile: Partial<ScanProfile>,
  about: { stopAt?: ScanEvent['kind']; names?: Record<string, string> } = {},
) => {
  const events: ScanEvent[] = [];
  const stop = new AbortController();
  const outcome = await scanSlice(
    {
      hosts: hosts.map((host) => (/^[a-z]/.test(host) ? { name: host } : { address: host })),
      profile: { engine: 'connect', ports: '1', intensity: 'normal', hostTimeoutSeconds: 20, ...profile },
    },
    (event) => {
      events.push(event);
      if (event.kind === about.stopAt) stop.abort();
    },
    stop.signal,
    { clock: () => NOW, patience: testPatience, resolve: async (name) => about.names?.[name] ?? Promise.reject(new Error('ENOTFOUND')) },
  );
  const results = events.filter((event) => event.kind === 'host').map(({ result }) => hostResult.parse(result));
  return { outcome, events, results };
};

const FTP = lineServer('220 (vsFTPd 3.0.3)\r\n', [
  [/^FEAT/, '211-Features:\r\n UTF8\r\n211 End\r\n'],
  [/^USER/, '331 Password\r\n'],
  [/^PASS/, '230 Come in\r\n'],
  [/^QUIT/, '221 Bye\r\n'],
]);
const REDIS = lineServer('', [
  [/PING/, '+PONG\r\n'],
  [/INFO/, '$21\r\nredis_version:6.2.1\r\n\r\n'],
]);

test('open ports are found, recognised and inspected; what is closed is not', async () => {
  const [ssh, ftp, redis] = [
    await servers.serve(lineServer('SSH-2.0-OpenSSH_8.4p1 Debian-5\r\n', [])),
    await servers.serve(FTP),
    await servers.serve(REDIS),
  ];
  const web = await servers.listen(
    createHttpServer((_request, response) =>
      response.setHeader('server', 'Apache/2.4.57 (Debian)').setHeader('content-type', 'text/html').end('<p>'),
    ),
  );
  const { outcome, events, results } = await scan(['127.0.0.1'], { ports: [ssh, ftp, redis, web].join(','), intensity: 'high' });
  expect(outcome).toBe('finished');
  expect(events.map(({ kind }) => kind)).toEqual(['started', 'host', 'progress']);
  const [result] = results;
  expect(result).toMatchObject({ address: '127.0.0.1', alive: true, operatingSystem: 'Linux', startedAt: NOW });
  expect(result?.failure).toBeUndefined();
  const byPort = new Map(result?.services.map((service) => [service.port, service]));
  expect(byPort.get(ssh)).toMatchObject({
    name: 'ssh',
    product: 'OpenSSH',
    version: '8.4p1 Debian 5',
    cpe: 'cpe:/a:openbsd:openssh:8.4p1',
  });
  expect(byPort.get(ftp)).toMatchObject({ name: 'ftp', product: 'vsftpd', version: '3.0.3' });
  expect(byPort.get(redis)).toMatchObject({ name: 'redis', version: '6.2.1' });
  expect(byPort.get(web)).toMatchObject({ name: 'http', product: 'Apache httpd', version: '2.4.57' });
  expect(result?.findings.map(({ severity }) => severity)).toEqual([5, 3, 3, 2, 1, 1, 1, 1]);
  expect(result?.findings.slice(0, 3)).toMatchObject([
    { key: 'redis-unauthenticated', port: redis },
    { key: expect.stringMatching(/^ftp-/), port: ftp },
    { key: expect.stringMatching(/^ftp-/), port: ftp },
  ]);
});

test('servers that stall or flood are open ports without a name, and nothing hangs', async () => {
  const [silent, endless] = [await servers.serve(() => {}), await servers.serve(endlessServer)];
  const { outcome, results } = await scan(['127.0.0.1'], { ports: `${silent},${endless}` });
  expect(outcome).toBe('finished');
  const services = [silent, endless].sort((a, b) => a - b).map((port) => ({ port, protocol: 'tcp', tls: false }));
  expect(results).toMatchObject([{ alive: true, services, findings: [] }]);
});

test('a refusal shows that a host is there', async () => {
  const { results } = await scan(['127.0.0.1'], { ports: '1' });
  expect(results).toMatchObject([{ alive: true, services: [], findings: [] }]);
});

test('a name is told with the address it resolved to; one that does not resolve is a failure', async () => {
  const { outcome, results } = await scan(['web.example', 'gone.example'], {}, { names: { 'web.example': '127.0.0.1' } });
  expect(outcome).toBe('finished');
  expect(results).toMatchObject([
    { hostname: 'gone.example', address: '0.0.0.0', alive: false, failure: expect.stringContaining('does not resolve') },
    { hostname: 'web.example', address: '127.0.0.1', alive: true },
  ]);
});

test('two names of one address are scanned once and told twice', async () => {
  let connections = 0;
  const port = await servers.serve((socket) => {
    connections++;
    socket.end('@RSYNCD: 31.0\n');
  });
  const names = { 'a.example': '127.0.0.1', 'b.example': '127.0.0.1' };
  const { results } = await scan(['a.example', 'b.example'], { ports: `${port}` }, { names });
  expect(results.map(({ hostname, services }) => [hostname, services[0]?.name])).toEqual([
    ['a.example', 'rsync'],
    ['b.example', 'rsync'],
  ]);
  // One to find the port, one to listen.
  expect(connections).toBe(2);
});

test('a host time-out is told as a failure and never looks like a clean host', async () => {
  const port = await servers.serve(() => {});
  const events: ScanEvent[] = [];
  const profile = { engine: 'connect', ports: `${port}`, intensity: 'high', hostTimeoutSeconds: 0.3 } as const;
  await scanSlice({ hosts: [{ address: '127.0.0.1' }], profile }, (event) => events.push(event), new AbortController().signal, {
    clock: () => NOW,
    patience: testPatience,
  });
  expect(events[1]).toMatchObject({ result: { alive: true, services: [{ port }], failure: expect.stringContaining('host time-out') } });
});

test('a stop ends the scan; hosts that were not done are not told', async () => {
  const port = await servers.serve(() => {});
  const { outcome, results } = await scan(['127.0.0.1', '127.0.0.2', '127.0.0.3'], { ports: `${port}` }, { stopAt: 'started' });
  expect(outcome).toBe('stopped');
  expect(results).toEqual([]);
});

test('a stop after the first host keeps that host', async () => {
  const port = await servers.serve((socket) => void socket.end('@RSYNCD: 31.0\n'));
  const hosts = Array.from({ length: 9 }, (_, index) => `127.0.0.${index + 1}`);
  const { outcome, results } = await scan(hosts, { ports: `${port}`, intensity: 'low' }, { stopAt: 'host' });
  expect(outcome).toBe('stopped');
  expect(results.length).toBeGreaterThanOrEqual(1);
  expect(results.length).toBeLessThan(hosts.length);
});

test('ports that make no sense are refused before anything is touched', async () => {
  await expect(scan(['127.0.0.1'], { ports: '22,--script' })).rejects.toThrow('“--script”');
});
