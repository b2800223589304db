import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { NetworkFormState } from './use-network-form.ts';

interface NetworkFootProps {
  readonly form: NetworkFormState;
  /** Names whom it goes to: "Send to lax-scan-01". */
  readonly sendLabel: string;
  readonly onClose: () => void;
}

/** How many entries are to correct, and the buttons. Nothing can be sent that would change nothing anywhere. */
export function NetworkFoot({ form, sendLabel, onClose }: NetworkFootProps) {
  const { problems, judged, possible, isSettled, send } = form;
  const wrong = problems.byRow.size + problems.whole.length;
  const isUnfinished = wrong === 0 && problems.unfinished > 0;
  const nothing = judged.length > 0 && judged.every(({ changes, issues }) => changes.length === 0 && issues.length === 0);
  return (
    <div className="network-foot">
      {wrong > 0 && (
        <output className="network-wrong">
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden /> {wrong === 1 ? '1 entry' : `${wrong} entries`} to correct
        </output>
      )}
      {isUnfinished && <span className="meta">Not complete yet.</span>}
      {wrong === 0 && nothing && isSettled && <span className="meta">Nothing changes.</span>}
      <span className="network-buttons">
        <Button variant="default" onClick={onClose}>
          Discard
        </Button>
        <Button disabled={!isSettled || possible.length === 0 || nothing} loading={send.isPending} onClick={() => send.mutate()}>
          {sendLabel}
        </Button>
      </span>
    </div>
  );
}
