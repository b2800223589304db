import type { Appliance } from '#contract/appliances';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { ProgressBar } from '../../../ui/progress/progress-bar.tsx';
import { Fact, Facts } from '../../../ui/stat/facts.tsx';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { Countdown, TimeText } from '../../../ui/time/time-text.tsx';
import { useNow } from '../../../ui/time/use-now.ts';
import { ClockOffset, NextPoll, outdatedInWords, StateReason } from '../appliance-cells.tsx';
import { CommandsSection } from '../commands/commands-section.tsx';
import type { ListKind } from '../commands/network-draft.ts';
import { intervalOver } from '../poll.ts';
import { CapacitySection } from './capacity-section.tsx';

interface PartProps {
  readonly appliance: Appliance;
}

interface OverviewTabProps extends PartProps {
  /** Opens the form of a list; absent for who may only look. */
  readonly onOpenForm: ((kind: ListKind) => void) | undefined;
}

/** How an appliance fares now. */
export function OverviewTab({ appliance, onOpenForm }: OverviewTabProps) {
  return (
    <>
      <Overview appliance={appliance} />
      {appliance.capacity !== undefined && <CapacitySection capacity={appliance.capacity} />}
      <RunningSlices appliance={appliance} />
      <CommandsSection appliance={appliance} first={3} onOpenForm={onOpenForm} />
      <Versions appliance={appliance} />
      <Machine appliance={appliance} />
    </>
  );
}

function Overview({ appliance }: PartProps) {
  const { capacity, clockOffsetMs, pollIntervalSeconds } = appliance;
  const now = useNow(1000);
  return (
    <PanelSection>
      <p className="appliance-rule text-2">
        <StateReason appliance={appliance} />
      </p>
      <dl className="appliance-figures">
        <div>
          <dt>to next poll, every {pollIntervalSeconds} s</dt>
          <dd>
            <NextPoll appliance={appliance} />
          </dd>
        </div>
        <div>
          <dt>slots used</dt>
          <dd className="tabular">{capacity === undefined ? '—' : `${capacity.used} / ${capacity.slots}`}</dd>
        </div>
        <div>
          <dt>clock offset</dt>
          <dd>
            <ClockOffset offsetMs={clockOffsetMs} />
          </dd>
        </div>
      </dl>
      <ProgressBar label="Poll interval" value={Math.round(intervalOver(appliance, now) * 100)} of={100} size="thin" />
      <PollLine appliance={appliance} />
    </PanelSection>
  );
}

function PollLine({ appliance: { lastPollAt, missedPolls, promptDelivery } }: PartProps) {
  return (
    <p className="appliance-poll-line meta">
      <span className="tabular">
        {lastPollAt === undefined ? (
          'no poll yet'
        ) : (
          <>
            last poll <TimeText at={lastPollAt} style="clock-seconds" />
          </>
        )}
        , {formatNumber(missedPolls)} missed
      </span>
      <span>prompt delivery {promptDelivery ? 'on' : 'off'}</span>
    </p>
  );
}

function RunningSlices({ appliance: { runningSlices } }: PartProps) {
  return (
    <PanelSection title="Running slices">
      {runningSlices.length === 0 && <p className="meta">None.</p>}
      <ul className="appliance-slices">
        {runningSlices.map(({ sliceId, scanId, scanTitle, index, hostsDone, hostsTotal, leaseExpiresAt }) => (
          <li key={sliceId}>
            {scanId === undefined ? (
              <span className="text-2">A scan that you may not see, slice {index + 1}</span>
            ) : (
              <PageLink to="/scans/$id" params={{ id: scanId }} className="truncate">
                {scanTitle}, slice {index + 1}
              </PageLink>
            )}
            <span className="tabular">
              {hostsDone} of {hostsTotal} hosts
            </span>
            <span className="tabular text-2">
              {leaseExpiresAt === undefined ? 'no' : <Countdown to={leaseExpiresAt} over="expired" />} lease
            </span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Versions({ appliance: { versions, outdated } }: PartProps) {
  return (
    <PanelSection title="Versions">
      {versions === undefined ? (
        <p className="meta">Told at the first poll.</p>
      ) : (
        <Facts>
          <Fact label="Appliance">{versions.appliance}</Fact>
          <Fact label="scand">{versions.scand}</Fact>
          <Fact label="Signatures">{versions.signatures ?? 'none'}</Fact>
          <Fact label="Engines">{versions.engines.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none'}</Fact>
          {outdated.length > 0 && (
            <Fact label="Outdated">
              <span className="tone-text" data-tone="warn">
                {outdated.map(outdatedInWords).join('; ')}
              </span>
            </Fact>
          )}
        </Facts>
      )}
    </PanelSection>
  );
}

function Machine({ appliance: { hostName, addresses, registeredAt, location } }: PartProps) {
  return (
    <PanelSection title="Machine">
      <Facts>
        <Fact label="Host name">{hostName ?? 'unknown'}</Fact>
        <Fact label="Addresses">{addresses.length === 0 ? 'unknown' : <span className="mono">{addresses.join(', ')}</span>}</Fact>
        <Fact label="Location">{location ?? '—'}</Fact>
        <Fact label="Registered">{registeredAt === undefined ? 'not yet' : <TimeText at={registeredAt} />}</Fact>
      </Facts>
    </PanelSection>
  );
}
