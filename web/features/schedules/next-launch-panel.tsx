import { ActionIcon } from '@mantine/core';
import { IconArrowBarToDown, IconCalendarDown, IconPencil, IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Schedule } from '#contract/schedules';
import { Note } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { sameWallClock } from '../../ui/time/format-time.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { AfterThat } from './after-that.tsx';
import { FactList } from './fact-list.tsx';
import { explainMark } from './launch-note.ts';
import { launchZone } from './launch-zone.ts';
import { noNextLaunch } from './no-next-launch.ts';
import { LastResult, ScheduleStatus } from './schedule-cells.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';
import { toldOf } from './told.ts';
import { useGroupNames } from './use-group-names.ts';
import { useMay } from './use-me.ts';
import { WhatWillRun } from './what-will-run.tsx';

interface NextLaunchPanelProps {
  readonly schedule: Schedule;
  readonly onClose: () => void;
}

/** The details of a schedule's next launch. */
export function NextLaunchPanel({ schedule, onClose }: NextLaunchPanelProps) {
  const mayWrite = useMay('schedules.write');
  const told = toldOf(schedule.notifications, schedule.owner.name, useGroupNames());
  const actions = (
    <>
      {mayWrite && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Edit ${schedule.title}`}
          renderRoot={(root) => <Link {...root} to="/schedules/$id/edit" params={{ id: schedule.id }} />}
        >
          <IconPencil size={16} stroke={1.8} />
        </ActionIcon>
      )}
      <ScheduleMenu schedule={schedule} onRemoved={onClose} />
    </>
  );
  return (
    <SidePanel title={schedule.title} width={312} subtitle={schedule.sentence} actions={actions} onClose={onClose}>
      <PanelSection title="Next launch" aside={!schedule.active && <ScheduleStatus schedule={schedule} withReason={false} />}>
        <NextLaunch schedule={schedule} />
      </PanelSection>
      <PanelSection title="What will run">
        <WhatWillRun schedule={schedule} />
      </PanelSection>
      {told.length > 0 && (
        <PanelSection title="Will be told">
          <FactList facts={told.map(({ when, who }) => ({ label: when, value: who }))} />
        </PanelSection>
      )}
      {schedule.nextLaunch !== undefined && schedule.recurrence.kind !== 'once' && (
        <PanelSection title="After that">
          <AfterThat schedule={schedule} next={schedule.nextLaunch} />
        </PanelSection>
      )}
      <PanelSection title="Last result">
        <LastResult schedule={schedule} />
        {schedule.lastScan !== undefined && (
          <p className="panel-link">
            <PageLink to="/scans/$id" params={{ id: schedule.lastScan.id }}>
              See the scan
            </PageLink>
          </p>
        )}
        <p className="panel-link">
          <Link to="/schedules/$id" params={{ id: schedule.id }}>
            All launches of this schedule
          </Link>
        </p>
      </PanelSection>
    </SidePanel>
  );
}

const MARK_ICONS = { gap: IconArrowBarToDown, fold: IconRepeat, 'short-month': IconCalendarDown };

/** The loudest thing on the page: when, how far away, in all three zones, and why it is not the usual time. */
export function NextLaunch({ schedule }: { readonly schedule: Schedule }) {
  const { format, viewerZone } = useTimes();
  const { nextLaunch, timeZone } = schedule;
  if (nextLaunch === undefined) {
    return <p className="panel-loud">{noNextLaunch(schedule)}</p>;
  }
  const zone = launchZone(nextLaunch, timeZone);
  const day = format(nextLaunch.at, { zone, style: 'day' });
  const rule = explainMark(nextLaunch, schedule);
  const mine = sameWallClock(nextLaunch.at, zone, viewerZone) ? 'same' : format(nextLaunch.at, { zone: viewerZone });
  return (
    <>
      <p className="panel-loud tabular">
        {day}, {format(nextLaunch.at, { zone, style: 'clock', withoutZone: true })}
      </p>
      <p className="meta next-launch-distance">
        <RelativeTime at={nextLaunch.at} scheduleZone={zone} always />
      </p>
      <FactList
        facts={[
          { label: 'Schedule', value: format(nextLaunch.at, { zone }) },
          { label: 'Mine', value: mine },
          { label: 'UTC', value: format(nextLaunch.at, { zone: 'UTC', withoutZone: true }) },
        ]}
      />
      {rule !== undefined && nextLaunch.note !== undefined && (
        <div className="next-launch-rule">
          <Note tone="warn" icon={MARK_ICONS[nextLaunch.note]}>
            {rule}
          </Note>
        </div>
      )}
    </>
  );
}
