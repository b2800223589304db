import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { Status } from '../../ui/status/status.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { fleetSummary } from './queries.ts';

const ORDER: readonly Appliance['state'][] = ['online', 'busy', 'updating', 'late', 'offline', 'missing', 'never-connected', 'retired'];

interface FleetLineProps {
  /** The filter of the list, to mark and to change. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** How many are in which state, each a filter of the list, and the slots in use. */
export function FleetLine({ query, onQuery }: FleetLineProps) {
  const summary = useQuery(fleetSummary()).data;
  if (summary === undefined || summary.states.length === 0) return null;
  const counts = new Map(summary.states.map(({ state, count }) => [state, count]));
  const { used, total } = summary.slots;
  return (
    <div className="fleet-line">
      <ul className="fleet-states" aria-label="Appliances by status">
        {ORDER.filter((state) => counts.has(state)).map((state) => (
          <li key={state}>
            <button
              type="button"
              className="fleet-state"
              aria-pressed={query === `status:${state}`}
              onClick={() => onQuery(query === `status:${state}` ? '' : `status:${state}`)}
            >
              <Status name={state} qualifier={formatNumber(counts.get(state) ?? 0)} />
            </button>
          </li>
        ))}
      </ul>
      <span className="text-2 tabular">
        slots used <b>{formatNumber(used)}</b> of {formatNumber(total)}
      </span>
    </div>
  );
}
