import type { Appliance } from '#contract/appliances';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { ProgressBar } from '../../../ui/progress/progress-bar.tsx';
import { formatBytes } from '../../../ui/time/format-duration.ts';
import { capacityLines } from './capacity-lines.ts';

/** How loaded the appliance is, as it told at its last poll. */
export function CapacitySection({ capacity }: { readonly capacity: NonNullable<Appliance['capacity']> }) {
  return (
    <PanelSection title="Capacity">
      <ul className="capacity-lines">
        {capacityLines(capacity).map(({ label, value, of, words }) => (
          <li key={label}>
            <span className="text-2">{label}</span>
            <ProgressBar label={label} value={value} of={of} size="thin" tone={value > of ? 'warn' : 'accent'} />
            <span className="tabular">{words}</span>
          </li>
        ))}
        {capacity.spoolBytes !== undefined && (
          <li>
            <span className="text-2">Spool</span>
            <span className="meta">results not delivered yet</span>
            <span className="tabular">{formatBytes(capacity.spoolBytes)}</span>
          </li>
        )}
      </ul>
    </PanelSection>
  );
}
