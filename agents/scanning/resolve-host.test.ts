import { expect, test, vi } from 'vitest';
import { excludedSet, resolveHost } from './resolve-host.ts';

test('a name is resolved once, and only that address is scanned', async () => {
  const resolve = vi.fn(async () => '10.1.2.3');
  expect(await resolveHost({ name: 'db.example' }, resolve)).toEqual({ hostname: 'db.example', address: '10.1.2.3' });
  expect(resolve).toHaveBeenCalledTimes(1);
});

test.each([
  '-oN/tmp/x',
  '--script=evil',
  'a b',
  'x;id',
  'a..b',
  '10.0.0.0/8',
  '$(id)',
  '',
])('“%s” is no host name and is not even asked for', async (name) => {
  const resolve = vi.fn(async () => '10.1.2.3');
  expect(await resolveHost({ name }, resolve)).toMatchObject({ address: '0.0.0.0', failure: 'This is not a host name.' });
  expect(resolve).not.toHaveBeenCalled();
});

test('a name that does not resolve says why', async () => {
  const host = await resolveHost({ name: 'gone.example' }, () => Promise.reject(new Error('ENOTFOUND')));
  expect(host).toMatchObject({ hostname: 'gone.example', address: '0.0.0.0', failure: expect.stringContaining('ENOTFOUND') });
});

test('a resolver that answers nonsense cannot make an option of it', async () => {
  expect(await resolveHost({ name: 'x.example' }, async () => '-iL/etc/passwd')).toMatchObject({ failure: expect.any(String) });
  expect(await resolveHost({ name: 'x.example' }, async () => 'fe80::1%eth0')).toMatchObject({ failure: expect.any(String) });
});

test('an address that passes the wire but is none is refused', async () => {
  expect(await resolveHost({ address: '1.2.3.4.5' }, async () => '')).toEqual({
    address: '1.2.3.4.5',
    failure: 'This is not an IP address.',
  });
});

test.each([
  ['10.1.2.3', [{ first: '10.1.2.0', last: '10.1.2.255' }]],
  ['fd00::5', [{ first: 'fd00::', last: 'fd00::ffff' }]],
])('a name that resolves to the excluded address %s is not scanned', async (address, ranges) => {
  const host = await resolveHost({ name: 'db.example' }, async () => address, excludedSet(ranges));
  expect(host).toEqual({ hostname: 'db.example', address: '0.0.0.0', failure: expect.stringContaining('excludes') });
});

test('a name beside the excluded addresses is scanned', async () => {
  const excluded = excludedSet([{ first: '10.1.2.0', last: '10.1.2.2' }]);
  expect(await resolveHost({ name: 'db.example' }, async () => '10.1.2.3', excluded)).toEqual({
    hostname: 'db.example',
    address: '10.1.2.3',
  });
});
