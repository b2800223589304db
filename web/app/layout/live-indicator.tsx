import { Tooltip } from '@mantine/core';
import { IconAntennaBars5, IconPlugConnectedX } from '@tabler/icons-react';
import { useTimes } from '../../ui/time/times.tsx';
import { useLiveState } from '../live-context.ts';

/** Whether lists move by themselves. */
export function LiveIndicator() {
  const state = useLiveState();
  const { format } = useTimes();
  if (state.kind === 'stale') {
    return (
      <Tooltip label={`Not live since ${format(state.sinceMs, { style: 'clock-seconds' })}`}>
        <span className="live tone-text" data-tone="warn">
          <IconPlugConnectedX size={16} stroke={1.8} aria-hidden />
          <span className="live-word">Not live</span>
        </span>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={state.kind === 'live' ? 'Lists move by themselves' : 'Connecting'}>
      <span className="live tone-text" data-tone={state.kind === 'live' ? 'ok' : 'idle'}>
        <IconAntennaBars5 size={16} stroke={1.8} aria-hidden />
        <span className="live-word">{state.kind === 'live' ? 'Live' : 'Connecting'}</span>
      </span>
    </Tooltip>
  );
}
