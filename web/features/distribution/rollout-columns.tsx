import type { Rollout, RolloutAppliance } from '#contract/rollouts';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { Countdown, RelativeTime } from '../../ui/time/time-text.tsx';
import { shortVersion } from './short-version.ts';

const STATES: Record<Rollout['state'], StatusName> = {
  running: 'running',
  paused: 'paused',
  completed: 'finished',
  aborted: 'canceled',
  superseded: 'inactive',
};

export const MEMBER_STATES: Record<RolloutAppliance['state'], StatusName> = {
  installed: 'succeeded',
  updating: 'updating',
  failed: 'failed',
  'rolled-back': 'failed',
  waiting: 'waiting',
  'not-yet': 'planned',
};

export const isActive = ({ state }: Rollout): boolean => state === 'running' || state === 'paused';

/** Where it stands: its phase while it is under way, how it ended after that. */
export function RolloutStatus({ rollout }: { readonly rollout: Rollout }) {
  const { phase, phases, state, stateReason, endedAt, nextPhaseAt } = rollout;
  const share = phases[phase - 1]?.sharePercent ?? 100;
  const inPhase = (
    <>
      phase {phase} of {phases.length}, {share} % of the fleet
      {nextPhaseAt !== undefined && (
        <>
          , goes on in <Countdown to={nextPhaseAt} over="a moment" />
        </>
      )}
    </>
  );
  const ended = stateReason ?? (endedAt === undefined ? '' : <RelativeTime at={endedAt} />);
  const reason = state === 'running' ? inPhase : state === 'paused' ? (stateReason ?? inPhase) : ended;
  return <Status name={STATES[state]} reason={reason} />;
}

const progressText = ({ counts: { installed, reached, failed } }: Rollout): string =>
  `${formatNumber(installed)} of ${formatNumber(reached)}${failed === 0 ? '' : `, ${formatNumber(failed)} failed`}`;

export function RolloutProgress({ rollout }: { readonly rollout: Rollout }) {
  const { installed, reached, updating, failed } = rollout.counts;
  return (
    <span className="rollout-progress">
      <ProgressBar
        label="Appliances that run it"
        value={installed}
        of={reached}
        underWay={updating}
        tone={failed > 0 ? 'warn' : 'accent'}
        size="thin"
      />
      <span className="meta tabular">{progressText(rollout)}</span>
    </span>
  );
}

export const ROLLOUT_COLUMNS: readonly Column<Rollout>[] = [
  {
    key: 'package',
    head: 'Roll-out',
    cell: (rollout) => (
      <span className="two-lines">
        <span className="cell-name truncate" title={rollout.version}>
          {rollout.package} {shortVersion(rollout.version)}
        </span>
        <span className="meta truncate">
          {rollout.formerVersion === undefined ? 'in place of what was installed' : `after ${shortVersion(rollout.formerVersion)}`}
        </span>
      </span>
    ),
  },
  { key: 'state', head: 'Status', width: '34%', cell: (rollout) => <RolloutStatus rollout={rollout} /> },
  { key: 'progress', head: 'Appliances', width: '180px', cell: (rollout) => <RolloutProgress rollout={rollout} /> },
  {
    key: 'started',
    head: 'Started',
    width: '150px',
    cell: ({ createdAt, startedBy }) => (
      <span className="two-lines">
        <RelativeTime at={createdAt} />
        <span className="meta truncate">{startedBy}</span>
      </span>
    ),
  },
];

/** A roll-out as a phone shows it. */
export const rolloutCard = (rollout: Rollout): RowCard => ({
  title: `${rollout.package} ${shortVersion(rollout.version)}`,
  aside: <Status name={STATES[rollout.state]} />,
  line: <RolloutProgress rollout={rollout} />,
  meta: rollout.stateReason ?? `phase ${rollout.phase} of ${rollout.phases.length}, started by ${rollout.startedBy}`,
});
