import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageLink } from '../../ui/page/page-link.tsx';
import { Stat, StatStrip } from '../../ui/stat/stat-strip.tsx';
import { formatNumber, formatRelative } from '../../ui/time/format-duration.ts';
import { useNow } from '../../ui/time/use-now.ts';
import {
  allAppliances,
  allImages,
  anySensor,
  launchesOfNextDay,
  launchesOfWeek,
  launchLimits,
  runningScans,
  WORST,
  worstImages,
} from './queries.ts';

/** Until a figure is known there is a dash, never a zero. */
const known = (value: number | undefined): ReactNode => (value === undefined ? '—' : formatNumber(value));

/** Six figures, each a link to what it counts. */
export function OverviewFigures() {
  return (
    <StatStrip>
      <Running />
      <NextDay />
      <InTime />
      <Missed />
      <Reachable />
      <Vulnerable />
    </StatStrip>
  );
}

function Running() {
  const running = useQuery(runningScans()).data?.total.count;
  const limit = useQuery(launchLimits()).data?.maxConcurrentScans;
  return (
    <Stat
      figure={
        <PageLink to="/scans" search={{ q: 'state:running' }}>
          {known(running)}
        </PageLink>
      }
      label="scans running"
      meta={limit !== undefined && `of ${formatNumber(limit)} at once`}
    />
  );
}

function NextDay() {
  const now = useNow(60_000);
  const day = useQuery(launchesOfNextDay(now)).data;
  const planned = day?.entries.filter(({ verdict, at }) => verdict === 'planned' && Date.parse(at) > now);
  const [next] = planned?.map(({ at }) => Date.parse(at)).sort((one, other) => one - other) ?? [];
  return (
    <Stat
      figure={
        <PageLink to="/schedules" search={{ q: 'next:within-1d' }}>
          {known(planned?.length)}
          {day?.truncated === true && '+'}
        </PageLink>
      }
      label="launches in the next 24 h"
      meta={planned !== undefined && (next === undefined ? 'none planned' : `next ${formatRelative(next, now)}`)}
    />
  );
}

const share = (part: number, whole: number) => `${formatNumber(Math.floor((part / whole) * 1000) / 10)} %`;

function InTime() {
  const all = useQuery(launchesOfWeek()).data?.total.count;
  const inTime = useQuery(launchesOfWeek('launched')).data?.total.count;
  const figure = all === undefined || inTime === undefined || all === 0 ? '—' : share(inTime, all);
  return (
    <Stat
      figure={
        <PageLink to="/launches" search={{ q: 'due:last-7d' }}>
          {figure}
        </PageLink>
      }
      label="launched in time"
      meta={
        all === 0
          ? '7 days, none was due'
          : all !== undefined && inTime !== undefined && `7 days, ${formatNumber(inTime)} of ${formatNumber(all)}`
      }
    />
  );
}

function Missed() {
  const missed = useQuery(launchesOfWeek('missed')).data?.total.count;
  const skipped = useQuery(launchesOfWeek('skipped')).data?.total.count;
  return (
    <Stat
      figure={
        <PageLink to="/launches" search={{ q: 'due:last-7d verdict:missed' }}>
          {known(missed)}
        </PageLink>
      }
      label="missed"
      meta={skipped !== undefined && `7 days, ${formatNumber(skipped)} skipped`}
    />
  );
}

const TROUBLED = ['late', 'offline', 'missing', 'never-connected'] as const;

function Reachable() {
  const items = useQuery(allAppliances()).data?.items.filter(({ state }) => state !== 'retired');
  const reachable = items?.filter(({ state }) => ['online', 'busy', 'updating'].includes(state)).length;
  const troubles = TROUBLED.map((state) => [items?.filter((one) => one.state === state).length ?? 0, state] as const).filter(
    ([count]) => count > 0,
  );
  return (
    <Stat
      figure={<PageLink to="/appliances">{items === undefined ? '—' : `${reachable} of ${items.length}`}</PageLink>}
      label="appliances reachable"
      meta={
        items !== undefined &&
        (troubles.length === 0
          ? 'none late or offline'
          : troubles.map(([count, state]) => `${count} ${state.replace('-', ' ')}`).join(', '))
      }
    />
  );
}

/** Images that need work most. Without a sensor nobody looks at any: then that is what is said. */
function Vulnerable() {
  const worst = useQuery(worstImages()).data?.count;
  const all = useQuery(allImages()).data?.total;
  const sensors = useQuery(anySensor()).data?.total.count;
  if (sensors === 0) {
    return (
      <Stat
        figure="—"
        label="images with severity 5 or 4"
        meta={
          <PageLink to="/sensors" search={{ add: 'sensor' }}>
            No sensor yet: add one
          </PageLink>
        }
      />
    );
  }
  return (
    <Stat
      figure={
        <PageLink to="/images" search={{ q: WORST }}>
          {known(worst)}
        </PageLink>
      }
      label="images with severity 5 or 4"
      meta={all !== undefined && `of ${formatNumber(all.count)}${all.exact ? '' : '+'} images`}
    />
  );
}
