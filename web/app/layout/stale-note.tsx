import type { LiveState } from '../../api/live-updates.ts';
import { Note } from '../../ui/note/note.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { useLiveState, useLiveUpdates } from '../live-context.ts';

/** Losses shorter than this heal by themselves before anybody reads the note. */
const QUIET_MS = 3_000;

/** Above every page while nothing is heard from the server: what is shown stays, and says since when. */
export function StaleNote() {
  const state = useLiveState();
  return state.kind === 'stale' ? <StaleSince state={state} /> : null;
}

function StaleSince({ state }: { readonly state: Extract<LiveState, { kind: 'stale' }> }) {
  const live = useLiveUpdates();
  const { format } = useTimes();
  useNow(1000);
  const now = Date.now();
  if (now - state.sinceMs < QUIET_MS) return null;
  const seconds = Math.max(0, Math.ceil((state.retryAtMs - now) / 1000));
  return (
    <div className="stale-note">
      <Note tone="warn" action={{ label: 'Try now', onClick: () => live.retryNow() }}>
        <b>Not live since {format(state.sinceMs, { style: 'clock-seconds' })}.</b> What is shown may be out of date.{' '}
        <span aria-hidden>{seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again.'}</span>
      </Note>
    </div>
  );
}
