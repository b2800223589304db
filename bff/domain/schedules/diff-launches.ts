import type { Occurrence } from './recurrence.ts';

/** One launch that an edit adds, moves or takes away. */
export type LaunchChange =
  | { readonly kind: 'added'; readonly after: Occurrence }
  | { readonly kind: 'moved'; readonly before: Occurrence; readonly after: Occurrence }
  | { readonly kind: 'lost'; readonly before: Occurrence };

/**
 * What an edit changes, in order of time. Launches at the same instant are the same launch. Of the others those of one calendar day
 * are one launch that moved; then, in order, those nearer to each other than two launches of one schedule are.
 */
export function diffLaunches(before: readonly Occurrence[], after: readonly Occurrence[]): LaunchChange[] {
  const instantsAfter = new Set(after.map((one) => one.at));
  const kept = new Set(before.map((one) => one.at).filter((at) => instantsAfter.has(at)));
  const old = before.filter((one) => !kept.has(one.at));
  const fresh = after.filter((one) => !kept.has(one.at));
  const sameDay = pairByDay(old, fresh);
  const paired = new Set(sameDay.flatMap((change) => [change.before, change.after]));
  const rest = pairInOrder(
    old.filter((one) => !paired.has(one)),
    fresh.filter((one) => !paired.has(one)),
    Math.min(spacing(before), spacing(after)),
  );
  return [...sameDay, ...rest].sort((a, b) => timeOf(a) - timeOf(b));
}

type Moved = LaunchChange & { kind: 'moved' };
const timeOf = (change: LaunchChange): number => (change.kind === 'added' ? change.after.at : change.before.at);
const dayOf = (one: Occurrence): string => one.local.slice(0, 10);

function pairByDay(old: readonly Occurrence[], fresh: readonly Occurrence[]): Moved[] {
  const byDay = new Map(fresh.map((one) => [dayOf(one), one]));
  return old.flatMap((before): Moved[] => {
    const after = byDay.get(dayOf(before));
    if (after === undefined) return [];
    byDay.delete(dayOf(before));
    return [{ kind: 'moved', before, after }];
  });
}

/** The shortest time between two neighbours. */
function spacing(list: readonly Occurrence[]): number {
  return list.slice(1).reduce((least, one, i) => Math.min(least, one.at - list[i]!.at), Number.POSITIVE_INFINITY);
}

function pairInOrder(old: readonly Occurrence[], fresh: readonly Occurrence[], within: number): LaunchChange[] {
  const changes: LaunchChange[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    const before = old[i];
    const after = fresh[j];
    if (before !== undefined && after !== undefined && Math.abs(after.at - before.at) < within) {
      changes.push({ kind: 'moved', before, after });
      i += 1;
      j += 1;
    } else if (after === undefined || (before !== undefined && before.at < after.at)) {
      changes.push({ kind: 'lost', before: before! });
      i += 1;
    } else {
      changes.push({ kind: 'added', after });
      j += 1;
    }
  }
  return changes;
}
