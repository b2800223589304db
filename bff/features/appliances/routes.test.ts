import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPLIANCE_STATES } from '../../domain/appliances/appliance.ts';
import { applianceState } from '../../domain/appliances/health.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../testing/test-app.ts';
import { countAppliances, readAppliance, toAppliance } from './store.ts';
import { createWaitingReason } from './waiting-reason.ts';

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  manager = await app.signIn('manager');
});
afterAll(() => app.close());
beforeEach(() => app.database.pool.query('delete from appliance'));

const create = (body: object, as: TestPerson = manager) => as.fetch('/api/v1/appliances', { method: 'POST', json: body });
const change = (id: string, body: object) => manager.fetch(`/api/v1/appliances/${id}`, { method: 'PATCH', json: body });
const list = async (query: string) => {
  const answer = await manager.fetch(`/api/v1/appliances?${query}`);
  return (await answer.json()) as { items: { name: string; state: string }[]; nextCursor: string | null; total: { count: number } };
};
const codesOf = async (answer: Response) => {
  const { code, issues } = (await answer.json()) as { code: string; issues: { path: string[]; code: string }[] };
  return [answer.status, code, ...issues.map((issue) => `${issue.path.join('.')} ${issue.code}`)];
};

/** An appliance that polled `ago` ms ago, with an interval of 60 s. */
async function polled(name: string, agoMs: number, more: { slots?: number; retired?: boolean } = {}): Promise<string> {
  const id = randomUUID();
  const last = new Date(app.clock.now() - agoMs);
  await app.database.pool.query(
    `insert into appliance (id, name, poll_interval_seconds, prompt_delivery, registered_at, last_poll_at, next_poll_at, online_since, capacity, retired_at, created_at)
     values ($1, $2, 60, true, $3, $3, $4, $3, $5, $6, $3)`,
    [id, name, last, new Date(last.getTime() + 60_000), { slots: more.slots ?? 2, used: 0 }, more.retired ? last : null],
  );
  return id;
}

describe('the appliances of the console', () => {
  it('are created with a code that is shown once', async () => {
    const answer = await create({ name: 'lax-scan-01', location: 'Los Angeles' });
    const made = (await answer.json()) as { id: string; personalizationCode: string; expiresAt: string };
    expect([answer.status, made.expiresAt]).toEqual([201, '2026-03-08T18:42:00Z']);
    const got = await (await manager.fetch(`/api/v1/appliances/${made.id}`)).json();
    expect(got).toMatchObject({
      name: 'lax-scan-01',
      location: 'Los Angeles',
      state: 'never-connected',
      pollIntervalSeconds: 190,
      promptDelivery: true,
    });
    expect(JSON.stringify(got)).not.toContain(made.personalizationCode);
  });

  it('have names of their own, and are made by managers alone', async () => {
    await create({ name: 'twin' });
    expect(await codesOf(await create({ name: 'twin' }))).toEqual([400, 'invalid-input', 'name appliance-name-taken']);
    expect((await create({ name: 'mine' }, await app.signIn('scanner'))).status).toBe(403);
    expect((await manager.fetch(`/api/v1/appliances/${randomUUID()}`)).status).toBe(404);
  });

  it('join pools of asset groups at once, or are not made at all', async () => {
    const group = async (name: string) => {
      const answer = await manager.fetch('/api/v1/asset-groups', { method: 'POST', json: { name, entries: ['10.0.0.0/24'] } });
      return ((await answer.json()) as { id: string }).id;
    };
    const [branches, stores] = [await group('Branches'), await group('Stores')];
    const poolOf = async (id: string) => {
      const { applianceIds, revision } = (await (await manager.fetch(`/api/v1/asset-groups/${id}`)).json()) as Record<string, unknown>;
      return { applianceIds, revision };
    };
    const wrong = await create({ name: 'pooled', assetGroupIds: [stores, randomUUID()] });
    expect(await codesOf(wrong)).toEqual([400, 'invalid-input', 'assetGroupIds.1 asset-group-not-found']);
    expect(await poolOf(stores)).toEqual({ applianceIds: [], revision: 1 });
    const { id } = (await (await create({ name: 'pooled', assetGroupIds: [branches, branches] })).json()) as { id: string };
    expect([await poolOf(branches), await poolOf(stores)]).toEqual([
      { applianceIds: [id], revision: 2 },
      { applianceIds: [], revision: 1 },
    ]);
  });

  it('have an audit that managers alone read: who changed what, newest first', async () => {
    const { id } = (await (await create({ name: 'audited' })).json()) as { id: string };
    app.clock.advance(1000);
    await change(id, { revision: 1, location: 'Rack 4', promptDelivery: false });
    const answer = await manager.fetch(`/api/v1/appliances/${id}/audit`);
    const { items } = (await answer.json()) as { items: { action: string; by: string; changes: unknown }[] };
    expect(items.map(({ action, by, changes }) => ({ action, by, changes }))).toMatchObject([
      {
        action: 'appliance.changed',
        by: manager.actor.name,
        changes: [
          { field: 'location', after: 'Rack 4' },
          { field: 'promptDelivery', before: 'on', after: 'off' },
        ],
      },
      { action: 'appliance.created', by: manager.actor.name },
    ]);
    expect((await (await app.signIn('scanner')).fetch(`/api/v1/appliances/${id}/audit`)).status).toBe(403);
    expect((await manager.fetch(`/api/v1/appliances/${randomUUID()}/audit`)).status).toBe(404);
  });

  it('are changed by who saw the newest state', async () => {
    const { id } = (await (await create({ name: 'old name' })).json()) as { id: string };
    const changed = await change(id, { revision: 1, name: 'new name', pollIntervalSeconds: 60 });
    expect(await changed.json()).toMatchObject({ revision: 2, name: 'new name', pollIntervalSeconds: 60, promptDelivery: true });
    const stale = await change(id, { revision: 1, name: 'newer name' });
    expect([stale.status, await stale.json()]).toMatchObject([409, { code: 'stale-revision', current: { name: 'new name' } }]);
    await create({ name: 'taken' });
    expect(await codesOf(await change(id, { revision: 2, name: 'taken' }))).toEqual([400, 'invalid-input', 'name appliance-name-taken']);
  });

  it('of two that are given one name in the same moment, one gets it and the other is told', async () => {
    const made = await Promise.all(['east', 'west', 'north', 'south'].map((name) => create({ name })));
    const ids = await Promise.all(made.map(async (answer) => ((await answer.json()) as { id: string }).id));
    const answers = await Promise.all(ids.map((id) => change(id, { revision: 1, name: 'wanted' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    const refused = answers.find(({ status }) => status === 400)!;
    expect(await codesOf(refused)).toEqual([400, 'invalid-input', 'name appliance-name-taken']);
  });

  it('retire once, and serve no more', async () => {
    const { id } = (await (await create({ name: 'tired' })).json()) as { id: string };
    const retire = () => manager.fetch(`/api/v1/appliances/${id}/retire`, { method: 'POST' });
    expect(await (await retire()).json()).toMatchObject({ state: 'retired' });
    expect(await codesOf(await retire())).toEqual([409, 'conflict']);
    expect((await manager.fetch(`/api/v1/appliances/${id}/code`, { method: 'POST' })).status).toBe(409);
  });

  it('are listed by page, state and words, and counted', async () => {
    await polled('a-online', 0);
    await polled('b-late', 100_000);
    await polled('c-offline', 300_000);
    await polled('d-retired', 0, { retired: true });
    const first = await list('limit=3');
    expect([first.items.map((one) => `${one.name} ${one.state}`), first.total.count]).toEqual([
      ['a-online online', 'b-late late', 'c-offline offline'],
      4,
    ]);
    expect((await list(`limit=3&cursor=${first.nextCursor}`)).items.map((one) => one.name)).toEqual(['d-retired']);
    expect((await list('query=status:late,offline&sort=name:desc')).items.map((one) => one.name)).toEqual(['c-offline', 'b-late']);
    expect((await list('query=LINE%20a-')).items.map((one) => one.name)).toEqual(['a-online']);
    expect(await codesOf(await manager.fetch('/api/v1/appliances?query=status:asleep&sort=mood:asc'))).toEqual([
      400,
      'invalid-input',
      'query filter-value-invalid',
      'sort sort-unknown',
    ]);
  });

  it('are marked and found when a roll-out wants another version of them, retired ones not', async () => {
    const [old, current] = [await polled('old', 0), await polled('current', 0), await polled('gone', 0, { retired: true })];
    const runs = (scand: string) => JSON.stringify({ appliance: '1.0.0', scand, engines: [] });
    await app.database.pool.query('update appliance set versions = $1', [runs('1.0.0')]);
    await app.database.pool.query('update appliance set versions = $1 where id = $2', [runs('1.1.0'), current]);
    await app.database.pool.query(
      `insert into rollout (id, package, version, phases, phase, phase_since, state, max_failed_percent, failures_since, started_by_name, created_at)
       values ($1, 'scand', '1.1.0', '[{"sharePercent":100}]', 0, now(), 'running', 10, now(), 'Ann', now())`,
      [randomUUID()],
    );
    const named = async (version: string) => (await list(`query=version:${version}`)).items.map(({ name }) => name);
    expect([await named('outdated'), await named('current'), await named('current,outdated')]).toEqual([
      ['old'],
      ['current', 'gone'],
      ['current', 'gone', 'old'],
    ]);
    const { outdated } = await manager.client.appliances.get({ id: old });
    expect(outdated).toEqual([{ package: 'scand', version: '1.0.0', wanted: '1.1.0' }]);
    await app.database.pool.query('delete from rollout');
  });

  it('are sorted by what the list shows, page by page, with what needs a person first', async () => {
    await polled('a-online', 0, { slots: 8 });
    await polled('b-late', 100_000);
    await polled('c-offline', 300_000);
    await polled('d-retired', 0, { retired: true });
    await create({ name: 'e-new' });
    await app.database.pool.query(`update appliance set clock_offset_ms = -900, capacity = '{"slots":4,"used":3}' where name = 'b-late'`);
    await app.database.pool.query(
      `update appliance set clock_offset_ms = 20, versions = '{"appliance":"1.0.3","scand":"1.0.3","engines":[]}' where name = 'a-online'`,
    );
    const initials = async (sort: string) => {
      const first = await list(`sort=${sort}&limit=3`);
      const second = await list(`sort=${sort}&limit=3&cursor=${first.nextCursor}`);
      return [...first.items, ...second.items].map(({ name }) => name[0]).join('');
    };
    expect(await initials('state:asc')).toBe('cbead');
    expect((await initials('missedPolls:desc')).slice(0, 2)).toBe('cb');
    expect((await initials('used:desc')).slice(0, 1)).toBe('b');
    expect((await initials('clockOffset:desc')).slice(0, 2)).toBe('ba');
    expect((await initials('scand:asc')).slice(0, 1)).toBe('a');
    expect((await initials('nextPollAt:asc')).at(-1)).toBe('e');
  });

  it('are summed up, and saved as a file of exactly the columns that are shown', async () => {
    await polled('a-online', 0, { slots: 8 });
    await polled('c-offline', 300_000, { slots: 4 });
    await polled('d-retired', 0, { retired: true });
    expect(await (await manager.fetch('/api/v1/appliances/summary')).json()).toEqual({
      states: [
        { state: 'online', count: 1 },
        { state: 'offline', count: 1 },
        { state: 'retired', count: 1 },
      ],
      slots: { used: 0, total: 12 },
    });
    const file = await manager.fetch('/api/v1/appliances/export?query=status:offline,online&sort=name:desc&columns=name,missed');
    expect(await file.text()).toBe('name,location,host_name,polls_missed\r\nc-offline,,,4\r\na-online,,,0\r\n');
    expect(await codesOf(await manager.fetch('/api/v1/appliances/export?columns=mood'))).toContain('columns column-unknown');
  });

  it('tell of nothing handed to them and no update, until there was one', async () => {
    const id = await polled('a-online', 0);
    for (const past of ['jobs', 'updates']) {
      expect(await (await manager.fetch(`/api/v1/appliances/${id}/${past}`)).json()).toEqual({ items: [] });
      expect((await manager.fetch(`/api/v1/appliances/${randomUUID()}/${past}`)).status).toBe(404);
    }
    await app.database.pool.query(
      `insert into appliance_update (appliance_id, package, at, state, from_version, to_version, reason, received_at)
       values ($1, 'scand', '2026-03-05T12:00:00Z', 'failed', '1.0.2', '1.0.3', 'it did not start', '2026-03-05T12:00:01Z')`,
      [id],
    );
    expect(await (await manager.fetch(`/api/v1/appliances/${id}/updates`)).json()).toEqual({
      items: [
        {
          ...{ package: 'scand', at: '2026-03-05T12:00:00Z', state: 'failed', reason: 'it did not start' },
          ...{ fromVersion: '1.0.2', toVersion: '1.0.3' },
        },
      ],
    });
  });

  it('name the scans that they work on to those alone who may see them', async () => {
    const id = await polled('a-busy', 0);
    const order = { title: 'Board network', target: { kind: 'hosts', include: ['10.1.0.1'] }, scanners: { kind: 'any' } };
    await app.services.profiles.createStandardProfiles();
    const launched = await manager.fetch('/api/v1/scans', { method: 'POST', json: order });
    expect(launched.status).toBe(201);
    const scan = (await launched.json()) as { id: string };
    await app.database.pool.query(`update slice set state = 'leased', appliance_id = $1 where scan_id = $2`, [id, scan.id]);
    const scanner = await app.signIn('scanner');
    const seenBy = async (person: TestPerson, path: string) => (await person.fetch(`/api/v1/appliances${path}`)).text();
    expect(JSON.parse(await seenBy(manager, `/${id}`)).runningSlices).toMatchObject([{ scanId: scan.id, scanTitle: 'Board network' }]);
    for (const path of [`/${id}`, '', `/${id}/jobs`]) {
      const seen = await seenBy(scanner, path);
      expect(seen).not.toContain('Board network');
      expect(seen).not.toContain(scan.id);
    }
    expect(JSON.parse(await seenBy(scanner, `/${id}`))).toMatchObject({ state: 'busy', runningSlices: [{ index: 0, hostsTotal: 1 }] });
    await app.database.pool.query(`update slice set state = 'queued', appliance_id = null`);
  });

  it('have the same state in a filter of the database as in the rules', async () => {
    const edges = [0, 60_000, 75_000, 75_001, 135_000, 195_000, 195_001, 30 * 86_400_000 - 1, 30 * 86_400_000];
    const update = (at: number) => ({ package: 'scand', state: 'installing', to: '1.2.0', at });
    const updates = [null, [], [update(app.clock.now() - 1_200_000)], [update(app.clock.now() - 1_199_999)]];
    for (const [ago, told] of [...edges.map((edge) => [edge, null] as const), ...updates.map((one) => [0, one] as const)]) {
      await app.database.pool.query('delete from appliance');
      const id = await polled('edge', ago);
      await app.database.pool.query('update appliance set updates = $1', [told && JSON.stringify(told)]);
      const facts = { ...toAppliance((await readAppliance(app.database.db, id))!), runningSlices: 0 };
      const expected = applianceState(facts, app.clock.now()).state;
      for (const state of APPLIANCE_STATES) {
        const count = await countAppliances(app.database.db, { states: [state], words: [] }, app.clock.now());
        expect([ago, state, count]).toEqual([ago, state, state === expected ? 1 : 0]);
      }
    }
  });
});

describe('why a scan waits', () => {
  const reason = (ids?: string[]) =>
    createWaitingReason(app.clock.now)(app.database.db, { scanners: ids === undefined ? { kind: 'any' } : { kind: 'appliances', ids } });

  it('is said in a sentence', async () => {
    expect(await reason()).toBe('There is no appliance yet');
    expect(await reason([randomUUID()])).toBe('Every allowed appliance is retired');
    const gone = await polled('lax-scan-01', 86_400_000);
    expect(await reason([gone])).toBe('lax-scan-01 is offline since 2026-03-04 18:45 UTC');
    const gone2 = await polled('lax-scan-02', 86_400_000);
    expect(await reason()).toBe('No appliance is online');
    expect(await reason([gone, gone2])).toBe('None of the 2 allowed appliances is online');
    const full = [await polled('full-1', 0, { slots: 0 }), await polled('full-2', 0, { slots: 0 })];
    expect(await reason(full)).toBe('All 2 allowed appliances are full');
    expect(await reason([full[0]!])).toBe('full-1 is full');
    expect(await reason([full[0]!, gone])).toBe('The only one of 2 allowed appliances that is online is full');
    await polled('ready', 0);
    expect(await reason()).toBeUndefined();
    await app.database.pool.query('update appliance set prompt_delivery = false');
    expect(await reason()).toBe('Waits for the next poll of an appliance, due 2026-03-05 18:43 UTC');
  });
});

it('an appliance that falls silent is told of when it crosses the line, once', async () => {
  const told: string[] = [];
  await app.services.appliances.upkeep.noteSilence();
  const id = await polled('silent', 0);
  const client = await app.database.pool.connect();
  client.on('notification', ({ payload }) => {
    if (payload?.includes(id)) told.push(payload);
  });
  await client.query('listen watchbill_changes');
  const next = async (ms: number) => {
    app.clock.advance(ms);
    await app.services.appliances.upkeep.noteSilence();
    await client.query('select 1'); // Whatever was announced has arrived before the answer.
    return told.splice(0).length;
  };
  expect([await next(75_000), await next(1), await next(60_000), await next(60_000), await next(60_000)]).toEqual([0, 1, 0, 1, 0]);
  client.release(true);
});
