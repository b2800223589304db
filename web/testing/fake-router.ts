import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import { fakeAppliances } from './fake-appliances.ts';
import { fakeBulk } from './fake-bulk.ts';
import { fakeBusinessUnits } from './fake-business-units.ts';
import { fakeCalendar } from './fake-calendar.ts';
import { fakeCommands } from './fake-commands.ts';
import { fakeContainerRoutes } from './fake-containers.ts';
import { fakeCsv } from './fake-csv.ts';
import { fakeDistributionRoutes } from './fake-distribution.ts';
import { fakeDownloads } from './fake-downloads.ts';
import { fakePage } from './fake-list.ts';
import { fakeMonitoring } from './fake-monitoring.ts';
import { fakeGroups, fakeNotifications } from './fake-notifications.ts';
import { fakeQql } from './fake-qql.ts';
import type { FakeState } from './fake-state.ts';
import { fakeTargetRoutes } from './fake-targets.ts';
import { fakeUsers } from './fake-users.ts';
import { decideHeld, fakeViews } from './fake-views.ts';
import { sceneCalendar } from './scene/calendar.ts';
import { PROFILES, SCENE_NOW, sceneId } from './scene/identity.ts';
import { SCENE_ZONES } from './scene/time-zones.ts';

const os = implement(contract);

const notFound = () => new ORPCError('not-found', { defined: true, status: 404, message: 'It is gone, or outside what you may see.' });

function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw notFound();
  return item;
}

const byId = <Item extends { readonly id: string }>(items: readonly Item[], id: string): Item => found(items.find((one) => one.id === id));

/** Replaces one thing in a list. */
const changed = <Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] =>
  items.map((one) => (one.id === item.id ? item : one));

const account = (state: FakeState) =>
  os.account.router({
    me: os.account.me.handler(() => state.me),
    changeMe: os.account.changeMe.handler(({ input }) => {
      const { timeZone: _old, ...me } = state.me;
      const timeZone = input.timeZone === undefined ? state.me.timeZone : input.timeZone;
      state.me = { ...me, ...(input.name !== undefined && { name: input.name }), ...(timeZone != null && { timeZone }) };
      return state.me;
    }),
    firstRun: os.account.firstRun.handler(({ input }) => {
      if (input.token !== state.firstRunToken) {
        const issues = [{ path: ['token'], code: 'first-run-link-not-valid', message: 'This link was used, or replaced by a newer one.' }];
        throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
      }
      state.firstRunToken = undefined;
      state.password = input.password;
      state.me = { ...state.me, name: input.name, email: input.email };
      return { email: input.email };
    }),
    checkFirstRun: os.account.checkFirstRun.handler(({ input }) => ({ valid: input.token === state.firstRunToken })),
    checkInvitation: os.account.checkInvitation.handler(({ input }) => {
      const valid = input.token === state.invitationToken;
      return valid
        ? { valid, person: { name: 'Noor Haddad', email: 'noor.haddad@corp.example', expiresAt: '2026-03-12T18:42:00Z' } }
        : { valid };
    }),
    acceptInvitation: os.account.acceptInvitation.handler(({ input }) => {
      state.invitationToken = undefined;
      state.password = input.password;
      state.me = { ...state.me, name: input.name };
      return { email: 'noor.haddad@corp.example' };
    }),
  });

const scans = (state: FakeState) => {
  const move = (id: string, to: 'pausing' | 'running' | 'canceling') => {
    const next = { ...byId(state.scans, id), state: to };
    state.scans = changed(state.scans, next);
    return next;
  };
  return os.scans.router({
    list: os.scans.list.handler(({ input }) => fakePage(state.scans, input, { state: ({ state: one }, values) => values.includes(one) })),
    export: os.scans.export.handler(() => fakeCsv('scans')),
    get: os.scans.get.handler(({ input }) => byId(state.scans, input.id)),
    create: os.scans.create.handler(({ input }) => ({ ...found(state.scans[0]), title: input.title, state: 'queued' as const })),
    relaunch: os.scans.relaunch.handler(({ input }) => {
      const { title, target, optionProfile, scanners, duration } = byId(state.scans, input.id);
      const draft = {
        title,
        target,
        optionProfileId: optionProfile.id,
        scanners,
        priority: 0,
        ...(duration !== undefined && { duration }),
      };
      return { draft, tagsPrefilled: target.kind !== 'hosts', warnings: [] };
    }),
    pause: os.scans.pause.handler(({ input }) => move(input.id, 'pausing')),
    resume: os.scans.resume.handler(({ input }) => move(input.id, 'running')),
    cancel: os.scans.cancel.handler(({ input }) => move(input.id, 'canceling')),
    slices: os.scans.slices.handler(() => ({ items: [] })),
    waits: os.scans.waits.handler(({ input }) => ({ items: state.waits.get(input.id) ?? [] })),
    results: os.scans.results.handler(() => ({ items: [], nextCursor: null, total: { count: 0, exact: true } })),
    report: os.scans.report.handler(() => ({ headers: {}, body: new File(['<h1>Report</h1>'], 'report.html', { type: 'text/html' }) })),
  });
};

const schedules = (state: FakeState) => {
  const switchTo = (id: string, active: boolean) => {
    const next = { ...byId(state.schedules, id), active };
    state.schedules = changed(state.schedules, next);
    return next;
  };
  return os.schedules.router({
    list: os.schedules.list.handler(({ input }) =>
      fakePage(state.schedules, input, {
        status: ({ active }, values) => values.includes(active ? 'active' : 'inactive'),
        unit: ({ businessUnitId: of }, [text = '']) =>
          text === 'none' ? of === undefined : state.businessUnits.some(({ id, name }) => id === of && name.includes(text)),
        scanner: ({ scanners, scannerNames }, [text = '']) =>
          text === 'any' ? scanners.kind === 'any' : scannerNames.some((name) => name.includes(text)),
        title: ({ title }, [text]) => title.toLowerCase().includes(text?.toLowerCase() ?? ''),
      }),
    ),
    export: os.schedules.export.handler(() => fakeCsv('schedules')),
    get: os.schedules.get.handler(({ input }) => byId(state.schedules, input.id)),
    create: os.schedules.create.handler(({ input: { acknowledge: _acknowledged, ownerId: _owner, ...input } }) => {
      const fields = { ...input, observeDst: input.observeDst ?? true };
      const schedule = { ...found(state.schedules[1]), ...fields, id: sceneId(1, 900), optionProfileId: PROFILES[0]!.id };
      state.schedules = [...state.schedules, schedule];
      return schedule;
    }),
    replace: os.schedules.replace.handler(({ input: { acknowledge: _acknowledged, ownerId: _owner, ...input } }) => {
      const before = byId(state.schedules, input.id);
      if (before.revision !== input.revision) {
        throw new ORPCError('stale-revision', {
          defined: true,
          status: 409,
          message: 'It was changed meanwhile.',
          data: { current: before },
        });
      }
      const kept = {
        optionProfileId: input.optionProfileId ?? before.optionProfileId,
        observeDst: input.observeDst ?? before.observeDst,
      };
      const next = { ...before, ...input, ...kept, revision: input.revision + 1 };
      state.schedules = changed(state.schedules, next);
      return next;
    }),
    remove: os.schedules.remove.handler(({ input }) => {
      state.schedules = state.schedules.filter(({ id }) => id !== input.id);
    }),
    activate: os.schedules.activate.handler(({ input }) => switchTo(input.id, true)),
    deactivate: os.schedules.deactivate.handler(({ input }) => switchTo(input.id, false)),
    launch: os.schedules.launch.handler(() => ({ scanId: found(state.scans[0]).id })),
    preview: os.schedules.preview.handler(() => ({
      launches: state.schedules.flatMap(({ nextLaunch }) => (nextLaunch === undefined ? [] : [nextLaunch])).slice(0, 8),
      sentence: 'Every day at 02:30, Los Angeles time, from 8 March; ends after 15 launches; follows daylight saving.',
      shortSentence: 'Every day at 02:30, ends after 15',
      clockChanges: [],
      more: true,
    })),
    diff: os.schedules.diff.handler(() => ({ from: SCENE_NOW, to: '2026-06-03T18:42:00Z', added: 0, moved: 0, lost: 0, changes: [] })),
    launches: os.schedules.launches.handler(({ input }) =>
      fakePage(
        state.launches.filter(({ scheduleId }) => scheduleId === input.id),
        input,
        {},
      ),
    ),
  });
};

/** Without schedules there is nothing on the calendar either. */
const calendarEntries = (state: FakeState) => (from: string, to: string) => (state.schedules.length === 0 ? [] : sceneCalendar(from, to));

/** The contract, answered from the state. Pages under construction extend what they need. */
export const fakeRouter = (state: FakeState) =>
  os.router({
    account: account(state),
    businessUnits: fakeBusinessUnits(state),
    appliances: fakeAppliances(state),
    commands: fakeCommands(state),
    distributionGroups: fakeGroups(state),
    downloads: fakeDownloads(state),
    monitoring: fakeMonitoring(state),
    notifications: fakeNotifications(state),
    scans: scans(state),
    schedules: schedules(state),
    calendar: {
      list: os.calendar.list.handler(({ input }) => fakeCalendar(calendarEntries(state), input)),
    },
    launches: {
      list: os.launches.list.handler(({ input }) =>
        fakePage(state.launches, input, {
          verdict: ({ verdict, reason }, values) => values.includes(reason?.code === 'held' ? 'held' : verdict),
        }),
      ),
      release: os.launches.release.handler(({ input }) => ({ released: decideHeld(state, input.launchIds) })),
      decline: os.launches.decline.handler(({ input }) => ({ declined: decideHeld(state, input.launchIds) })),
      export: os.launches.export.handler(() => fakeCsv('launches')),
    },
    live: {
      events: os.live.events.handler(async function* ({ signal }) {
        // Open until the reader goes away; the scene stands still.
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        yield* [];
      }),
    },
    platform: {
      status: os.platform.status.handler(() => ({
        version: '1.0.3',
        healthy: true,
        problems: [],
        serverTime: SCENE_NOW,
        timeZoneData: '2026a',
        counts: {
          schedules: state.schedules.length,
          scansActive: state.scans.length,
          appliances: state.appliances.length,
          launches: state.launches.length,
          heldLaunches: state.launches.filter(({ reason }) => reason?.code === 'held').length,
        },
      })),
    },
    qql: fakeQql(),
    ...fakeContainerRoutes(state),
    ...fakeDistributionRoutes(state),
    ...fakeTargetRoutes(state),
    scheduleBulk: fakeBulk(state),
    views: fakeViews(state),
    setup: {
      scheduledScans: os.setup.scheduledScans.handler(() => ({ ...state.setup, revision: 1 })),
      changeScheduledScans: os.setup.changeScheduledScans.handler(({ input }) => {
        state.setup = input;
        return { ...input, revision: input.revision + 1 };
      }),
      mail: os.setup.mail.handler(() => state.mail),
      changeMail: os.setup.changeMail.handler(({ input: { server, revision } }) => {
        const { password, ...known } = server ?? { password: undefined };
        const kept = password === undefined && state.mail.server?.passwordSet === true;
        const source = server === null ? 'none' : 'settings';
        const saved = 'host' in known ? { ...known, passwordSet: kept || (password ?? '') !== '' } : null;
        state.mail = { server: saved, source, waiting: 0, revision: revision + 1 };
        return state.mail;
      }),
      testMail: os.setup.testMail.handler(() => ({ accepted: true, response: '250 2.0.0 Ok: queued as 4F2C91' })),
    },
    timeZones: {
      list: os.timeZones.list.handler(() => [...SCENE_ZONES]),
      find: os.timeZones.find.handler(({ input }) => {
        const nearest = found(SCENE_ZONES[0]).id;
        return { supported: false, id: nearest, message: `time zone not supported: ${input.zone}; nearest supported zone: ${nearest}` };
      }),
    },
    users: fakeUsers(state),
  });
