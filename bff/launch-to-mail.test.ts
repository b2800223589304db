import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_SCHEDULED_SCANS } from './domain/settings/scheduled-scans.ts';
import { agentRoutes } from './features/appliances/agent-routes.ts';
import { createBeforeRound } from './features/schedules/before-ticker.ts';
import { createLaunchTicker } from './features/schedules/launch-ticker.ts';
import { createServices, type Services } from './services.ts';
import { tables } from './storage/database.ts';
import { registerAgent } from './testing/agent-speaker.ts';
import { startMailServer, type TestMailServer } from './testing/mail-server.ts';
import { createTestApp, type TestApp, type TestPerson } from './testing/test-app.ts';
import { testTimers } from './testing/test-timers.ts';

const START = '2026-03-05T18:42:00Z';
const GROUP = ['noc@corp.example', 'ops@corp.example'];

let app: TestApp;
let smtp: TestMailServer;
let ann: TestPerson;
let groupId: string;
let replicas: readonly ReturnType<typeof replicaOf>[];

beforeAll(async () => {
  smtp = await startMailServer();
  app = await createTestApp({ agentRoutes: (services) => [agentRoutes(services.appliances.agents)] });
  replicas = [app.services, createServices(app.deps)].map(replicaOf);
});
beforeEach(async () => {
  await app.database.truncate();
  app.clock.set(START);
  await app.services.profiles.createStandardProfiles();
  ann = await app.signIn({ role: 'manager', primaryContact: true, name: 'Ann' });
  const server = { host: '127.0.0.1', port: smtp.port, security: 'starttls', user: smtp.user, password: smtp.password } as const;
  const { revision } = await ann.client.setup.mail();
  await ann.client.setup.changeMail({
    server: { ...server, from: 'watchbill@corp.example', trustedCertificate: smtp.certificate },
    revision,
  });
  // The owner is in the group too, written otherwise: one mail all the same.
  groupId = (await ann.client.distributionGroups.create({ name: 'Operations', emails: [...GROUP, ann.actor.email.toUpperCase()] })).id;
  smtp.forget();
});
afterAll(async () => {
  for (const { mailer } of replicas) mailer.close();
  await app.close();
  await smtp.close();
});

const replicaOf = (services: Services) => ({ ...services, rounds: roundsOf(services) });

/** What the server does by itself between a decision and its mails, in that order. */
function roundsOf(services: Services): (() => Promise<unknown>)[] {
  const { settings: setup, scanStarter: scans, notices, notifications, assets, appliances } = services;
  const onError = (error: unknown) => {
    throw error;
  };
  const launches = createLaunchTicker({ ...app.deps, timers: testTimers(), setup, scans, notices, targets: assets.targets, onError });
  const { alerts } = appliances.monitoring;
  return [createBeforeRound({ ...app.deps, notices }), launches.round, alerts, notifications.compose, notifications.outbox.round];
}

/** That moment comes: every ticker of both replicas runs at once, and all of them once more. Answers the mails that arrived. */
async function at(iso: string, running = replicas) {
  app.clock.set(iso);
  for (let turn = 0; turn < 2; turn += 1) {
    for (const i of [0, 1, 2, 3, 4]) await Promise.all(running.map(({ rounds }) => rounds[i]!()));
  }
  const mails = smtp.received.map(({ to, subject, text, headers }) => ({ to: to.join(), subject, text, headers }));
  smtp.forget();
  return mails.sort((a, b) => (a.subject + a.to < b.subject + b.to ? -1 : 1));
}

const everybody = () => [ann.actor.email, ...GROUP].sort();
/** Subject and recipients of each notice. */
const told = (mails: Awaited<ReturnType<typeof at>>) => {
  const subjects = [...new Set(mails.map(({ subject }) => subject))];
  return subjects.map((subject) => [subject, mails.filter((mail) => mail.subject === subject).map(({ to }) => to.toLowerCase())]);
};

const MESSAGE = '<b>Call</b> the NOC & <script>alert(1)</script>';
const words = { message: MESSAGE };

async function create(title: string, fields: object = {}): Promise<string> {
  app.clock.advance(1);
  const plan = { start: '2026-03-06T02:30', timeZone: 'America/Los_Angeles', observeDst: true, recurrence: { kind: 'daily', every: 1 } };
  const target = { kind: 'hosts', include: ['192.0.2.0/28'] };
  const events = {
    before: { amount: 10, unit: 'minutes', ...words },
    completed: words,
    delayed: words,
    skipped: words,
    deactivated: words,
  };
  const notifications = { ...events, distributionGroupIds: [groupId] };
  const json = { ...plan, title, target, scanners: { kind: 'any' }, notifications, ...fields };
  const answer = await ann.fetch('/api/v1/schedules', { method: 'POST', json });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

/** An appliance takes and ends all slices of the scan that the schedule started last. */
async function endScanOf(scheduleId: string): Promise<void> {
  const { scan, slice } = tables;
  const [started] = await app.deps.db.select({ id: scan.id }).from(scan).where(eq(scan.scheduleId, scheduleId)).orderBy(asc(scan.number));
  const slices = await app.deps.db.select({ id: slice.id }).from(slice).where(eq(slice.scanId, started!.id));
  const { scanProgress } = app.services;
  for (const { id } of slices) {
    const ref = { scanId: started!.id, sliceId: id, at: app.clock.now() };
    await app.deps.uow(async (work) => {
      await scanProgress.sliceAccepted(work, ref);
      await scanProgress.sliceStarted(work, ref);
      await scanProgress.sliceEnded(work, { ...ref, outcome: 'finished' });
    });
  }
}

async function setRules(rules: object): Promise<void> {
  const { revision } = await ann.client.setup.scheduledScans();
  await ann.client.setup.changeScheduledScans({ ...DEFAULT_SCHEDULED_SCANS, ...rules, revision });
}

describe('from the launcher to the mailbox, each mail once though every ticker runs on two replicas', () => {
  test('before a launch, and when its scan has ended, the owner and the group are told', async () => {
    const id = await create('Weekly <i>DMZ</i>');
    expect(await at('2026-03-06T10:19:59Z')).toEqual([]);
    const before = await at('2026-03-06T10:20:00Z');
    expect(told(before)).toEqual([['Upcoming: Weekly <i>DMZ</i>, Fri 6 Mar 02:30 PST', everybody()]]);
    for (const { text, headers } of before) {
      expect(text).toContain(MESSAGE);
      expect(text).toContain('told 10 minutes before');
      expect(headers.join('\n')).toMatch(/Content-Type: text\/plain/);
      expect(headers.join('\n')).not.toMatch(/text\/html|multipart/);
    }
    expect(await at('2026-03-06T10:30:00Z')).toEqual([]);
    await endScanOf(id);
    const completed = await at('2026-03-06T10:31:00Z');
    expect(told(completed)).toEqual([[expect.stringMatching(/^Finished: Weekly <i>DMZ<\/i>, Fri 6 Mar 02:30 PST$/), everybody()]]);
    expect(completed[0]!.text).toContain(MESSAGE);
    expect(completed[0]!.text).toContain('Next launch: ');
    expect(await at('2026-03-06T10:32:00Z')).toEqual([]);
  });

  test('a launch that waits and is then late is told of once', async () => {
    await setRules({ maxConcurrentScans: 1 });
    const first = await create('First', { notifications: { distributionGroupIds: [] } });
    await create('Second');
    await at('2026-03-06T10:29:59Z');
    expect(told(await at('2026-03-06T10:30:00Z'))).toEqual([['Delayed: Second, Fri 6 Mar 02:30 PST', everybody()]]);
    await endScanOf(first);
    expect(await at('2026-03-06T10:40:00Z')).toEqual([]);
    const { items } = await ann.client.launches.list({ query: 'verdict:late' });
    expect(items).toHaveLength(1);
  });

  test('a launch that the scan before stands in the way of, and the deactivation after the last one, are told of', async () => {
    await setRules({ preventOverlap: true });
    const id = await create('Twice', { endsAfter: 2 });
    await at('2026-03-06T10:29:59Z');
    expect(await at('2026-03-06T10:30:00Z')).toEqual([]);
    await at('2026-03-07T10:29:59Z');
    const mails = await at('2026-03-07T10:30:00Z');
    expect(told(mails)).toEqual([
      ['Deactivated: Twice, Sat 7 Mar 02:30 PST', everybody()],
      ['Skipped: Twice, Sat 7 Mar 02:30 PST', everybody()],
    ]);
    expect((await ann.client.schedules.get({ id })).active).toBe(false);
    expect(await at('2026-03-08T10:30:00Z')).toEqual([]);
  });

  test('a deactivation by a person is told to nobody, and ends the notices before launches', async () => {
    const id = await create('By hand');
    await ann.client.schedules.deactivate({ id });
    expect(await at('2026-03-06T10:20:00Z')).toEqual([]);
    expect(await at('2026-03-06T10:30:00Z')).toEqual([]);
    expect((await ann.client.notifications.list({})).items).toEqual([]);
  });

  test('who retires an appliance sees what depends on it alone; that is deactivated with it, and its owner told, asked for or not', async () => {
    const { id: gone } = await ann.client.appliances.create({ name: 'lax-scan-01' });
    const { id: stays } = await ann.client.appliances.create({ name: 'lax-scan-02' });
    const { id: before } = await ann.client.appliances.create({ name: 'lax-scan-00' });
    await ann.client.appliances.retire({ id: before });
    const on = (...ids: string[]) => ({ scanners: { kind: 'appliances', ids } });
    const alone = await create('Weekly DMZ', on(gone));
    const quiet = await create('Nightly', { ...on(gone), notifications: { distributionGroupIds: [] } });
    const shared = await create('Shared', on(gone, stays));
    const { schedules } = await ann.client.appliances.dependents({ id: gone });
    expect(schedules.map(({ id, title, owner }) => [id, title, owner.name])).toEqual([
      [quiet, 'Nightly', 'Ann'],
      [alone, 'Weekly DMZ', 'Ann'],
    ]);
    await expect(ann.client.appliances.retire({ id: gone, deactivates: [quiet] })).rejects.toThrow('"Weekly DMZ"');
    expect((await ann.client.schedules.get({ id: quiet })).active).toBe(true);
    await ann.client.appliances.retire({ id: gone, deactivates: [quiet, alone, shared] });
    const states = await Promise.all([quiet, alone, shared].map((id) => ann.client.schedules.get({ id })));
    expect(states.map(({ active, inactiveReason }) => [active, inactiveReason])).toEqual([
      [false, 'appliance-retired'],
      [false, 'appliance-retired'],
      [true, undefined],
    ]);
    const mails = await at('2026-03-05T19:00:00Z');
    expect(told(mails)).toEqual([
      ['Deactivated: Nightly, Thu 5 Mar 10:42 PST', [ann.actor.email]],
      ['Deactivated: Weekly DMZ, Thu 5 Mar 10:42 PST', everybody()],
    ]);
    expect(mails[0]!.text).toContain('The only appliance that it scans with was retired. Give it another scanner and reactivate it.');
  });

  test('an appliance that falls silent, and is back, is told of once each, also by a server that was started again meanwhile', async () => {
    const { revision, ...rules } = await ann.client.monitoring.alerts();
    await ann.client.monitoring.changeAlerts({ ...rules, afterMissedPolls: 2, distributionGroupIds: [groupId], revision });
    const { id, personalizationCode } = await ann.client.appliances.create({ name: 'lax-scan-01', pollIntervalSeconds: 60 });
    const appliance = await registerAgent({ url: app.url, now: app.clock.now }, personalizationCode);
    await at('2026-03-06T10:00:00Z');
    await appliance.poll();
    const { nextPollAt = '' } = await ann.client.appliances.get({ id });
    const due = (seconds: number) => new Date(Date.parse(nextPollAt) + seconds * 1000).toISOString();
    // Two polls and the grace of 15 s: to the second before, nobody is told.
    await at(due(0));
    expect(await at(due(75))).toEqual([]);
    const offline = await at(due(76));
    expect(told(offline)).toEqual([['Offline: lax-scan-01, Fri 6 Mar 10:00 UTC', everybody()]]);
    expect(offline[0]!.text).toContain('missed 2 polls in a row. It was last heard of at Fri 6 Mar 10:00 UTC (2026-03-06 10:00:00 UTC)');
    expect(await at(due(140))).toEqual([]);

    const restarted = [replicaOf(createServices(app.deps))];
    for (const seconds of [250, 360]) expect(await at(due(seconds), restarted)).toEqual([]);
    await appliance.poll();
    const back = await at(due(361), restarted);
    expect(told(back)).toEqual([[expect.stringMatching(/^Back: lax-scan-01, Fri 6 Mar 10:0\d UTC$/), everybody()]]);
    expect(back[0]!.text).toMatch(/It was silent for [67] min\./);
    expect(await at(due(370))).toEqual([]);
    restarted[0]!.mailer.close();
  });
});
