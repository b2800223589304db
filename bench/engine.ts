// The next launch, and ten years of daily launches in a zone, against recurrence libraries and an empty loop over a table.
import { DAY_MS, instant, MINUTE_MS } from '../bff/domain/time/instant.ts';
import { formatLocalMinute, type Wall } from '../bff/domain/time/local-minute.ts';
import { zoneTable } from '../bff/domain/time/transitions.ts';
import { croner, type DailyTask, luxon, type Peer, rruleJs, rruleTemporal, temporal, watchbill } from './kit/engine-peers.ts';
import { measure } from './kit/measure.ts';
import { type BenchRow, formatRatio, formatTime, printTable } from './kit/table.ts';

const zone = 'America/Los_Angeles';
/** 02:30 is missing on ten days of these years. */
const gaps: DailyTask = { zone, first: '2026-03-01', hour: 2, minute: 30, days: 3653 };
/** 01:30 occurs twice on ten days of these years. */
const folds: DailyTask = { ...gaps, hour: 1 };
const makers = [watchbill, croner, luxon, rruleTemporal, rruleJs, temporal];
const BARE = 'empty loop over the table, instants only';
const FULL = 'the same loop, giving the same answers';

/** The least that any implementation on a transition table does: for each day one search for its offset and one subtraction. */
function limits(task: DailyTask): Peer[] {
  const table = zoneTable(task.zone);
  const starts: number[] = [];
  const offsets: number[] = [];
  const first = Date.parse(task.first);
  for (let at = first - DAY_MS; at < first + (task.days + 1) * DAY_MS; ) {
    const span = table.spanAt(at);
    starts.push(span.from);
    offsets.push(span.offsetMs);
    at = span.to;
  }
  const offsetOf = (wall: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= wall) low = middle;
      else high = middle - 1;
    }
    return offsets[low]!;
  };
  const time = (task.hour * 60 + task.minute) * MINUTE_MS;
  const localDue = (after: number): number => {
    const local = after + offsetOf(after);
    const wall = Math.floor(local / DAY_MS) * DAY_MS + time;
    return wall > local ? wall : wall + DAY_MS;
  };
  const answer = (wall: number) => {
    const offset = offsetOf(wall);
    return { at: wall - offset, local: formatLocalMinute(wall as Wall), offsetMinutes: offset / MINUTE_MS };
  };
  const forDays = (give: (wall: number) => unknown) => () => {
    const found: unknown[] = [];
    for (let day = 0; day < task.days; day++) found.push(give(first + day * DAY_MS + time));
    return found;
  };
  const instantOf = (wall: number) => wall - offsetOf(wall);
  return [
    { name: BARE, list: forDays(instantOf) as Peer['list'], next: (after) => instantOf(localDue(after)) },
    { name: FULL, list: forDays(answer) as Peer['list'], next: (after) => answer(localDue(after)).at },
  ];
}

/** How many of the ten years' launches a peer places wrongly or not at all. */
function wrongDays(peer: Peer, task: DailyTask): number {
  const found = new Set(peer.list());
  const right = temporal(task).list();
  return right.filter((at) => !found.has(at)).length + Math.max(0, found.size - right.length);
}

interface Judged {
  readonly peer: Peer;
  readonly remark: string;
  readonly correct: boolean;
}

function judge(make: (task: DailyTask) => Peer): Judged {
  const wrong = [wrongDays(make(gaps), gaps), wrongDays(make(folds), folds)] as const;
  const correct = wrong[0] + wrong[1] === 0;
  const remark = correct ? 'correct on gaps and folds' : `wrong launches: ${wrong[0]} around gaps, ${wrong[1]} around folds`;
  return { peer: make(gaps), correct, remark };
}

const judged = makers.map(judge);
const peers = [...judged.map((one) => one.peer), ...limits(gaps)];
const some = instant(Date.parse('2031-05-17T04:00:00Z'));

function table(what: string, run: (peer: Peer) => unknown): BenchRow[] {
  const times = measure(peers.map((peer) => ({ name: peer.name, run: () => run(peer) })));
  const ours = times.get('Watchbill')!;
  const fastest = Math.min(...judged.filter((one) => one.correct && one.peer.name !== 'Watchbill').map((one) => times.get(one.peer.name)!));
  return peers.map(({ name }) => {
    const time = times.get(name)!;
    const ratio =
      name === 'Watchbill'
        ? `${formatRatio(fastest / ours)} the fastest correct peer; ${formatRatio(ours / times.get(FULL)!)} the time of the limit`
        : `${formatRatio(time / ours)} our time`;
    const remark = judged.find((one) => one.peer.name === name)?.remark ?? 'knows neither gaps nor folds';
    return { what, by: name, value: formatTime(time), ratio, remark };
  });
}

printTable([...table('next launch', (peer) => peer.next(some)), ...table('10 years, daily', (peer) => peer.list())]);
