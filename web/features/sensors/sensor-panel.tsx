import { IconArchive, IconKey, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Sensor } from '#contract/sensors';
import { toProblem } from '../../api/problem.ts';
import { CodeBlock } from '../../ui/code/code-block.tsx';
import type { ListUrlState } from '../../ui/list/use-list-url-state.ts';
import { FailureNote, Note } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { PanelMenu } from '../../ui/panel/panel-menu.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatNumber, formatOffset } from '../../ui/time/format-duration.ts';
import { RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { sensorById } from './queries.ts';
import { SensorVersion } from './sensor-columns.tsx';
import { engineInWords, KINDS } from './sensor-words.ts';
import type { SensorActions } from './use-sensor-actions.tsx';

interface SensorPanelProps {
  readonly id: string;
  readonly list: Pick<ListUrlState, 'setOpen'>;
  /** Absent for who may only look. */
  readonly actions: SensorActions | undefined;
}

/** One sensor at the side of the list. */
export function SensorPanel({ id, list, actions }: SensorPanelProps) {
  const read = useQuery(sensorById(id));
  const sensor = read.data;
  const menu = sensor !== undefined && actions !== undefined && sensor.state !== 'retired' && (
    <PanelMenu
      of={sensor.name}
      actions={[
        { label: 'Rename', icon: IconPencil, onClick: () => actions.rename(sensor) },
        { label: sensor.registeredAt === undefined ? 'New code' : 'Bind again', icon: IconKey, onClick: () => actions.renewCode(sensor) },
        { label: 'Retire', icon: IconArchive, onClick: () => actions.retire(sensor), destructive: true },
      ]}
    />
  );
  return (
    <SidePanel
      title={sensor?.name ?? 'Sensor'}
      width={480}
      aside={sensor !== undefined && <Status name={sensor.state} />}
      subtitle={sensor && (sensor.state === 'online' ? KINDS[sensor.kind].word : `${KINDS[sensor.kind].word}. ${sensor.stateReason}`)}
      actions={menu}
      onClose={() => list.setOpen(undefined)}
    >
      {read.isError && sensor === undefined && (
        <div className="list-note">
          <FailureNote title="The sensor could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <TableSkeleton columns={2} density="one-line" rows={8} />}
      {sensor !== undefined && <Parts sensor={sensor} onNewCode={actions && (() => actions.renewCode(sensor))} />}
    </SidePanel>
  );
}

interface PartsProps {
  readonly sensor: Sensor;
  readonly onNewCode: (() => void) | undefined;
}

function Parts({ sensor, onNewCode }: PartsProps) {
  return (
    <>
      <Warnings sensor={sensor} onNewCode={onNewCode} />
      <PanelSection title="What it follows">
        <Facts>
          <Fact label="Engine">
            <ForeignText>{engineInWords(sensor)}</ForeignText>
          </Fact>
          {sensor.engine?.operatingSystem !== undefined && (
            <Fact label="System">
              <ForeignText>{sensor.engine.operatingSystem}</ForeignText>
            </Fact>
          )}
          <Fact label="Images">
            <HostLink sensor={sensor} to="/images" count={sensor.imagesCount} />
          </Fact>
          <Fact label="Containers">
            <HostLink sensor={sensor} to="/containers" count={sensor.containersCount} />
          </Fact>
        </Facts>
      </PanelSection>
      <PanelSection title="What it scans with">
        <Facts>
          <Fact label="Version">
            <SensorVersion sensor={sensor} />
            {sensor.updateAvailable !== undefined && <span className="meta"> {sensor.updateAvailable} is handed out</span>}
          </Fact>
          <Fact label="Manifest">
            {sensor.manifestVersion ?? 'none: it only takes inventories'}
            {sensor.manifestAvailable !== undefined && <span className="meta"> {sensor.manifestAvailable} is handed out</span>}
          </Fact>
        </Facts>
      </PanelSection>
      <Contact sensor={sensor} />
      {sensor.kind === 'cicd' && <Pipeline />}
    </>
  );
}

/** What needs a person. */
function Warnings({ sensor: { codeExpiresAt, engine, state }, onNewCode }: PartsProps) {
  return (
    <>
      {codeExpiresAt !== undefined && state !== 'retired' && (
        <div className="list-note">
          <Note tone="plain" action={onNewCode && { label: 'New code', onClick: onNewCode }}>
            Its personalization code waits for a machine, until <TimeText at={codeExpiresAt} />.
          </Note>
        </div>
      )}
      {engine?.connected === false && (
        <div className="list-note">
          <Note tone="bad">
            <b>Its engine is not connected.</b> <ForeignText>{engine.problem ?? 'No reason was told.'}</ForeignText>
          </Note>
        </div>
      )}
    </>
  );
}

/** The list of what is on its host. */
function HostLink({ sensor: { hostName }, to, count }: { readonly sensor: Sensor; readonly to: string; readonly count: number }) {
  if (count === 0 || hostName === undefined) return formatNumber(count);
  return (
    <PageLink to={to} search={{ q: `host.hostname:\`${hostName}\`` }}>
      {formatNumber(count)}
    </PageLink>
  );
}

function Contact({ sensor }: { readonly sensor: Sensor }) {
  const { hostName, addresses, platform, registeredAt, lastCheckInAt, lastReportAt, waitingReports, clockOffsetMs } = sensor;
  return (
    <PanelSection title="Host and contact">
      <Facts>
        <Fact label="Host name">
          <ForeignText>{hostName ?? 'unknown'}</ForeignText>
        </Fact>
        <Fact label="Addresses">{addresses.length === 0 ? 'unknown' : <span className="mono">{addresses.join(', ')}</span>}</Fact>
        <Fact label="Platform">{platform ?? 'unknown'}</Fact>
        <Fact label="Registered">{registeredAt === undefined ? 'not yet' : <TimeText at={registeredAt} />}</Fact>
        <Fact label="Check-in">{lastCheckInAt === undefined ? 'never' : <RelativeTime at={lastCheckInAt} always />}</Fact>
        <Fact label="Last report">
          {lastReportAt === undefined ? 'never' : <RelativeTime at={lastReportAt} always />}
          {waitingReports !== undefined && waitingReports > 0 && (
            <span className="meta"> {formatNumber(waitingReports)} wait to be sent</span>
          )}
        </Fact>
        {clockOffsetMs !== undefined && <Fact label="Clock">{formatOffset(clockOffsetMs)}</Fact>}
      </Facts>
    </PanelSection>
  );
}

/** As `docs/pipelines.md` has it. */
const PIPELINE_STEP = 'sh watchbill-step team/app:1.4 --timeout 300 -- --policy policy.json';

/** How a pipeline asks for a scan (C3). */
function Pipeline() {
  return (
    <PanelSection title="In a pipeline">
      <p className="text-2">
        Give the image the trigger tag after the build. The sensor scans it, sends what it found, and takes that tag away again: then the
        results are here. The step of the archive does all of it, and fails the pipeline by the policy:
      </p>
      <CodeBlock copyLabel="Copy the step" prompt code={PIPELINE_STEP} />
      <p className="meta prose">
        Get it from the <PageLink to="/downloads">downloads</PageLink>.
      </p>
    </PanelSection>
  );
}
