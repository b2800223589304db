import type { Outlook } from '#contract/commands';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';

/** Lines beyond these are counted. */
const DRAWN = 100;

interface WhatChangesProps {
  readonly outlook: Outlook;
  /** Something newer is typed. */
  readonly stale: boolean;
}

/** What an order changes at an appliance, and how it will go. */
export function WhatChanges({ outlook: { changes, notes, text, outcome, issues }, stale }: WhatChangesProps) {
  return (
    <div className="outlook" data-stale={stale || undefined}>
      {changes.length > 0 && (
        <PanelSection title="What changes">
          <ul className="change-lines mono">
            {changes.slice(0, DRAWN).map(({ change, line }) => (
              <li key={`${change} ${line}`} data-change={change}>
                <span className="change-sign" role="img" aria-label={change === 'added' ? 'Added:' : 'Removed:'}>
                  {change === 'added' ? '+' : '−'}
                </span>
                <span>{line}</span>
              </li>
            ))}
          </ul>
          {changes.length > DRAWN && <p className="meta">and {changes.length - DRAWN} more</p>}
        </PanelSection>
      )}
      {issues.length === 0 && (
        <PanelSection title={outcome === 'impossible' ? 'It cannot be sent' : 'How it will go'}>
          <p className="text-2">{text}</p>
          {notes.map((note) => (
            <p key={note} className="tone-text outlook-note" data-tone="warn">
              {note}.
            </p>
          ))}
        </PanelSection>
      )}
    </div>
  );
}
