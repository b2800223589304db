import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { useAfter } from '../../../ui/use-after.ts';

const WIDTHS = [64, 82, 48, 73, 58, 88];

/** The shape of a tab that is still read: some lines, after 150 ms. */
export function PanelSkeleton() {
  const visible = useAfter(150);
  return (
    <PanelSection>
      <div className="panel-skeleton" aria-busy="true">
        {visible && <output className="visually-hidden">Loading</output>}
        {visible && WIDTHS.map((width) => <span key={width} className="bone" style={{ width: `${width}%` }} />)}
      </div>
    </PanelSection>
  );
}
