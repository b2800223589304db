import type { PlannedLaunch, Schedule } from '#contract/schedules';

type RuleOf = Pick<Schedule, 'start' | 'fold' | 'recurrence'>;

const clock = (local: string) => local.slice(11, 16);

/** The rule behind the mark of a launch, in a few words: stands beside the mark. */
export function describeMark(launch: PlannedLaunch, { start, fold, recurrence }: RuleOf): string | undefined {
  switch (launch.note) {
    case 'gap':
      return `${clock(start)} does not exist, launches at ${clock(launch.local)}`;
    case 'fold':
      return `${clock(launch.local)} occurs twice, launches at the ${fold}`;
    case 'short-month': {
      const wanted = recurrence.kind === 'monthlyByDate' ? `no day ${recurrence.day}` : 'fewer days';
      return `month has ${wanted}, launches on day ${Number(launch.local.slice(8, 10))}`;
    }
    case undefined:
      return undefined;
  }
}

const lengthBetween = (from: string, to: string): string => {
  const minutes = (Date.parse(`1970-01-01T${clock(to)}Z`) - Date.parse(`1970-01-01T${clock(from)}Z`)) / 60_000;
  const positive = (minutes + 1440) % 1440;
  if (positive === 60) return 'one hour';
  return positive % 60 === 0 ? `${positive / 60} hours` : `${positive} minutes`;
};

/** The same in full sentences: for the panel of the next launch. */
export function explainMark(launch: PlannedLaunch, { start, fold, recurrence }: RuleOf): string | undefined {
  switch (launch.note) {
    case 'gap':
      return `${clock(start)} does not exist that night: the clocks go forward. It launches ${lengthBetween(start, launch.local)} later, at ${clock(launch.local)}, once.`;
    case 'fold':
      return `${clock(launch.local)} occurs twice that night: the clocks go back. It launches once, at the ${fold}.`;
    case 'short-month': {
      const wanted = recurrence.kind === 'monthlyByDate' ? ` ${recurrence.day}` : ' like that';
      // The last day of a month that is too short: 28th, 29th or 30th.
      return `This month has no day${wanted}. It launches on its last day, the ${Number(launch.local.slice(8, 10))}th, instead.`;
    }
    case undefined:
      return undefined;
  }
}
