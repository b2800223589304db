import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { useTimes } from '../../../ui/time/times.tsx';
import { launchZone } from '../launch-zone.ts';
import type { PlanDiff } from '../queries.ts';

const SHOWN = 4;
const KINDS = {
  added: { icon: IconPlus, tone: 'ok' },
  moved: { icon: IconArrowRight, tone: 'accent' },
  lost: { icon: IconMinus, tone: 'bad' },
} as const;

interface EditChangesProps {
  readonly diff: PlanDiff;
  readonly zoneBefore: string;
  readonly zoneAfter: string;
}

/** How many launches an edit adds, moves and loses, and which. */
export function EditChanges({ diff, zoneBefore, zoneAfter }: EditChangesProps) {
  const [all, setAll] = useState(false);
  const rest = diff.changes.length - SHOWN;
  return (
    <>
      <DiffCounts diff={diff} />
      <ul className="diff-rows" aria-label="Launches that this edit changes">
        {(all ? diff.changes : diff.changes.slice(0, SHOWN)).map((change) => (
          <ChangeRow key={`${change.before?.at} ${change.after?.at}`} change={change} zoneBefore={zoneBefore} zoneAfter={zoneAfter} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${rest} more changes`}
        </button>
      )}
    </>
  );
}

export function DiffCounts({ diff }: { readonly diff: PlanDiff }) {
  return (
    <div className="diff-counts">
      {(['added', 'moved', 'lost'] as const).map((kind) => {
        const { icon: Sign, tone } = KINDS[kind];
        return (
          <span key={kind} data-tone={tone}>
            <Sign size={14} stroke={2} aria-hidden />
            <b className="tabular">{formatNumber(diff[kind])}</b> {kind}
          </span>
        );
      })}
    </div>
  );
}

interface ChangeRowProps {
  readonly change: PlanDiff['changes'][number];
  readonly zoneBefore: string;
  readonly zoneAfter: string;
}

function ChangeRow({ change, zoneBefore, zoneAfter }: ChangeRowProps) {
  const { format } = useTimes();
  const { kind, before, after } = change;
  const { icon: Sign, tone } = KINDS[kind];
  const was = before && format(before.at, { zone: launchZone(before, zoneBefore) });
  const becomes = after && format(after.at, { zone: launchZone(after, zoneAfter) });
  return (
    <li data-tone={tone}>
      <Sign size={14} stroke={2} aria-hidden />
      <span className="visually-hidden">{kind}</span>
      <span className="tabular">{was ?? becomes}</span>
      {kind === 'moved' && <span className="text-2 tabular">to {becomes}</span>}
    </li>
  );
}
