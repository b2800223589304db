import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { Status } from '../../ui/status/status.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { fleet } from './queries.ts';

const ORDER: readonly Appliance['state'][] = ['online', 'busy', 'updating', 'late', 'offline', 'missing', 'never-connected', 'retired'];

interface FleetLineProps {
  /** The filter of the list, to mark and to change. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** How many are in which state, each a filter of the list, and the slots in use. */
export function FleetLine({ query, onQuery }: FleetLineProps) {
  const page = useQuery(fleet()).data;
  if (page === undefined || page.items.length === 0) return null;
  const states = ORDER.map((state) => [state, page.items.filter((one) => one.state === state).length] as const).filter(
    ([, count]) => count > 0,
  );
  const capacities = page.items.flatMap(({ capacity, state }) => (capacity === undefined || state === 'retired' ? [] : [capacity]));
  const sum = (field: 'used' | 'slots') => capacities.reduce((total, capacity) => total + capacity[field], 0);
  return (
    <div className="fleet-line">
      <ul className="fleet-states" aria-label="Appliances by status">
        {states.map(([state, count]) => (
          <li key={state}>
            <button
              type="button"
              className="fleet-state"
              aria-pressed={query === `status:${state}`}
              onClick={() => onQuery(query === `status:${state}` ? '' : `status:${state}`)}
            >
              <Status name={state} qualifier={formatNumber(count)} />
            </button>
          </li>
        ))}
      </ul>
      <span className="text-2 tabular">
        {page.nextCursor !== null && `of the first ${formatNumber(page.items.length)}: `}slots used <b>{formatNumber(sum('used'))}</b> of{' '}
        {formatNumber(sum('slots'))}
      </span>
    </div>
  );
}
