import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useEscapeOnList } from './use-escape-on-list.ts';
import { useFocusBack } from './use-focus-back.ts';
import './panel.css';

interface SidePanelProps {
  /** Names the panel to everybody. */
  readonly title: string;
  /** 312 preview · 372 live panel of a form · 480 detail. */
  readonly width: 312 | 372 | 480;
  /** Below the title: a sentence. */
  readonly subtitle?: ReactNode;
  /** Beside the title: a status. */
  readonly aside?: ReactNode;
  /** Icon buttons before the closing cross. */
  readonly actions?: ReactNode;
  /** Between head and body: the tabs. */
  readonly tabs?: ReactNode;
  /** Absent: the panel belongs to the page and cannot be closed. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
}

/** Pushes the content from 1200 px on, covers it below, and is a page of its own under 760 px. Escape closes it. */
export function SidePanel({ title, width, subtitle, aside, actions, tabs, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useFocusBack(panel, onClose !== undefined);
  useEscapeOnList(panel, onClose);
  const closeOnEscape = (event: KeyboardEvent) => {
    // A menu or dialog of the panel is drawn elsewhere, though its keys come by here: it closes alone.
    const inside = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && !event.defaultPrevented && inside) onClose?.();
  };
  return (
    <aside
      ref={panel}
      tabIndex={onClose === undefined ? undefined : -1}
      className="side-panel"
      data-width={width}
      data-live={onClose === undefined || undefined}
      aria-label={title}
      onKeyDown={closeOnEscape}
    >
      {onClose !== undefined && (
        <header className="side-panel-head">
          <div className="side-panel-titles">
            <div className="side-panel-title-line">
              <h2 className="truncate">{title}</h2>
              {aside}
            </div>
            {subtitle !== undefined && <p className="text-2">{subtitle}</p>}
          </div>
          <div className="side-panel-actions">
            {actions}
            <ActionIcon variant="subtle" color="gray" aria-label="Close the panel" onClick={onClose}>
              <IconX size={16} stroke={1.8} />
            </ActionIcon>
          </div>
        </header>
      )}
      {tabs}
      <div className="side-panel-body" data-below-tabs={tabs !== undefined || undefined}>
        {children}
      </div>
    </aside>
  );
}

interface PanelSectionProps {
  readonly title?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a panel, between rules. */
export function PanelSection({ title, aside, children }: PanelSectionProps) {
  return (
    <section className="panel-section">
      {title !== undefined && (
        <header className="panel-section-head">
          <h3>{title}</h3>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}
