import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { toProblem } from '../api/problem.ts';
import { formatNumber } from '../ui/time/format-duration.ts';
import { targetErrors, targetMessageOf } from './target-fields.ts';
import { tagById, targetCount } from './target-queries.ts';
import { type TargetValues, toTarget } from './target-values.ts';

/** After the last key. */
const SETTLE_MS = 400;

/** How many hosts the target reaches now, and which tags reach none. */
export function ReachLine({ values }: { readonly values: TargetValues }) {
  const wanted = JSON.stringify(toTarget(values));
  const [settled] = useDebouncedValue(wanted, SETTLE_MS);
  const complete = Object.keys(targetErrors(values)).length === 0;
  // What is settled may be the incomplete target of a moment ago: that is nothing to ask about.
  const { data, error, isPlaceholderData } = useQuery({ ...targetCount(JSON.parse(settled)), enabled: complete && settled === wanted });
  if (!complete) return <p className="target-reach meta">How many hosts it reaches is shown here.</p>;
  if (error !== null) {
    const { message, issues } = toProblem(error);
    const [first] = issues;
    const more = issues.length - 1;
    return (
      <output className="target-reach meta" data-tone="warn">
        {first === undefined ? message : targetMessageOf(first, values)}
        {more > 0 && ` And ${more} more.`}
      </output>
    );
  }
  if (data === undefined) return <p className="target-reach meta">Counting</p>;
  const empty = data.perTag.filter(({ scannable }) => scannable === 0).map(({ tagId }) => tagId);
  return (
    <div className="target-reach" data-outdated={settled !== wanted || isPlaceholderData || undefined}>
      <output>
        Reaches <b className="tabular">{formatNumber(data.hosts)}</b> {data.hosts === 1 ? 'host' : 'hosts'} now
        {values.targetKind === 'hosts' ? '.' : '; it is resolved again at every launch.'}
      </output>
      {empty.length > 0 && values.targetKind !== 'hosts' && <EmptyTags ids={empty} />}
    </div>
  );
}

function EmptyTags({ ids }: { readonly ids: readonly string[] }) {
  const names = useQueries({ queries: ids.map(tagById) }).flatMap(({ data }) => (data === undefined ? [] : [data.name]));
  if (names.length === 0) return null;
  return (
    <p className="meta">
      No scannable host now: <b>{names.join(', ')}</b>. A launch skips {names.length === 1 ? 'it' : 'them'} and says so.
    </p>
  );
}
