import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { ClockOffset } from '../appliance-cells.tsx';
import './log.css';

const SHOWN = 50;

/** How its clock went: noted when it moved by more than 50 ms, and once an hour. */
export function ClockSection({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(orpc.monitoring.clock.queryOptions({ input: { id: appliance.id } }));
  const items = read.data?.items.slice(0, SHOWN) ?? [];
  return (
    <PanelSection title="Clock history">
      {read.isError && <FailureNote title="The clock could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />}
      {read.isSuccess && items.length === 0 && <p className="meta">Noted from its first poll on.</p>}
      <ul className="appliance-clock">
        {items.map(({ at, offsetMs }) => (
          <li key={at}>
            <span className="meta tabular">
              <TimeText at={at} />
            </span>
            <ClockOffset offsetMs={offsetMs} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
