import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Service, finding as wireFinding } from '#protocol/report';
import { endlessServer, type LocalServers, lineServer, localServers, testPatience } from '../testing/local-servers.ts';
import { INSPECTORS } from './inspectors.ts';

let servers: LocalServers;
beforeEach(() => {
  servers = localServers();
});
afterEach(() => servers.close());

const inspect = async (port: number, about: Partial<Service> & { name: string }) => {
  const service: Service = { port, protocol: 'tcp', tls: false, ...about };
  const tools = { clock: () => 0, patience: testPatience, signal: new AbortController().signal };
  const inspections = await Promise.all(
    INSPECTORS.filter((each) => each.fits(service)).map((each) =>
      each.inspect({ service, endpoint: { address: '127.0.0.1', port, tls: service.tls } }, tools),
    ),
  );
  const findings = inspections.flatMap((each) => each.findings).map((each) => wireFinding.parse(each));
  return { findings, keys: findings.map(({ key }) => key), learned: inspections.map((each) => each.learned).find((each) => each) };
};

const INFO = '# Server\r\nredis_version:6.2.1\r\nredis_mode:standalone\r\n';

test('Redis that answers without a password is urgent, with its version', async () => {
  const port = await servers.serve(
    lineServer('', [
      [/PING/, '+PONG\r\n'],
      [/INFO/, `$${INFO.length}\r\n${INFO}\r\n`],
    ]),
  );
  const { findings, learned } = await inspect(port, { name: 'redis' });
  expect(findings).toMatchObject([
    { key: 'redis-unauthenticated', severity: 5, port, evidence: expect.stringContaining('redis_version:6.2.1') },
  ]);
  expect(learned).toMatchObject({ version: '6.2.1', cpe: 'cpe:/a:redis:redis:6.2.1' });
});

test.each([
  '-NOAUTH Authentication required.\r\n',
  '-DENIED Redis is running in protected mode\r\n',
])('Redis that says %s is not a finding', async (answer) => {
  const port = await servers.serve(lineServer('', [[/PING/, answer]]));
  expect((await inspect(port, { name: 'redis' })).keys).toEqual([]);
});

test('memcached that tells its statistics', async () => {
  const port = await servers.serve(lineServer('', [[/^stats$/, 'STAT pid 1\r\nSTAT version 1.6.18\r\nEND\r\n']]));
  expect(await inspect(port, { name: 'memcache' })).toMatchObject({ keys: ['memcached-unauthenticated'], learned: { version: '1.6.18' } });
});

/** OP_MSG with one double `ok` and, where given, a string `version`. */
const mongoReply = (ok: number, version = ''): Buffer => {
  const text = Buffer.from(`${version}\0`);
  const length = Buffer.alloc(4);
  length.writeInt32LE(text.length);
  const value = Buffer.alloc(8);
  value.writeDoubleLE(ok);
  const fields = Buffer.concat([Buffer.from('\x02version\0'), length, text, Buffer.from('\x01ok\0'), value, Buffer.from([0])]);
  const message = Buffer.alloc(25);
  message.writeInt32LE(25 + fields.length, 0);
  message.writeInt32LE(2013, 12);
  message.writeInt32LE(fields.length + 4, 21);
  return Buffer.concat([message, fields]);
};

test.each([
  ['lists its databases to anyone', 1, ['mongodb-unauthenticated']],
  ['refuses to list them', 0, []],
])('MongoDB %s', async (_name, ok, keys) => {
  const port = await servers.serve((socket) =>
    socket.on('data', (data) => socket.write(data.includes('buildInfo') ? mongoReply(1, '6.0.1') : mongoReply(ok))),
  );
  expect(await inspect(port, { name: 'mongod' })).toMatchObject({ keys, learned: { product: 'MongoDB', version: '6.0.1' } });
});

const FTP_BASE = [[/^QUIT/, '221 Bye\r\n']] as const;

test('FTP that lets anonymous in and knows no TLS', async () => {
  const port = await servers.serve(
    lineServer('220 hello\r\n', [
      ...FTP_BASE,
      [/^FEAT/, '211-Features:\r\n UTF8\r\n211 End\r\n'],
      [/^USER anonymous/, '331 Password\r\n'],
      [/^PASS/, '230 Come in\r\n'],
    ]),
  );
  const { findings } = await inspect(port, { name: 'ftp' });
  expect(findings.map(({ key, evidence }) => [key, evidence])).toEqual([
    ['ftp-anonymous', 'USER anonymous was answered with: 230 Come in'],
    ['ftp-clear-text', expect.stringContaining('UTF8')],
  ]);
});

test('FTP with TLS and without anonymous is no finding', async () => {
  const port = await servers.serve(
    lineServer('220 hello\r\n', [
      ...FTP_BASE,
      [/^FEAT/, '211-Features:\r\n AUTH TLS\r\n211 End\r\n'],
      [/^USER/, '331 Password\r\n'],
      [/^PASS/, '530 No\r\n'],
    ]),
  );
  expect((await inspect(port, { name: 'ftp' })).keys).toEqual([]);
});

test.each([
  ['250-host\r\n250 AUTH PLAIN LOGIN\r\n', ['smtp-no-starttls', 'smtp-password-clear-text']],
  ['250-host\r\n250 STARTTLS\r\n', []],
  ['502 No\r\n', []],
])('SMTP that answers EHLO with %j', async (answer, keys) => {
  const port = await servers.serve(
    lineServer('220 host ESMTP\r\n', [
      [/^EHLO/, answer],
      [/^QUIT/, '221 Bye\r\n'],
    ]),
  );
  expect((await inspect(port, { name: 'smtp' })).keys).toEqual(keys);
});

test('POP3 and IMAP without a way to encryption', async () => {
  const pop3 = await servers.serve(lineServer('+OK ready\r\n', [[/^CAPA/, '+OK\r\nUSER\r\n.\r\n']]));
  const imap = await servers.serve(lineServer('* OK ready\r\n', [[/CAPABILITY/, '* CAPABILITY IMAP4rev1\r\na1 OK\r\n']]));
  expect((await inspect(pop3, { name: 'pop3' })).keys).toEqual(['pop3-no-starttls']);
  expect((await inspect(imap, { name: 'imap' })).keys).toEqual(['imap-no-starttls']);
});

test('POP3 and IMAP with one are no findings', async () => {
  const pop3 = await servers.serve(lineServer('+OK ready\r\n', [[/^CAPA/, '+OK\r\nSTLS\r\n.\r\n']]));
  const imap = await servers.serve(lineServer('* OK ready\r\n', [[/CAPABILITY/, '* CAPABILITY IMAP4rev1 LOGINDISABLED\r\na1 OK\r\n']]));
  expect((await inspect(pop3, { name: 'pop3' })).keys).toEqual([]);
  expect((await inspect(imap, { name: 'imap' })).keys).toEqual([]);
});

test('telnet is a finding because it is there', async () => {
  const port = await servers.serve((socket) => socket.write(Buffer.from([0xff, 0xfd, 0x18, 0xff, 0xfd, 0x20])));
  expect(await inspect(port, { name: 'telnet' })).toMatchObject({
    findings: [{ severity: 4, evidence: 'The server begins with negotiation fffd18fffd20.' }],
  });
});

const httpAnswer = (body: string) => `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

test('the Docker API without authentication', async () => {
  const port = await servers.serve(lineServer('', [[/^GET \/version /, httpAnswer('{"Version":"20.10.24","ApiVersion":"1.41"}')]]));
  const { keys, learned } = await inspect(port, { name: 'docker' });
  expect(keys).toEqual(['docker-api-unauthenticated']);
  expect(learned).toMatchObject({ version: '20.10.24' });
});

test('Elasticsearch without authentication', async () => {
  const body = '{"cluster_name":"logs","version":{"number":"8.1.0"},"tagline":"You Know, for Search"}';
  const port = await servers.serve(lineServer('', [[/^GET \/ /, httpAnswer(body)]]));
  const { keys } = await inspect(port, { name: 'http', product: 'Elasticsearch REST API' });
  expect(keys).toContain('elasticsearch-unauthenticated');
});

const SILENT = (_socket: Socket) => {};
const NAMES = ['http', 'ssh', 'redis', 'memcached', 'mongodb', 'ftp', 'smtp', 'pop3', 'imap', 'telnet', 'docker'];

test.each([
  ['accepts and never speaks', SILENT],
  ['sends without end', endlessServer],
  ['closes at once', (socket: Socket) => void socket.destroy()],
  ['answers with bytes of no sense', (socket: Socket) => void socket.write(Buffer.from('00ff0d0a220020ffff31320d0a0d0a', 'hex'))],
])('no inspector hangs or invents anything on a server that %s', async (_name, serve) => {
  const port = await servers.serve(serve);
  const seen = await Promise.all(NAMES.map((name) => inspect(port, { name })));
  expect(seen.flatMap(({ keys }) => keys)).toEqual([]);
  const overTls = await inspect(port, { name: 'http', tls: true });
  expect(overTls.keys).toEqual([]);
});
