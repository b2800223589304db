import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { DiffCounts } from './edit-changes.tsx';
import { LaunchesTable } from './launches-table.tsx';
import type { LivePanelProps } from './live-panel.tsx';
import { toPlan } from './schedule-form-values.ts';

interface LiveSheetProps extends LivePanelProps {
  readonly saving: boolean;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

/** The live panel on a phone: a sheet that keeps the sentence, three launches, the diff and Save. */
export function LiveSheet({ values, preview, diff, editing, saving, onDiscard, onSave }: LiveSheetProps) {
  const [open, setOpen] = useState(true);
  const { answer, outdated } = preview;
  const Chevron = open ? IconChevronDown : IconChevronUp;
  return (
    <aside className="live-sheet" aria-label="What this schedule does">
      <button type="button" className="live-sheet-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="strong live-part" data-outdated={outdated || undefined}>
          {answer?.shortSentence ?? 'Fill in start, zone and recurrence'}
        </span>
        <Chevron size={20} stroke={1.8} aria-hidden />
      </button>
      {open && answer !== undefined && (
        <div className="live-part" data-outdated={outdated || undefined}>
          <LaunchesTable launches={answer.launches} plan={toPlan(values)} brief />
          {editing && diff.answer !== undefined && (
            <div className="live-sheet-diff">
              <DiffCounts diff={diff.answer} />
              <span className="meta">in 90 days</span>
            </div>
          )}
        </div>
      )}
      <div className="live-sheet-actions">
        <Button variant="default" onClick={onDiscard}>
          Discard
        </Button>
        <Button loading={saving} onClick={onSave}>
          Save schedule
        </Button>
      </div>
    </aside>
  );
}
