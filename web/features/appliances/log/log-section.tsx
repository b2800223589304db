import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { LogLevel } from './log-level.tsx';
import { detailsInWords } from './log-words.ts';
import './log.css';

const SHOWN = 10;

/** The newest that the appliance told of itself. */
export function LogSection({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(orpc.monitoring.ofAppliance.queryOptions({ input: { id: appliance.id, limit: SHOWN } }));
  return (
    <PanelSection title="Log">
      {read.isError && <FailureNote title="The log could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />}
      {read.data?.items.length === 0 && <p className="meta">It has told nothing yet.</p>}
      <ul className="appliance-log">
        {read.data?.items.map((entry) => (
          <li key={entry.id}>
            <LogLevel level={entry.level} />
            <span className="appliance-log-text">
              {entry.message} <span className="meta">{detailsInWords(entry)}</span>
            </span>
            <span className="meta tabular">
              <TimeText at={entry.at} />
            </span>
          </li>
        ))}
      </ul>
      <PageLink to="/appliances/log">Log of all appliances</PageLink>
    </PanelSection>
  );
}
