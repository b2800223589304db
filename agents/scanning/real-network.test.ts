import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostResult } from '#protocol/report';
import { makeTestNetwork, type TestNetwork, whyNoTestNetwork } from '../testing/test-network.ts';
import { availableEngines } from './detect-engines.ts';
import { hostCutter } from './nmap/host-cutter.ts';
import { readHost } from './nmap/read-host.ts';

const missing = whyNoTestNetwork();
if (missing !== undefined) process.stderr.write(`\nSKIPPED: scans of a real network of namespaces, because ${missing}.\n`);
const engines = (await availableEngines()).map(({ name }) => name);
if (!engines.includes('nmap')) process.stderr.write('\nSKIPPED: the nmap engine on a real network, because nmap is not installed.\n');

/** The newest version of a source package in the index of Debian's security suite; `undefined` where this machine has no such index. */
const securityFixOf = (source: string): string | undefined => {
  const files = spawnSync('apt-get', ['indextargets', '--format', '$(FILENAME)', 'Created-By: Packages', 'Label: Debian-Security'], {
    encoding: 'utf8',
  }).stdout.split('\n');
  const text = files
    .filter(Boolean)
    .map((file) => spawnSync('/usr/lib/apt/apt-helper', ['cat-file', file], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout)
    .join('\n\n');
  const stanza = text.split('\n\n').find((each) => new RegExp(`^Source: ${source}( |$)`, 'm').test(each));
  return /^Version: (.*)$/m.exec(stanza ?? '')?.[1];
};

const CLI = fileURLToPath(new URL('./testing/scan-once.ts', import.meta.url));
const TSX = fileURLToPath(import.meta.resolve('tsx/cli'));
const PORTS = '22,80,443,6379,8080';

describe.skipIf(missing !== undefined)('in a network of namespaces with real services', () => {
  let network: TestNetwork;
  let byHand: ReturnType<typeof ofHand> = Promise.resolve([]);
  beforeAll(async () => {
    network = await makeTestNetwork(`wbs${process.pid % 10_000}`);
    // Runs beside the engines: nmap mostly waits.
    if (engines.includes('nmap')) byHand = ofHand(network.addresses);
  }, 30_000);
  afterAll(() => network?.tearDown());

  const scan = async (engine: string, hosts: readonly string[]) => {
    const lines = (await network.runAsScanner(process.execPath, [TSX, CLI, engine, PORTS, ...hosts])).trim().split('\n');
    const results = lines.map((line) => hostResult.parse(JSON.parse(line)));
    return new Map(results.map((result) => [result.address, result]));
  };

  const ofHand = async (hosts: readonly string[]) => {
    const xml = await network.runAsScanner('nmap', ['-sT', '-sV', '--version-light', '-n', '-T4', '-p', PORTS, '-oX', '-', ...hosts]);
    return hostCutter(1e7).push(xml).map(readHost);
  };

  const all = () => [...network.addresses, network.droppingAddress, network.emptyAddress];
  const keysOf = (results: Awaited<ReturnType<typeof scan>>, host: number) =>
    (results.get(network.addresses[host] ?? '')?.findings ?? []).map(({ key, port }) => `${key}:${port}`);

  const knownOf = (results: Awaited<ReturnType<typeof scan>>, host: number) =>
    (results.get(network.addresses[host] ?? '')?.findings ?? []).filter(({ installedVersion }) => installedVersion !== undefined);

  /** Of an installed package that is not older than the newest security fix in apt's index nothing may be found. */
  const expectedOf = (binary: string, source: string): unknown => {
    const installed = execFileSync('dpkg-query', ['-W', '-f', `\${${'Version'}}`, binary], { encoding: 'utf8' });
    const fixed = securityFixOf(source);
    const isOlder = fixed !== undefined && spawnSync('dpkg', ['--compare-versions', installed, 'lt', fixed]).status === 0;
    return isOlder ? expect.arrayContaining([expect.objectContaining({ installedVersion: installed })]) : [];
  };

  test.each(engines)('the %s engine finds what nmap by hand names, and the weak settings', { timeout: 90_000 }, async (engine) => {
    const results = await scan(engine, all());
    expect(results.size).toBe(6);
    for (const hand of await byHand) {
      const found = results.get(hand?.address ?? '');
      const brief = (services: { port: number; product?: string | undefined; tls: boolean }[]) =>
        services.map(({ port, product, tls }) => [port, product, tls]);
      expect(brief(found?.services ?? [])).toEqual(brief([...(hand?.services ?? [])]));
    }
    expect(results.get(network.addresses[1] ?? '')?.services[0]).toMatchObject({
      name: 'ssh',
      product: 'OpenSSH',
      version: expect.stringMatching(/^\d/),
    });
    expect(results.get(network.addresses[2] ?? '')?.services[0]).toMatchObject({
      name: 'redis',
      version: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(results.get(network.emptyAddress)).toMatchObject({ alive: false, services: [], findings: [] });
    expect(results.get(network.droppingAddress)).toMatchObject({ services: [], findings: [] });
    expect(keysOf(results, 0)).toEqual(
      expect.arrayContaining([
        'tls-protocol-tls10:443',
        'tls-protocol-tls11:443',
        'tls-certificate-self-signed:443',
        'tls-cipher-anonymous:443',
        'http-directory-listing:80',
      ]),
    );
    expect(keysOf(results, 1)).toEqual(expect.arrayContaining(['ssh-weak-cipher:22', 'ssh-weak-key-exchange:22', 'ssh-weak-mac:22']));
    expect(keysOf(results, 2)).toEqual(['redis-unauthenticated:6379']);
    expect(knownOf(results, 1)).toEqual(expectedOf('openssh-server', 'openssh'));
    // The revision of nginx is not visible, and nothing else on its host tells the release: nothing is claimed.
    expect([0, 2, 3].flatMap((host) => knownOf(results, host))).toEqual([]);
    expect(keysOf(results, 3)).toEqual(expect.arrayContaining(['http-csp-missing:8080', 'http-version-disclosed:80']));
  });
});
