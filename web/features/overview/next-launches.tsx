import { useQuery } from '@tanstack/react-query';
import { toProblem } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { Region } from '../../ui/page/page.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { formatRelative } from '../../ui/time/format-duration.ts';
import { LaunchTime } from '../../ui/time/time-text.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { launchesOfNextDay } from './queries.ts';

const SHOWN = 8;

/** The next planned launches, soonest first. */
export function NextLaunches() {
  const now = useNow(60_000);
  const { data, error, refetch } = useQuery(launchesOfNextDay(now));
  const entries = data?.entries
    .filter(({ verdict, at }) => verdict === 'planned' && Date.parse(at) > now)
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return (
    <Region title="Next 24 hours" flush>
      {error !== null && (
        <div className="overview-nothing">
          <FailureNote title="The next launches could not be read." {...toProblem(error)} onRetry={() => void refetch()} />
        </div>
      )}
      <ol className="next-launches" aria-label="Next launches">
        {entries?.slice(0, SHOWN).map((entry) => (
          <li key={`${entry.scheduleId} ${entry.at}`}>
            <div className="two-lines">
              <PageLink to="/schedules/$id" params={{ id: entry.scheduleId }} className="cell-name truncate">
                {entry.title}
              </PageLink>
              <span className="meta">{formatRelative(Date.parse(entry.at), now)}</span>
            </div>
            <LaunchTime at={entry.at} scheduleZone={entry.timeZone} mark={entry.note} />
          </li>
        ))}
      </ol>
      {entries?.length === 0 && <p className="overview-nothing">Nothing is planned.</p>}
      {entries !== undefined && entries.length > SHOWN && (
        <p className="overview-nothing">
          <PageLink to="/schedules" search={{ q: 'next:within-1d' }}>
            {entries.length - SHOWN} more
          </PageLink>
        </p>
      )}
    </Region>
  );
}
