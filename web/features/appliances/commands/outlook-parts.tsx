import type { Outlook } from '#contract/commands';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import type { Tone } from '../../../ui/status/status-vocabulary.ts';

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

const OUTCOMES: Record<Outlook['outcome'], { readonly word: string; readonly tone: Tone }> = {
  now: { word: 'now', tone: 'ok' },
  queued: { word: 'queued', tone: 'warn' },
  impossible: { word: 'not possible', tone: 'bad' },
};

/** One of several appliances: whether it can take the order, and how it will go there. */
export function OutcomeRow({ outlook: { name, outcome }, text }: { readonly outlook: Outlook; readonly text: string }) {
  const { word, tone } = OUTCOMES[outcome];
  return (
    <li>
      <span className="cell-name truncate" title={name}>
        {name}
      </span>
      <span className="tone-text" data-tone={tone}>
        {word}
      </span>
      <span className="meta">{text}</span>
    </li>
  );
}
