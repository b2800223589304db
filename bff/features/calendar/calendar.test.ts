import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { occurrences } from '../../domain/schedules/occurrences.ts';
import { instant } from '../../domain/time/instant.ts';
import { type CalendarWorld, createCalendarWorld, MADE, planOf } from './testing/calendar-world.ts';

let world: CalendarWorld;
beforeAll(async () => {
  world = await createCalendarWorld();
}, 60_000);
afterAll(() => world.app.close());

const ask: CalendarWorld['ask'] = (...asked) => world.ask(...asked);

type Entry = {
  title: string;
  at: string;
  verdict: string;
  endsAt?: string;
  predictedFrom?: string;
  startedAt?: string;
  pausedBy?: string;
  scheduleId: string;
};
const MONTH = { from: '2026-02-23', to: '2026-04-06', timeZone: 'America/Los_Angeles' };
const names = (entries: Entry[]) => [...new Set(entries.map(({ title }) => title))].sort();

describe('the calendar', () => {
  it('lists what is planned exactly as the engine that launches does, with the totals of each day of the asked zone', async () => {
    const { body } = await ask({ ...MONTH, query: 'verdict:planned' });
    const [from, to] = [instant(Date.parse('2026-03-05T18:42:00Z')), instant(Date.parse('2026-04-06T07:00:00Z'))];
    const expected = MADE.flatMap((made) =>
      occurrences(planOf(made), { from, to }).map(({ at }) => `${new Date(at).toISOString().replace('.000', '')} ${made.title}`),
    ).sort();
    expect(body.entries.map(({ at, title }: Entry) => `${at} ${title}`).sort()).toEqual(expected);
    for (const day of body.days) {
      const due = body.entries.filter(({ at }: Entry) => at >= day.from && at < day.to);
      expect([day.date, day.total]).toEqual([day.date, due.length]);
    }
  });

  it.each([
    [
      'America/Los_Angeles',
      '2026-03-08',
      23,
      [
        [0, 120],
        [180, 1440],
      ],
    ],
    [
      'America/Los_Angeles',
      '2026-11-01',
      25,
      [
        [0, 120],
        [60, 1440],
      ],
    ],
    [
      'Europe/Berlin',
      '2026-03-29',
      23,
      [
        [0, 120],
        [180, 1440],
      ],
    ],
    [
      'Europe/Berlin',
      '2026-10-25',
      25,
      [
        [0, 180],
        [120, 1440],
      ],
    ],
    [
      'Australia/Lord_Howe',
      '2026-04-05',
      24.5,
      [
        [0, 120],
        [90, 1440],
      ],
    ],
    ['America/Santiago', '2026-09-06', 23, [[60, 1440]]],
    [
      'Africa/Cairo',
      '2026-10-29',
      25,
      [
        [0, 1440],
        [1380, 1440],
      ],
    ],
  ])('tells what the clocks of %s do on %s', async (timeZone, date, hours, parts) => {
    const next = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
    const { body } = await ask({ from: date, to: next, timeZone, perHour: 1 });
    const [day] = body.days;
    expect([day.hours, day.parts.map((part: { fromMinute: number; toMinute: number }) => [part.fromMinute, part.toMinute])]).toEqual([
      hours,
      parts,
    ]);
    const given = body.entries.length;
    const hidden = body.fullHours.reduce((sum: number, hour: { total: number }) => sum + hour.total - 1, 0);
    expect(given + hidden).toBe(day.total);
  });

  it('gives the first of each day and counts the rest exactly; page by page nothing is lost or given twice', async () => {
    const whole = await ask(MONTH);
    const month = await ask({ ...MONTH, perDay: 1 });
    expect(month.body.days).toEqual(whole.body.days);
    const firsts = whole.body.days.flatMap((day: { from: string; to: string }) =>
      whole.body.entries.filter(({ at }: Entry) => at >= day.from && at < day.to).slice(0, 1),
    );
    expect(month.body.entries).toEqual(firsts);
    expect([whole.body.truncated, month.body.truncated]).toEqual([false, true]);
    const paged: Entry[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await ask({ ...MONTH, limit: 7, ...(cursor !== '' && { cursor }) });
      paged.push(...body.entries);
      cursor = body.nextCursor;
    }
    expect(paged).toEqual(whole.body.entries);
  });

  it('predicts an end from the median of past runs, not behind the limit, by the limit alone, or not at all', async () => {
    const { body } = await ask({ from: '2026-03-06T00:00:00Z', to: '2026-03-07T20:00:00Z', query: 'verdict:planned' });
    const minutes = ({ at, endsAt }: Entry) => (endsAt === undefined ? undefined : (Date.parse(endsAt) - Date.parse(at)) / 60_000);
    const lengths = new Map(body.entries.map((entry: Entry) => [entry.title, [minutes(entry), entry.predictedFrom]]));
    expect(Object.fromEntries(lengths)).toEqual({
      // Of the last five runs: 60, 60 (late), 45, 300 and 40 minutes.
      'Berlin nightly': [60, 'past-runs'],
      Angeles: [90, 'duration'],
      Tokyo: [600, 'duration'],
      'Ends soon': [undefined, undefined],
      'Of the unit': [undefined, undefined],
    });
  });

  it('tells of the past when it really began, who paused it, what is held, and why', async () => {
    const { body } = await ask({ from: '2026-03-02', to: '2026-03-05', timeZone: 'Europe/Berlin' });
    const told = body.entries.map(({ title, verdict, startedAt, endsAt, pausedBy }: Entry) => ({
      title,
      verdict,
      startedAt,
      endsAt,
      pausedBy,
    }));
    expect(told).toEqual([
      { title: 'Berlin nightly', verdict: 'late', startedAt: '2026-03-02T02:00:00Z', endsAt: '2026-03-02T03:00:00Z' },
      { title: 'Angeles', verdict: 'skipped' },
      { title: 'Angeles', verdict: 'held' },
      { title: 'Tokyo', verdict: 'launched', startedAt: '2026-03-04T22:01:00Z', pausedBy: 'person' },
    ]);
    expect(body.entries[1].reason).toBe('The previous scan had not ended: paused');
  });

  it('gives what lasts into a day beside it, uncounted', async () => {
    const { body } = await ask({ from: '2026-03-05', to: '2026-03-06', timeZone: 'Europe/Berlin', perHour: 5, query: 'title:tokyo' });
    expect(body.continuing.map(({ title }: Entry) => title)).toEqual(['Tokyo']);
    expect(body.days[0].total).toBe(0);
  });

  it.each([
    ['title:berlin', ['Berlin nightly']],
    ['zone:tokyo', ['Tokyo']],
    ['owner:me verdict:missed', []],
    ['unit:em', ['Of the unit']],
    ['unit:none verdict:late,skipped,missed', ['Angeles', 'Berlin nightly']],
    ['scanner:any', ['Angeles', 'Berlin nightly', 'Ends soon', 'Of the unit', 'Tokyo']],
    ['scanner:fra', []],
    ['verdict:missed', ['Gone']],
    ['verdict:held', ['Angeles']],
    ['verdict:skipped,late', ['Angeles', 'Berlin nightly']],
    ['status:inactive', []],
    ['owner:"nobody"', []],
    ['', ['Angeles', 'Berlin nightly', 'Ends soon', 'Gone', 'Of the unit', 'Tokyo']],
  ])('filtered by %j shows %j', async (query, expected) => {
    expect(names((await ask({ ...MONTH, ...(query !== '' && { query }) })).body.entries)).toEqual(expected);
  });

  it('shows and counts for each person only what they may see', async () => {
    const uma = await world.app.signIn({ role: 'unit-manager', businessUnitId: world.unitId });
    const sam = await world.app.signIn('scanner');
    const total = (body: { days: { total: number }[] }) => body.days.reduce((sum, day) => sum + day.total, 0);
    const { body: ofUnit } = await ask({ ...MONTH, perDay: 1 }, uma);
    expect([names(ofUnit.entries), total(ofUnit)]).toEqual([['Of the unit'], ofUnit.entries.length]);
    expect(total((await ask({ ...MONTH, perDay: 1 }, sam)).body)).toBe(0);
  });

  it.each([
    [{ from: '2026-03-01', to: '2026-03-02' }, 'timeZone'],
    [{ from: '2026-03-02', to: '2026-03-01', timeZone: 'UTC' }, 'after the beginning'],
    [{ from: '2026-03-01', to: '2026-05-01', timeZone: 'UTC', perDay: 3 }, '42 days'],
    [{ from: '2026-03-01', to: '2028-05-01', timeZone: 'UTC' }, '400 days'],
    [{ ...MONTH, timeZone: 'Mars/Olympus' }, 'no time zone'],
    [{ ...MONTH, query: 'colour:red' }, 'no filter "colour"'],
    [{ ...MONTH, query: 'units:EMEA' }, 'Perhaps "unit" is meant'],
    [{ ...MONTH, perDay: 3, perHour: 3 }, 'a day or so many an hour'],
    [{ ...MONTH, cursor: 'xyz' }, 'first page'],
    [{ from: 'yesterday', to: '2026-05-01', timeZone: 'UTC' }, 'nvalid'],
  ])('refuses %j and says %j', async (parameters, part) => {
    const { status, body } = await ask(parameters as Record<string, string>);
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining(part.replaceAll('"', '\\"'))]);
  });
});
