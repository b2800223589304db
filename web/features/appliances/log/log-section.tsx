import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { PanelSkeleton } from '../panel/panel-skeleton.tsx';
import { LogLevel } from './log-level.tsx';
import { cameLate, detailsInWords } from './log-words.ts';
import { logOf } from './queries.ts';
import './log.css';

const SHOWN = 30;

/** The newest that the appliance told of itself. */
export function LogSection({ appliance: { id, name } }: { readonly appliance: Appliance }) {
  const read = useQuery(logOf(id, SHOWN));
  if (read.isPending) return <PanelSkeleton />;
  const items = read.data?.items ?? [];
  const whole = { q: `appliance:"${name.replaceAll(/["\\]/g, '\\$&')}"` };
  return (
    <PanelSection>
      {read.isError && <FailureNote title="The log could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />}
      {read.data !== undefined && items.length === 0 && <p className="meta">It has told nothing yet.</p>}
      <ul className="appliance-log">
        {items.map((entry) => (
          <li key={entry.id}>
            <LogLevel level={entry.level} />
            <span className="appliance-log-text">
              {entry.message} <span className="meta">{detailsInWords(entry)}</span>
            </span>
            <span className="meta tabular appliance-log-time">
              <TimeText at={entry.at} />
              {cameLate(entry) && (
                <>
                  <br />
                  received <TimeText at={entry.receivedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <PageLink to="/appliances/log" search={whole}>
        Search the whole log of {name}
      </PageLink>
    </PanelSection>
  );
}
