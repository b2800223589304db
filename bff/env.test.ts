import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const read = (source: Record<string, string>, isRoot = false) => readEnv(source, { isRoot, workFolder: '/srv/app', isTerminal: false });

describe('readEnv', () => {
  it('fills in the defaults of an ordinary user', () => {
    expect(read({})).toMatchObject({
      port: 8440,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:8440',
      dataFolder: '/srv/app/data',
      localAppliance: true,
    });
  });

  it('keeps the data of root where the database user can reach it', () => {
    expect(read({}, true)).toMatchObject({ dataFolder: '/var/lib/watchbill' });
  });

  it('is quiet on a terminal unless told otherwise', () => {
    const onTerminal = (source: Record<string, string>) => readEnv(source, { isRoot: false, workFolder: '/srv/app', isTerminal: true });
    expect(onTerminal({})).toMatchObject({ logLevel: 'warn' });
    expect(onTerminal({ LOG_LEVEL: 'info' })).toMatchObject({ logLevel: 'info' });
    expect(read({})).toMatchObject({ logLevel: 'info' });
  });

  it('treats an empty variable as not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8440, databaseUrl: undefined });
  });

  it('names an address that can be opened when it listens on all interfaces', () => {
    expect(read({ HOST: '0.0.0.0', PORT: '9000' })).toMatchObject({ publicUrl: 'http://127.0.0.1:9000' });
    expect(read({ HOST: '::1' })).toMatchObject({ publicUrl: 'http://[::1]:8440' });
    expect(read({ PUBLIC_URL: 'https://watchbill.example/' })).toMatchObject({ publicUrl: 'https://watchbill.example' });
  });

  it.each([
    ['1', 1],
    ['0', 0],
    ['10.0.0.5, 10.1.0.0/16,fd00::/8, loopback', ['10.0.0.5', '10.1.0.0/16', 'fd00::/8', 'loopback']],
  ])('knows whose word about the client it takes: %s', (text, trustProxy) => {
    expect(read({ TRUST_PROXY: text })).toMatchObject({ trustProxy });
  });

  it.each([
    'true',
    '11',
    '-1',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    '10.0.0.5,',
    'proxy.example',
    '10.0.0.5/8/8',
  ])('refuses a list of proxies that is none, or that is everybody: %s', (text) => {
    const { problems } = read({ TRUST_PROXY: text }) as { problems: string[] };
    expect(problems).toEqual([expect.stringMatching(/^TRUST_PROXY: write the number of proxies/)]);
  });

  it('names a mail server whose password is not written as an address has it', () => {
    const { problems } = read({ SMTP_URL: 'smtp://ops:50%zz@smtp.example?from=a@corp.example' }) as { problems: string[] };
    expect(problems).toEqual([expect.stringMatching(/^SMTP_URL: write each % of user and password as %25/)]);
  });

  it('reports every problem at once, each with its variable', () => {
    const problems = read({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      WATCHBILL_ADMIN_EMAIL: 'nobody',
      WATCHBILL_LOCAL_APPLIANCE: 'yes',
      TLS_KEY: '/k.pem',
      LOG_LEVEL: 'loud',
    });
    expect(problems).toHaveProperty('problems');
    const text = (problems as { problems: string[] }).problems.join('\n');
    for (const name of ['PORT', 'DATABASE_URL', 'WATCHBILL_ADMIN_EMAIL', 'WATCHBILL_LOCAL_APPLIANCE', 'TLS_CERT', 'LOG_LEVEL'])
      expect(text).toContain(`${name}: `);
  });
});
