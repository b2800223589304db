import { useState } from 'react';
import { Note } from '../../../ui/note/note.tsx';
import { PanelSection, SidePanel } from '../../../ui/panel/side-panel.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { FactList } from '../fact-list.tsx';
import type { PlanDiff, Preview } from '../queries.ts';
import { toldOf } from '../told.ts';
import { EditChanges } from './edit-changes.tsx';
import { mapIssues } from './form-errors.ts';
import { LaunchesTable } from './launches-table.tsx';
import { type ScheduleFormValues, toPlan, toScheduleInput } from './schedule-form-values.ts';
import { SHOWN_LAUNCHES, type useLaunchPreview } from './use-launch-preview.ts';

export interface LivePanelProps {
  readonly values: ScheduleFormValues;
  readonly preview: ReturnType<typeof useLaunchPreview>;
  readonly diff: { readonly answer: PlanDiff | undefined; readonly outdated: boolean };
  readonly editing: boolean;
  /** Zone of the schedule as it is saved. */
  readonly zoneBefore: string;
  readonly ownerName: string;
  /** Names of distribution groups. */
  readonly groups: ReadonlyMap<string, string>;
}

/** Always in view beside the form: what has been typed, in words and in launches. */
export function LivePanel({ values, preview, diff, editing, zoneBefore, ownerName, groups }: LivePanelProps) {
  const { answer, outdated, problem } = preview;
  const [all, setAll] = useState(false);
  const told = toldOf(toScheduleInput(values).notifications, ownerName, groups);
  const wrong =
    problem === undefined
      ? []
      : [...Object.values(mapIssues(problem.issues, values).fields), ...(problem.issues.length === 0 ? [problem.message] : [])];
  const continuous = values.recurrence === 'continuous';
  return (
    <SidePanel title="What this schedule does" width={372}>
      <PanelSection title="In words">
        <p className="panel-sentence live-part" data-outdated={outdated || undefined}>
          {answer?.sentence ?? 'Fill in the start, the time zone and the recurrence.'}
        </p>
        {wrong.length > 0 && (
          <div className="live-problem">
            <Note tone="warn">{wrong.join(' ')}</Note>
          </div>
        )}
      </PanelSection>
      {answer !== undefined && (
        <PanelSection
          title={values.deactivate ? 'Would launch, if it were active' : headOf(answer, values, all)}
          aside={
            answer.launches.length > SHOWN_LAUNCHES && (
              <button type="button" className="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? `First ${SHOWN_LAUNCHES}` : `All ${answer.launches.length}`}
              </button>
            )
          }
        >
          <div className="live-part" data-outdated={outdated || undefined}>
            {answer.launches.length === 0 ? (
              <p className="text-2">Nothing is launched any more: the last launch has passed.</p>
            ) : (
              <LaunchesTable launches={answer.launches} plan={toPlan(values)} all={all} />
            )}
            {continuous && <p className="text-2">After the first, each launch follows the end of the scan before it.</p>}
          </div>
        </PanelSection>
      )}
      {editing && (
        <PanelSection title="What this edit changes" aside={<span className="meta">next 90 days</span>}>
          <div className="live-part" data-outdated={diff.outdated || undefined}>
            {diff.answer === undefined ? (
              <p className="text-2">No launch so far.</p>
            ) : (
              <EditChanges diff={diff.answer} zoneBefore={zoneBefore} zoneAfter={values.timeZone} />
            )}
          </div>
        </PanelSection>
      )}
      <PanelSection title="Will be told">
        {told.length === 0 ? (
          <p className="text-2">Nobody: no notification is ticked.</p>
        ) : (
          <FactList facts={told.map(({ when, who }) => ({ label: when, value: who }))} />
        )}
      </PanelSection>
    </SidePanel>
  );
}

function headOf({ launches, more }: Preview, { ends, endsAfter, recurrence }: ScheduleFormValues, all: boolean): string {
  const shown = all ? launches.length : Math.min(launches.length, SHOWN_LAUNCHES);
  if (shown === 1 && !more) return recurrence === 'continuous' ? 'First launch' : 'The only launch';
  if (ends && endsAfter !== undefined) return `Next ${shown} of ${formatNumber(more ? endsAfter : launches.length)} launches`;
  return `Next ${shown} launches`;
}
