import { useQuery } from '@tanstack/react-query';
import type { ApplianceAuditNote } from '#contract/appliance-fleet';
import type { Appliance } from '#contract/appliances';
import { orpc } from '../../../api/client.ts';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { actionInWords, fieldInWords } from './audit-words.ts';
import { PanelSkeleton } from './panel-skeleton.tsx';

/** Who changed what of the appliance, newest first. */
export function AuditTab({ appliance }: { readonly appliance: Appliance }) {
  const read = useQuery(orpc.appliances.audit.queryOptions({ input: { id: appliance.id } }));
  if (read.isError) {
    return (
      <PanelSection>
        <FailureNote title="The audit could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      </PanelSection>
    );
  }
  if (read.data === undefined) return <PanelSkeleton />;
  const { items } = read.data;
  return (
    <PanelSection title="Who changed what" aside={items.length === 50 && <span className="meta">the newest 50</span>}>
      {items.length === 0 && <p className="meta">Nothing was kept of it yet.</p>}
      <ul className="job-rows" aria-label="Audit">
        {items.map((note) => (
          <AuditRow key={note.id} note={note} />
        ))}
      </ul>
    </PanelSection>
  );
}

function AuditRow({ note: { action, at, by, changes } }: { readonly note: ApplianceAuditNote }) {
  return (
    <li className="job-row">
      <span className="job-title">{actionInWords(action)}</span>
      <span className="text-2 truncate">{by}</span>
      <span className="job-hops meta tabular">
        <TimeText at={at} />
      </span>
      {changes.length > 0 && (
        <dl className="audit-changes">
          {changes.map(({ field, before, after }) => (
            <div key={field}>
              <dt className="text-2">{fieldInWords(field)}</dt>
              <dd>
                {before !== undefined && <del>{before}</del>} {after !== undefined && <ins>{after}</ins>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
