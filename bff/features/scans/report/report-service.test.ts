import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../testing/test-database.ts';
import { finding, host, type ScanWorld, scanWorld } from '../testing/scan-world.ts';
import { createReportService } from './report-service.ts';

let database: TestDatabase;
let world: ScanWorld;
const report = async (scanId: string, format: 'html' | 'csv' | 'json', timeZone?: string) => {
  const product = { version: '0.1.0', address: 'watchbill.example' };
  const service = createReportService({ db: world.db, clock: world.clock.now, product, font: undefined });
  const { headers, body } = await service.report(world.owner, { id: scanId, format, timeZone });
  return { headers, body, text: await body.text() };
};
const json = async (scanId: string) => JSON.parse((await report(scanId, 'json')).text);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await scanWorld(database);
});

const target = { kind: 'hosts', include: ['10.0.0.1-10.0.0.4'], exclude: [], assetGroupIds: [] } as const;
const ssh = { key: 'ssh-old', port: 22, protocol: 'tcp' } as const;
const tls = { key: 'tls-expired', port: 443, protocol: 'tcp', cves: ['CVE-2024-0001'] } as const;

/** Runs a scan of the schedule whose hosts have these findings; a host that is not named does not answer. */
async function run(scheduleId: string, found: Record<string, ReturnType<typeof finding>[]>) {
  const scanId = await world.start({ id: scheduleId, target });
  await world.runToEnd(scanId, (address) =>
    address in found ? host(address, { findings: found[address]! }) : host(address, { alive: false, services: [] }),
  );
  world.clock.advance(7 * 86_400_000);
  return scanId;
}

describe('the report of a scan', () => {
  it('compares with the previous finished run of the same schedule', async () => {
    const id = world.newId();
    await run(world.newId(), { '10.0.0.1': [finding(5, tls)] });
    await run(id, { '10.0.0.1': [finding(4, ssh)], '10.0.0.2': [finding(4, ssh)], '10.0.0.3': [finding(4, ssh)] });
    await world.service.cancel(world.owner, await world.start({ id, target }));
    const scanId = await run(id, { '10.0.0.1': [finding(4, ssh), finding(5, tls)], '10.0.0.2': [] });
    const { comparison, counts, kinds } = await json(scanId);
    expect(comparison).toMatchObject({ number: 2, added: 1, addedWorst: 1, fixed: 1, remaining: 1, notChecked: 1, severity: { s4: 3 } });
    expect(counts).toMatchObject({ hostsTotal: 4, hostsAlive: 2, fixable: 2, severity: { s5: 1, s4: 1 } });
    expect(kinds).toMatchObject([
      { key: 'tls-expired', severity: 5, places: ['10.0.0.1:443'], cves: ['CVE-2024-0001'], hostsCount: 1 },
      { key: 'ssh-old', severity: 4, since: '2026-03-12T18:42:00Z' },
    ]);
    expect(kinds[0]).not.toHaveProperty('since');
  });

  it('names the fixed version of a known vulnerability, and the signatures that its hosts were judged by', async () => {
    const known = { key: 'cve-2026-3497', port: 22, protocol: 'tcp', cves: ['CVE-2026-3497'] } as const;
    const versions = { installedVersion: '1:9.2p1-2+deb12u8', fixedVersion: '1:9.2p1-2+deb12u9' };
    const scanId = await world.start({ id: world.newId(), target });
    await world.runToEnd(scanId, (address) => ({
      ...host(address, { findings: address === '10.0.0.1' ? [finding(3, { ...known, ...versions })] : [] }),
      ...(address === '10.0.0.4' ? {} : { signatures: '2026.03.05-2' }),
    }));
    const { kinds, run, hosts } = await json(scanId);
    expect(kinds).toMatchObject([{ key: 'cve-2026-3497', fixedVersion: versions.fixedVersion }]);
    expect(run.signatures).toEqual(['2026.03.05-2']);
    expect(hosts[0]).toMatchObject({ signatures: '2026.03.05-2', findings: [versions] });
    expect(hosts[3]).not.toHaveProperty('signatures');
    expect((await report(scanId, 'html')).text).toContain('2026.03.05-2');
    expect((await report(scanId, 'csv')).text).toContain(`${versions.installedVersion},${versions.fixedVersion},2026.03.05-2`);
    const results = await world.service.results(world.owner, scanId, { limit: 50 });
    expect(results.items.find(({ address }) => address === '10.0.0.1')).toMatchObject({ signatures: '2026.03.05-2', findings: [versions] });
  });

  it('counts a finding that was gone for a run as new since it is back', async () => {
    const id = world.newId();
    for (const found of [[finding(4, ssh)], [], [finding(4, ssh)]]) await run(id, { '10.0.0.1': found });
    const scanId = await run(id, { '10.0.0.1': [finding(4, ssh)] });
    expect((await json(scanId)).kinds).toMatchObject([{ key: 'ssh-old', since: '2026-03-19T18:42:00Z' }]);
  });

  it('says while the scan runs that it is partial, and what is not scanned yet', async () => {
    const scanId = await world.start({ target });
    const slice = await world.lease(scanId);
    await world.report(scanId, slice.id, host('10.0.0.2', { findings: [finding(3, tls)] }));
    expect(await json(scanId)).toMatchObject({ partial: true, notScanned: ['10.0.0.1', '10.0.0.3-10.0.0.4'], counts: { hostsDone: 1 } });
    expect((await report(scanId, 'html')).text).toContain('This report is partial');
  });

  it('is HTML that may run and load nothing, its one style known by its hash', async () => {
    const scanId = await run(world.newId(), { '10.0.0.1': [finding(3, tls)] });
    const { headers, text, body } = await report(scanId, 'html', 'Asia/Tokyo');
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(headers['content-security-policy']).toMatch(/; sandbox$/);
    expect(headers['content-disposition']).toBe('inline; filename="pci-dmz-weekly-scan-1.html"');
    expect(body.type).toBe('text/html; charset=utf-8');
    expect(text).toContain('JST');
  });

  it('is an attachment as CSV, refuses an unknown zone, and is nobody else’s to read', async () => {
    const scanId = await run(world.newId(), { '10.0.0.1': [finding(3, tls)] });
    const { headers, text } = await report(scanId, 'csv');
    expect(headers['content-disposition']).toBe('attachment; filename="pci-dmz-weekly-scan-1.csv"');
    expect(text.split('\r\n')).toHaveLength(4);
    await expect(report(scanId, 'html', 'Mars/Olympus')).rejects.toMatchObject({ reason: { issues: [{ path: ['timeZone'] }] } });
    world = { ...world, owner: await world.person('scanner') };
    await expect(report(scanId, 'html')).rejects.toMatchObject({ reason: { code: 'not-found' } });
  });
});
