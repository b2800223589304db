import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Brand } from '../../ui/page/brand.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { type ConsolePage, usePages } from './pages.ts';

export interface PlatformStatus {
  readonly version: string;
  readonly healthy: boolean;
  readonly problems: readonly string[];
  readonly timeZoneData: string;
  readonly counts: { readonly schedules: number; readonly scansActive: number; readonly appliances: number };
}

interface NavigationProps {
  readonly status: PlatformStatus | undefined;
  readonly onClose: () => void;
}

/** The pages that exist, with how much there is on them; health and version at the foot. */
export function Navigation({ status, onClose }: NavigationProps) {
  const pages = usePages();
  return (
    <>
      <div className="navigation-head">
        <Link to="/" className="brand-link">
          <Brand />
        </Link>
        <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" aria-label="Close the menu" onClick={onClose}>
          <IconX size={18} stroke={1.8} />
        </ActionIcon>
      </div>
      <nav aria-label="Main" className="navigation-pages">
        {pages.map((page) => (
          <NavigationLink key={page.to} page={page} status={status} />
        ))}
      </nav>
      <div className="navigation-foot">{status !== undefined && <Health status={status} />}</div>
    </>
  );
}

function NavigationLink({ page, status }: { readonly page: ConsolePage; readonly status: PlatformStatus | undefined }) {
  const { label, to, icon: PageIcon, count, group } = page;
  const number = count === undefined ? undefined : status?.counts[count];
  return (
    <Link
      to={to}
      className="navigation-link"
      data-group={group}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      <PageIcon size={16} stroke={1.7} aria-hidden />
      <span className="navigation-label">{label}</span>
      {number !== undefined && number > 0 && <span className="navigation-count tabular">{formatNumber(number)}</span>}
    </Link>
  );
}

function Health({ status }: { readonly status: PlatformStatus }) {
  const { healthy, problems, version, timeZoneData } = status;
  const HealthIcon = healthy ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <Tooltip label={problems.join('\n')} disabled={problems.length === 0} w={260} position="top-start">
        <span className="tone-text health" data-tone={healthy ? 'ok' : 'bad'} {...(problems.length > 0 && { tabIndex: 0 })}>
          <HealthIcon size={14} stroke={1.8} aria-hidden />
          {healthy ? 'Platform healthy' : problems.length === 1 ? '1 problem' : `${problems.length} problems`}
        </span>
      </Tooltip>
      <span className="meta">
        v{version} · zones {timeZoneData}
      </span>
    </>
  );
}
