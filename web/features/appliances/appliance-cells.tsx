import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconVersionsOff } from '@tabler/icons-react';
import type { Appliance } from '#contract/appliances';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatNumber, formatOffset, formatRelative } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { clockIsOff, pollText } from './poll.ts';

export const slicesInWords = (count: number): string =>
  count === 0 ? 'idle' : count === 1 ? '1 slice running' : `${count} slices running`;

/** State in word and icon, with what is going on below; the rule on hover. */
export function ApplianceStatus({ appliance }: { readonly appliance: Appliance }) {
  const { state, stateReason, runningSlices } = appliance;
  const isWorking = state === 'online' || state === 'busy';
  const reason = isWorking ? slicesInWords(runningSlices.length) : <ShortReason appliance={appliance} />;
  return (
    <Tooltip label={stateReason}>
      <span>
        <Status name={state} reason={reason} />
      </span>
    </Tooltip>
  );
}

const GONE: readonly Appliance['state'][] = ['late', 'offline', 'missing', 'retired'];

/** Since when, where the word of the state says enough; the rule in full is the tip. */
function ShortReason({ appliance }: { readonly appliance: Appliance }) {
  const { state, stateSince, missedPolls } = appliance;
  if (!GONE.includes(state) || stateSince === undefined) return <StateReason appliance={appliance} />;
  return (
    <>
      {(state === 'late' || state === 'offline') && `${formatNumber(missedPolls)} missed, `}since <TimeText at={stateSince} />
    </>
  );
}

/** The rule by which it is in its state; while it was never connected, how long its code still works. */
export function StateReason({ appliance: { state, stateReason, codeExpiresAt } }: { readonly appliance: Appliance }) {
  const now = useNow(30_000);
  if (state !== 'never-connected' || codeExpiresAt === undefined) return stateReason;
  const expiresMs = Date.parse(codeExpiresAt);
  return expiresMs <= now ? 'its code expired' : `code expires ${formatRelative(expiresMs, now)}`;
}

export function NextPoll({ appliance }: { readonly appliance: Appliance }) {
  const now = useNow(1000);
  const { figure, remark, tone } = pollText(appliance, now);
  if (remark === undefined) return <span className="tabular">{figure}</span>;
  return (
    <span className="two-lines tone-text" data-tone={tone}>
      <span className="tabular">{figure}</span>
      <span className="poll-remark">{remark}</span>
    </span>
  );
}

export function Capacity({ appliance: { capacity, name } }: { readonly appliance: Appliance }) {
  if (capacity === undefined) return '—';
  return (
    <span className="appliance-capacity">
      <ProgressBar label={`Slots of ${name} in use`} value={capacity.used} of={capacity.slots} size="thin" />
      <span className="tabular nowrap">
        {capacity.used} / {capacity.slots}
      </span>
    </span>
  );
}

/** How many polls it missed in a row; of one that is gone nobody counts any more. */
export function MissedPolls({ appliance: { state, missedPolls } }: { readonly appliance: Appliance }) {
  if (state === 'never-connected' || state === 'retired') return '—';
  return <span className="tabular">{formatNumber(missedPolls)}</span>;
}

/** Which scand it runs, and whether any of its packages is behind its roll-out. */
export function RunningVersion({ appliance: { versions, outdated } }: { readonly appliance: Appliance }) {
  if (versions === undefined) return '—';
  const scand = (
    <span className="truncate" title={versions.scand}>
      {versions.scand.split('+')[0]}
    </span>
  );
  return (
    <span className="two-lines version-lines">
      {outdated.length === 0 ? (
        scand
      ) : (
        <Tooltip label={`Outdated: ${outdated.map(outdatedInWords).join('; ')}`}>
          <span className="tone-text clock-alarm" data-tone="warn">
            <IconVersionsOff size={14} stroke={1.8} role="img" aria-label="Outdated" /> {scand}
          </span>
        </Tooltip>
      )}
      <span className="meta truncate" title={versions.signatures}>
        {versions.signatures ?? 'no manifest'}
      </span>
    </span>
  );
}

/** `scand 1.0.3, should be 1.1.0`. */
export const outdatedInWords = ({ package: name, version, wanted }: Appliance['outdated'][number]): string =>
  `${name} ${version ?? 'missing'}, should be ${wanted}`;

/** How far its clock is off; two seconds and more raise an alarm. */
export function ClockOffset({ offsetMs }: { readonly offsetMs: number | undefined }) {
  if (offsetMs === undefined) return '—';
  if (!clockIsOff(offsetMs)) return <span className="tabular">{formatOffset(offsetMs)}</span>;
  return (
    <Tooltip label="2 s or more off: set the clock of the appliance. Times in results are corrected.">
      <span className="tone-text tabular clock-alarm" data-tone="warn">
        <IconAlertTriangle size={14} stroke={1.8} role="img" aria-label="Clock alarm" />
        {formatOffset(offsetMs)}
      </span>
    </Tooltip>
  );
}
