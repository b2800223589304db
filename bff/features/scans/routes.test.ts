import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { host } from './testing/scan-world.ts';

let app: TestApp;
let manager: TestPerson;
const target = { kind: 'hosts', include: ['10.0.0.0/30'], exclude: [], assetGroupIds: [] };
const input = { title: 'PCI DMZ', target, scanners: { kind: 'any' } };

beforeAll(async () => {
  app = await createTestApp();
  await app.services.profiles.createStandardProfiles();
  manager = await app.signIn('manager');
}, 30_000);
afterAll(() => app.close());

const post = (person: TestPerson, path: string, json: unknown = {}) => person.fetch(`/api/v1/scans${path}`, { method: 'POST', json });
const launch = async (person: TestPerson, title = 'PCI DMZ') =>
  (await (await post(person, '', { ...input, title })).json()) as { id: string };

describe('scans over HTTP', () => {
  it('launches, reads, cancels, and refuses what the state does not allow', async () => {
    const created = await post(manager, '', input);
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    const read = await (await manager.fetch(`/api/v1/scans/${id}`)).json();
    expect(read).toMatchObject({
      state: 'queued',
      targetText: '10.0.0.0/30',
      waitingFor: 'There is no appliance yet',
      progress: { hostsTotal: 4 },
    });
    expect(await (await manager.fetch(`/api/v1/scans/${id}/slices`)).json()).toMatchObject({
      items: [{ index: 0, state: 'queued', hostsTotal: 4 }],
    });
    expect((await post(manager, `/${id}/pause`)).status).toBe(409);
    expect(await (await post(manager, `/${id}/cancel`)).json()).toMatchObject({ state: 'canceled' });
    expect(await (await post(manager, `/${id}/resume`)).json()).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: 'A scan that is canceled cannot be resumed.',
    });
  });

  it('keeps to the concurrent-scan limit, however many launch at once', async () => {
    const { revision: _, ...rules } = await app.services.settings.scheduledScans();
    const limited = async (maxConcurrentScans: number) => {
      const { revision } = await app.services.settings.scheduledScans();
      await app.services.settings.changeScheduledScans(manager.actor, { ...rules, maxConcurrentScans, revision });
    };
    const before = await app.services.scanStarter.countActive(app.deps.db);
    await limited(before + 2);
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(manager, '', input)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    const refused = await answers.find(({ status }) => status === 409)!.json();
    expect(refused).toMatchObject({ code: 'conflict', detail: expect.stringContaining(`limit is full: ${before + 2} of ${before + 2}`) });
    for (const answer of answers.filter(({ ok }) => ok)) await post(manager, `/${((await answer.json()) as { id: string }).id}/cancel`);
    await limited(rules.maxConcurrentScans);
  });

  it('names everything wrong with a launch at once, at its field', async () => {
    const bad = { title: '', target: { ...target, include: ['10.0.0.1', '10.0.0.300', '10.0.0.0/8'] }, optionProfileId: app.deps.newId() };
    const answer = await post(manager, '', { ...bad, scanners: { kind: 'appliances', ids: [app.deps.newId()] } });
    expect(answer.status).toBe(400);
    const { issues } = (await answer.json()) as { issues: { path: unknown[] }[] };
    const paths = issues.map(({ path }) => path.join('.'));
    expect(paths.sort()).toEqual(['optionProfileId', 'scanners.ids.0', 'target.include.1', 'target.include.2', 'title']);
  });

  it('pages, filters and sorts; nobody sees or counts what is not theirs', async () => {
    const scanner = await app.signIn('scanner');
    const own = await launch(scanner, 'mine alone');
    const list = async (person: TestPerson, query: string) => (await (await person.fetch(`/api/v1/scans?${query}`)).json()) as never;
    expect(await list(scanner, '')).toMatchObject({ items: [{ id: own.id }], total: { count: 1, exact: true }, nextCursor: null });
    expect(await list(manager, 'query=title%3A%22mine%20alone%22')).toMatchObject({ items: [{ id: own.id }] });
    const other = await launch(manager, 'another');
    expect((await scanner.fetch(`/api/v1/scans/${other.id}`)).status).toBe(404);
    for (const action of ['pause', 'resume', 'cancel']) expect((await post(scanner, `/${other.id}/${action}`)).status).toBe(404);
    expect((await scanner.fetch(`/api/v1/scans/${other.id}/report`)).status).toBe(404);
    const reader = await app.signIn('reader');
    expect((await post(reader, `/${other.id}/cancel`)).status).toBe(403);
    const first = (await list(manager, 'sort=number%3Aasc&limit=1')) as { items: { number: number }[]; nextCursor: string };
    const second = await list(manager, `sort=number%3Aasc&limit=1&cursor=${encodeURIComponent(first.nextCursor)}`);
    expect([first.items[0]!.number, (second as typeof first).items[0]!.number]).toEqual([1, 2]);
    expect(await list(manager, 'query=state%3Aflying')).toMatchObject({ status: 400 });
  });

  it('pages results by address and by severity, IPv4 in the order of its numbers', async () => {
    const { id } = await launch(manager);
    const { rows } = await app.database.pool.query<{ id: string }>('select id from slice where scan_id = $1', [id]);
    for (const address of ['10.0.0.3', '10.0.0.1', '10.0.0.2']) {
      const report = { scanId: id, sliceId: rows[0]!.id, applianceId: app.deps.newId(), result: host(address) };
      await app.deps.uow((work) => app.services.scanProgress.hostReported(work, report));
    }
    const addresses: string[] = [];
    let cursor = '';
    do {
      const answer = await manager.fetch(`/api/v1/scans/${id}/results?sort=address%3Aasc&limit=2${cursor}`);
      const body = (await answer.json()) as { items: { address: string }[]; nextCursor: string | null };
      addresses.push(...body.items.map(({ address }) => address));
      cursor = body.nextCursor === null ? '' : `&cursor=${encodeURIComponent(body.nextCursor)}`;
    } while (cursor !== '');
    expect(addresses).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  });

  it('answers the report as a page that may run nothing, and as files', async () => {
    const { id } = await launch(manager);
    const page = await manager.fetch(`/api/v1/scans/${id}/report?timeZone=Europe%2FBerlin`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]*; font-src data:;.*; sandbox$/,
    );
    expect(page.headers.get('content-disposition')).toContain('inline');
    expect(await page.text()).toContain('This report is partial');
    const csv = await manager.fetch(`/api/v1/scans/${id}/report?format=csv`);
    expect(csv.headers.get('content-disposition')).toContain('attachment; filename="pci-dmz-scan-');
    expect((await manager.fetch(`/api/v1/scans/${id}/report?timeZone=Mars`)).status).toBe(400);
    expect((await app.anonymous.fetch(`/api/v1/scans/${id}/report`)).status).toBe(401);
  });
});
