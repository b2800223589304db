import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import type { CalendarEntry } from './queries.ts';

/** How an entry is painted: `skipped` and `missed` are ghosts, of `planned` only the edge is drawn. */
export type EntryLook = 'planned' | 'running' | 'finished' | 'late' | 'skipped' | 'missed' | 'failed' | 'quiet';

export interface Appearance {
  readonly look: EntryLook;
  readonly status: StatusName;
}

const SCAN: Record<string, Appearance> = {
  queued: { look: 'quiet', status: 'queued' },
  running: { look: 'running', status: 'running' },
  pausing: { look: 'running', status: 'pausing' },
  paused: { look: 'late', status: 'paused' },
  canceling: { look: 'quiet', status: 'canceling' },
  canceled: { look: 'quiet', status: 'canceled' },
  error: { look: 'failed', status: 'error' },
  finished: { look: 'finished', status: 'finished' },
};

const DECIDED = {
  planned: { look: 'planned', status: 'planned' },
  waiting: { look: 'late', status: 'waiting' },
  held: { look: 'late', status: 'waiting' },
  skipped: { look: 'skipped', status: 'skipped' },
  missed: { look: 'missed', status: 'missed' },
} as const;

/** A launch that was made looks like its scan; one that was made late keeps saying so once the scan is over. */
export function appearanceOf({ verdict, scanState }: Pick<CalendarEntry, 'verdict' | 'scanState'>): Appearance {
  if (verdict !== 'launched' && verdict !== 'late') return DECIDED[verdict];
  const scan = SCAN[scanState ?? ''];
  const over = scan === undefined || scan.look === 'finished';
  if (over && verdict === 'late') return { look: 'late', status: 'late' };
  return scan ?? { look: 'finished', status: 'launched' };
}
