import { Modal } from '@mantine/core';
import { usePages } from './pages.ts';

interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['Ctrl', 'K'], does: 'Search, or jump to a page' },
  { keys: ['/'], does: 'To the filter of the list' },
  { keys: ['↑', '↓'], does: 'From row to row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Space'], does: 'Check the row; with Shift a range' },
  { keys: ['Esc'], does: 'Close the panel' },
  { keys: ['Alt', '↓'], does: 'Next section of a form' },
  { keys: ['?'], does: 'This list' },
];

/** The shortcuts, and the rules by which times are shown. */
export function HelpDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const pages = usePages().map(({ key, label }) => ({ keys: ['g', key], does: label }));
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className="shortcuts">
        {[...SHORTCUTS, ...pages].map(({ keys, does }) => (
          <div key={keys.join(' ')}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="meta help-rule">
        “Times in” decides the zone of single times: yours, that of the schedule, or UTC. Planned launches always show the schedule’s zone
        first.
      </p>
    </Modal>
  );
}
