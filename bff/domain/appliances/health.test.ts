import { describe, expect, it } from 'vitest';
import { instant, toIso } from '../time/instant.ts';
import { applianceState, type HealthFacts } from './health.ts';

const at = (iso: string) => instant(Date.parse(iso));
const POLLED: HealthFacts = {
  createdAt: at('2026-03-01T00:00:00Z'),
  registeredAt: at('2026-03-01T01:00:00Z'),
  lastPollAt: at('2026-03-05T12:00:00Z'),
  nextPollAt: at('2026-03-05T12:03:10Z'),
  onlineSince: at('2026-03-04T00:00:00Z'),
  pollIntervalSeconds: 190,
  runningSlices: 0,
};

const UPDATE = { package: 'scand', state: 'installing', to: '1.2.0', at: at('2026-03-05T11:50:00Z') } as const;

describe('the state of an appliance', () => {
  it.each<[string, Partial<HealthFacts>, string, string, number, string]>([
    [
      'created only',
      { registeredAt: undefined, lastPollAt: undefined, nextPollAt: undefined },
      '2026-03-05T12:00:00Z',
      'never-connected',
      0,
      '2026-03-01T00:00:00Z',
    ],
    [
      'registered, no poll yet',
      { lastPollAt: undefined, nextPollAt: undefined },
      '2026-03-05T12:00:00Z',
      'never-connected',
      0,
      '2026-03-01T01:00:00Z',
    ],
    ['right after a poll', {}, '2026-03-05T12:00:00Z', 'online', 0, '2026-03-04T00:00:00Z'],
    ['with work', { runningSlices: 2 }, '2026-03-05T12:00:00Z', 'busy', 0, '2026-03-04T00:00:00Z'],
    ['at an update', { updates: [UPDATE], runningSlices: 2 }, '2026-03-05T12:00:00Z', 'updating', 0, '2026-03-05T11:50:00Z'],
    ['an update that it never ended', { updates: [UPDATE] }, '2026-03-05T12:10:00Z', 'offline', 3, '2026-03-05T12:09:45Z'],
    [
      'an update too long ago',
      { updates: [{ ...UPDATE, at: UPDATE.at - 600_000 }] },
      '2026-03-05T12:00:00Z',
      'online',
      0,
      '2026-03-04T00:00:00Z',
    ],
    [
      'an update that is over',
      { updates: [{ ...UPDATE, state: 'installed' }] },
      '2026-03-05T12:00:00Z',
      'online',
      0,
      '2026-03-04T00:00:00Z',
    ],
    ['at an update, one poll missed', { updates: [UPDATE] }, '2026-03-05T12:04:00Z', 'late', 1, '2026-03-05T12:03:25Z'],
    ['within the grace', {}, '2026-03-05T12:03:25Z', 'online', 0, '2026-03-04T00:00:00Z'],
    ['one poll missed', {}, '2026-03-05T12:03:25.001Z', 'late', 1, '2026-03-05T12:03:25Z'],
    ['one poll missed, at work', { runningSlices: 1 }, '2026-03-05T12:04:00Z', 'late', 1, '2026-03-05T12:03:25Z'],
    ['two polls missed', {}, '2026-03-05T12:06:36Z', 'late', 2, '2026-03-05T12:03:25Z'],
    ['the last moment before the third', {}, '2026-03-05T12:09:45Z', 'late', 2, '2026-03-05T12:03:25Z'],
    ['three polls missed', {}, '2026-03-05T12:09:45.001Z', 'offline', 3, '2026-03-05T12:09:45Z'],
    ['a day of silence', {}, '2026-03-06T12:00:00Z', 'offline', 454, '2026-03-05T12:09:45Z'],
    ['30 days of silence', {}, '2026-04-04T12:00:00Z', 'missing', 13642, '2026-04-04T12:00:00Z'],
    ['retired, whatever else', { retiredAt: at('2026-03-05T13:00:00Z') }, '2026-04-04T12:00:00Z', 'retired', 0, '2026-03-05T13:00:00Z'],
  ])('%s', (_name, facts, now, ...expected) => {
    const health = applianceState({ ...POLLED, ...facts }, at(now));
    expect([health.state, health.missedPolls, toIso(health.since)]).toEqual(expected);
  });

  it('says why in words', () => {
    const reason = (facts: Partial<HealthFacts>, now: string) => applianceState({ ...POLLED, ...facts }, at(now)).reason;
    expect(reason({}, '2026-03-05T12:10:00Z')).toBe('Missed 3 polls; the first was due 2026-03-05 12:03 UTC');
    expect(reason({ runningSlices: 1 }, '2026-03-05T12:00:00Z')).toBe('Online since 2026-03-04 00:00 UTC, works on 1 slice');
    expect(reason({ runningSlices: 2, updates: [UPDATE] }, '2026-03-05T12:00:00Z')).toBe(
      'Updates scand to 1.2.0 since 2026-03-05 11:50 UTC, works on 2 slices',
    );
    expect(reason({}, '2026-03-05T12:00:00Z')).toBe('No poll missed since 2026-03-04 00:00 UTC');
  });
});
