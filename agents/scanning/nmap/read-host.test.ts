import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostCutter } from './host-cutter.ts';
import { readHost } from './read-host.ts';

const recorded = readFileSync(new URL('./fixtures/three-hosts.xml', import.meta.url), 'utf8');

const host = (ports: string, attributes = '') =>
  `<host ${attributes}><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><ports>${ports}</ports></host>`;
const port = (service: string) => `<port protocol="tcp" portid="80"><state state="open"/>${service}</port>`;
const serviceOf = (service: string) => readHost(host(port(service)))?.services[0];

test('what nmap really wrote is read', () => {
  const hosts = hostCutter(1e6).push(recorded).map(readHost);
  expect(hosts).toMatchObject([
    { address: '10.77.0.50', up: false, services: [] },
    {
      address: '10.77.0.11',
      up: true,
      services: [
        { port: 80, name: 'http', product: 'nginx', version: '1.22.1', cpe: 'cpe:/a:f5:nginx:1.22.1', tls: false },
        { port: 443, name: 'http', product: 'nginx', tls: true },
      ],
    },
    { address: '10.77.0.12', operatingSystem: 'Linux', services: [{ port: 22, product: 'OpenSSH', version: '9.2p1 Debian 2+deb12u10' }] },
    { address: '10.77.0.13', services: [{ port: 6379, product: 'Redis key-value store' }] },
  ]);
});

test('closed and filtered ports are no services', () => {
  const closed =
    '<port protocol="tcp" portid="22"><state state="closed"/></port><port protocol="udp" portid="53"><state state="open|filtered"/></port>';
  expect(readHost(host(closed))?.services).toEqual([]);
});

test('a host that ran out of time says so', () => {
  const element = '<host timedout="true"><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/><hostnames>\n</hostnames></host>';
  expect(readHost(element)).toMatchObject({ timedOut: true, services: [] });
});

test('entities are decoded once, and control characters do not survive', () => {
  const service = serviceOf('<service name="http" product="A&amp;lt;B&#x1b;[31m&#0;&quot;&#10;C"/>');
  expect(service?.product).toBe('A&lt;B [31m "   C'.replace(/ +C/, ' C'));
});

test.each([
  ['a declared entity', '<!DOCTYPE host [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
  ['a comment', '<!-- x -->'],
  ['character data', '<![CDATA[x]]>'],
])('%s inside of a host is not from nmap: the host is refused', (_name, text) => {
  expect(readHost(host(`${text}${port('')}`))).toBeUndefined();
});

test('an unknown entity is left as it stands', () => {
  expect(serviceOf('<service product="&bomb;&bomb;"/>')?.product).toBe('&bomb;&bomb;');
});

test('enormous texts are cut to what the protocol takes', () => {
  const service = serviceOf(`<service name="${'n'.repeat(1e5)}" product="${'p'.repeat(1e5)}" version="${'v'.repeat(1e5)}"/>`);
  expect([service?.name?.length, service?.product?.length, service?.version?.length]).toEqual([64, 150, 120]);
});

test.each([
  '<host>',
  '<host></host>',
  '<host><status state="up"/></host>',
  '<x/>',
  host('<port portid="99999" protocol="tcp"><state state="open"/></port>'),
])('%s is not what nmap writes', (element) => {
  expect(readHost(element)).toBeUndefined();
});

test('attributes named like the inheritance of objects do no harm', () => {
  const element = '<host __proto__="x" constructor="y"><status state="up"/><address addr="10.0.0.1" addrtype="ipv4"/></host>';
  readHost(element);
  expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
});
