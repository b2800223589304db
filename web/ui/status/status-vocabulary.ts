import {
  type Icon,
  IconActivity,
  IconAlertTriangle,
  IconArchive,
  IconArrowRight,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleDotted,
  IconCircleMinus,
  IconCircleX,
  IconClock,
  IconClockExclamation,
  IconHandStop,
  IconHelpOctagon,
  IconHourglassEmpty,
  IconHourglassLow,
  IconMailCheck,
  IconMailForward,
  IconMailPause,
  IconMailX,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPlugConnectedX,
  IconRefresh,
  IconStack,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';

export type Tone = 'ok' | 'accent' | 'warn' | 'bad' | 'idle';

interface StatusEntry {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: Icon;
}

const entry = (word: string, tone: Tone, icon: Icon): StatusEntry => ({ word, tone, icon });

/** Every state that the console names: word, tone and icon always go together. */
export const STATUSES = {
  active: entry('Active', 'ok', IconCircleDot),
  finished: entry('Finished', 'ok', IconCircleCheck),
  launched: entry('Launched', 'ok', IconCircleCheck),
  online: entry('Online', 'ok', IconCircleCheck),
  succeeded: entry('Succeeded', 'ok', IconCircleCheck),
  sent: entry('Sent', 'ok', IconMailCheck),
  running: entry('Running', 'accent', IconPlayerPlayFilled),
  uploading: entry('Uploading', 'accent', IconUpload),
  busy: entry('Busy', 'accent', IconActivity),
  updating: entry('Updating', 'accent', IconRefresh),
  delivered: entry('Delivered', 'accent', IconArrowRight),
  waiting: entry('Waiting', 'warn', IconHourglassLow),
  pausing: entry('Pausing', 'warn', IconPlayerPauseFilled),
  paused: entry('Paused', 'warn', IconPlayerPauseFilled),
  late: entry('Late', 'warn', IconClockExclamation),
  skipped: entry('Skipped', 'warn', IconPlayerSkipForward),
  retrying: entry('Retrying', 'warn', IconRefresh),
  kept: entry('Kept', 'warn', IconMailPause),
  missed: entry('Missed', 'bad', IconCircleX),
  failed: entry('Failed', 'bad', IconCircleX),
  error: entry('Error', 'bad', IconAlertTriangle),
  deactivated: entry('Deactivated', 'bad', IconHandStop),
  offline: entry('Offline', 'bad', IconPlugConnectedX),
  missing: entry('Missing', 'bad', IconHelpOctagon),
  bounced: entry('Bounced', 'bad', IconMailX),
  planned: entry('Planned', 'idle', IconClock),
  queued: entry('Queued', 'idle', IconStack),
  canceling: entry('Canceling', 'idle', IconCircleMinus),
  canceled: entry('Canceled', 'idle', IconCircleMinus),
  inactive: entry('Inactive', 'idle', IconCircleDashed),
  'never-run': entry('Never run', 'idle', IconCircleDotted),
  'never-connected': entry('Never connected', 'idle', IconCircleDotted),
  retired: entry('Retired', 'idle', IconArchive),
  expired: entry('Expired', 'idle', IconHourglassEmpty),
  invited: entry('Invited', 'idle', IconMailForward),
  created: entry('Created', 'idle', IconCircleDashed),
  stopped: entry('Stopped', 'idle', IconPlayerStop),
  gone: entry('Deleted', 'idle', IconTrash),
  unknown: entry('Unknown', 'warn', IconHelpOctagon),
  scanned: entry('Scanned', 'ok', IconCircleCheck),
  'not-scanned': entry('Not scanned', 'idle', IconCircleMinus),
  'not-scannable': entry('Not scannable', 'bad', IconCircleX),
} as const satisfies Record<string, StatusEntry>;

export type StatusName = keyof typeof STATUSES;
