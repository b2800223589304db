import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { ApplianceLogEntry, LogSpan } from '#contract/monitoring';
import { fakeCsv } from './fake-csv.ts';
import { fakePage, type TermTests } from './fake-list.ts';
import type { FakeState } from './fake-state.ts';
import { SCENE_NOW, sceneId } from './scene/identity.ts';

const os = implement(contract);
const at = (minutesAgo: number) => new Date(Date.parse(SCENE_NOW) - minutesAgo * 60_000).toISOString();

const EVENTS = [
  { level: 'info', code: 'platform-back', message: 'The platform answers again.', details: { failures: 4, durationSeconds: 252 } },
  { level: 'warn', code: 'platform-lost', message: 'The platform could not be polled.', details: { reason: 'connect ECONNREFUSED' } },
  { level: 'warn', code: 'slice-declined', message: 'Slice declined.', details: { reason: 'The load of 9.2 is above 8.' } },
  { level: 'error', code: 'spool-full', message: 'No room for results. The slice waits.', details: { reason: 'The disk is full.' } },
] as const;

/** A few entries of every appliance. */
const logOf = ({ appliances }: FakeState, id?: string): ApplianceLogEntry[] =>
  appliances
    .filter((one) => id === undefined || one.id === id)
    .slice(0, 5)
    .flatMap(({ id: applianceId, name }, nth) =>
      EVENTS.map((event, index) => ({
        ...{
          id: sceneId(9, nth * 10 + index),
          applianceId,
          applianceName: name,
          number: EVENTS.length - index,
          lost: index === 3 ? 12 : 0,
        },
        ...{ at: at(index * 5), machineAt: at(index * 5), receivedAt: at(index * 5), ...event, details: { ...event.details } },
      })),
    );

const TESTS: TermTests<ApplianceLogEntry> = {
  level: ({ level }, values) => values.includes(level),
  code: ({ code }, values) => values.includes(code),
  appliance: ({ applianceName }, values) => values.some((part) => applianceName.toLowerCase().includes(part.toLowerCase())),
};

/** From inclusive, to exclusive; all are written as the scene writes them. */
const within = (entries: readonly ApplianceLogEntry[], { from = '', to }: LogSpan) =>
  entries.filter(({ at: when }) => when >= from && (to === undefined || when < to));

export const fakeMonitoring = (state: FakeState) => {
  return {
    log: os.monitoring.log.handler(({ input }) => fakePage(within(logOf(state), input), input, TESTS)),
    ofAppliance: os.monitoring.ofAppliance.handler(({ input }) => fakePage(within(logOf(state, input.id), input), input, TESTS)),
    export: os.monitoring.export.handler(() => fakeCsv('appliance-log')),
    clock: os.monitoring.clock.handler(() => ({
      items: [
        { at: at(20), offsetMs: 140 },
        { at: at(60), offsetMs: 2400 },
        { at: at(120), offsetMs: 12 },
        { at: at(180), offsetMs: -60 },
      ],
      alarmMs: 2000,
    })),
    alerts: os.monitoring.alerts.handler(() => ({ ...state.alerts, distributionGroupIds: [...state.alerts.distributionGroupIds] })),
    changeAlerts: os.monitoring.changeAlerts.handler(({ input }) => {
      const current = state.alerts;
      if (input.revision !== current.revision)
        throw new ORPCError('stale-revision', { defined: true, status: 409, message: 'Somebody was faster.', data: { current } });
      const nobody = input.enabled && !input.managers && input.distributionGroupIds.length === 0;
      const message = 'Nobody would be told: choose the managers or a distribution group, or switch the alerts off';
      const issues = [{ path: ['managers'], code: 'nobody-told', message }];
      if (nobody) throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
      const saved = { ...input, revision: input.revision + 1 };
      state.alerts = saved;
      return saved;
    }),
  };
};
