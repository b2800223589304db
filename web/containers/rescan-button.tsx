import { Button, Tooltip } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import type { Rescan } from '#contract/container-parts';
import { Note } from '../ui/note/note.tsx';
import { TimeText } from '../ui/time/time-text.tsx';

interface RescanButtonProps {
  readonly rescans: readonly Rescan[];
  readonly busy: boolean;
  readonly onRescan: () => void;
}

/** Asks for a scan now; while one was asked for and is not over, it says so instead. */
export function RescanButton({ rescans, busy, onRescan }: RescanButtonProps) {
  const waiting = rescans.some(({ state }) => OPEN.includes(state));
  return (
    <Tooltip label="A scan was asked for and is not over yet" disabled={!waiting}>
      <Button leftSection={<IconScan size={16} stroke={1.8} />} loading={busy} disabled={waiting} onClick={onRescan}>
        Scan now
      </Button>
    </Tooltip>
  );
}

const OPEN: readonly Rescan['state'][] = ['queued', 'delivered', 'taken'];

const STATES: Readonly<Record<Rescan['state'], string>> = {
  queued: 'waits for the next check-in of',
  delivered: 'was handed to',
  taken: 'is carried out by',
  done: 'was done by',
  failed: 'failed at',
  expired: 'was never fetched by',
};

/** The scans that were asked for, and how each stands. */
export const Rescans = ({ rescans }: { readonly rescans: readonly Rescan[] }) =>
  rescans.map(({ orderId, state, sensorName, orderedBy, orderedAt, reason }) => (
    <div className="list-note" key={orderId}>
      <Note tone={state === 'failed' || state === 'expired' ? 'warn' : 'plain'}>
        The scan that {orderedBy} asked for (<TimeText at={orderedAt} />) {STATES[state]} {sensorName}.
        {reason !== undefined && ` ${reason}`}
      </Note>
    </div>
  ));
