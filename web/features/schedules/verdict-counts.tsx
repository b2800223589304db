import { useQueries } from '@tanstack/react-query';
import { formatTerms, parseTerms } from '../../ui/filter/filter-terms.ts';
import { STATUSES } from '../../ui/status/status-vocabulary.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { launchCount } from './queries.ts';

const VERDICTS = ['launched', 'late', 'skipped', 'missed'] as const;

interface VerdictCountsProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

/** How many of the launches that the rest of the filter leaves had each verdict; each count filters by it. */
export function VerdictCounts({ query, onChange }: VerdictCountsProps) {
  const rest = parseTerms(query).filter(({ name }) => name !== 'verdict');
  const queries = VERDICTS.map((verdict) => formatTerms([...rest, { name: 'verdict', value: verdict }]));
  const counts = useQueries({ queries: queries.map(launchCount) });
  return (
    <div className="verdict-counts">
      {VERDICTS.map((verdict, index) => {
        const { word, tone, icon: VerdictIcon } = STATUSES[verdict];
        const count = counts[index]?.data?.total.count;
        const target = queries[index] ?? '';
        const chosen = query === target;
        return (
          <button
            type="button"
            key={verdict}
            className="verdict-count"
            data-tone={tone}
            aria-pressed={chosen}
            onClick={() => onChange(chosen ? formatTerms(rest) : target)}
          >
            <VerdictIcon size={15} stroke={1.8} aria-hidden />
            {word} <span className="tabular">{count === undefined ? '' : formatNumber(count)}</span>
          </button>
        );
      })}
    </div>
  );
}
