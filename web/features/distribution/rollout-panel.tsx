import { useQuery } from '@tanstack/react-query';
import type { Rollout } from '#contract/rollouts';
import { problemOf } from '../../api/problem.ts';
import { FailureNote } from '../../ui/note/note.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { rolloutById } from './queries.ts';
import { RolloutActions } from './rollout-actions.tsx';
import { isActive, MEMBER_STATES, RolloutProgress, RolloutStatus } from './rollout-columns.tsx';
import { shortVersion } from './short-version.ts';

interface RolloutPanelProps {
  readonly rollout: Rollout;
  readonly mayChange: boolean;
  readonly onClose: () => void;
}

/** A roll-out: its phases, what can be done, and how each appliance fares. */
export function RolloutPanel({ rollout, mayChange, onClose }: RolloutPanelProps) {
  return (
    <SidePanel title={`${rollout.package} ${shortVersion(rollout.version)}`} width={480} onClose={onClose}>
      <PanelSection>
        <div className="rollout-state">
          <RolloutStatus rollout={rollout} />
          <RolloutProgress rollout={rollout} />
          {mayChange && <RolloutActions rollout={rollout} />}
        </div>
      </PanelSection>
      <PanelSection title="Phases">
        <ol className="rollout-phases" aria-label="Phases">
          {rollout.phases.map(({ sharePercent, healthyHours }, index) => (
            <li key={sharePercent} aria-current={isActive(rollout) && index === rollout.phase - 1 ? 'step' : undefined}>
              <b className="tabular">{sharePercent} %</b>{' '}
              <span className="text-2">
                {healthyHours === undefined ? 'until a person goes on' : `goes on after ${healthyHours} h without too many failures`}
              </span>
            </li>
          ))}
        </ol>
        <p className="meta">Pauses by itself when more than {rollout.maxFailedPercent} % of the appliances that tried have failed.</p>
      </PanelSection>
      <PanelSection title="Version">
        <Facts>
          <Fact label="Version">{rollout.version}</Fact>
          <Fact label="Before">{rollout.formerVersion ?? 'what each was installed with'}</Fact>
          <Fact label="Started">
            <TimeText at={rollout.createdAt} /> by {rollout.startedBy}
          </Fact>
        </Facts>
      </PanelSection>
      <Members id={rollout.id} />
    </SidePanel>
  );
}

function Members({ id }: { readonly id: string }) {
  const details = useQuery(rolloutById(id));
  const problem = problemOf(details.error);
  const members = details.data?.appliances ?? [];
  return (
    <PanelSection title="Appliances">
      {problem !== undefined && (
        <FailureNote title="The appliances could not be read." {...problem} onRetry={() => void details.refetch()} />
      )}
      {details.data !== undefined && members.length === 0 && <p className="meta">There are no appliances yet.</p>}
      <ul className="rollout-members" aria-label="Appliances">
        {members.map(({ id: applianceId, name, state, version, reason }) => (
          <li key={applianceId}>
            <span className="two-lines">
              <span className="cell-name truncate">{name}</span>
              <span className="meta">{reason ?? (version === undefined ? 'version unknown' : `runs ${version}`)}</span>
            </span>
            <Status name={MEMBER_STATES[state]} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
