import { Button } from '@mantine/core';
import { IconFileText, IconPlayerPause, IconPlayerPlay, IconRotateClockwise, IconSquare } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Scan } from '#contract/scans';
import { PageHead } from '../../ui/page/page-head.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { reportAddress, scanActions } from './scan-actions.ts';
import { ScanStatus } from './scan-status.tsx';
import type { ScanControl } from './use-scan-control.tsx';

interface ScanHeadProps {
  readonly scan: Scan;
  readonly permissions: readonly string[];
  readonly control: ScanControl;
}

/** Title, state, number, schedule, and what can be done with the scan now. */
export function ScanHead({ scan, permissions, control }: ScanHeadProps) {
  return (
    <PageHead
      parent={{ label: 'Scans', to: '/scans' }}
      title={scan.title}
      aside={
        <>
          <ScanStatus scan={scan} />
          <span className="meta prose nowrap">
            scan {formatNumber(scan.number)}
            {scan.scheduleId === undefined ? (
              ', launched by hand'
            ) : (
              <>
                {' of '}
                <PageLink to="/schedules/$id" params={{ id: scan.scheduleId }}>
                  schedule
                </PageLink>
              </>
            )}
          </span>
        </>
      }
      actions={<HeadButtons scan={scan} permissions={permissions} control={control} />}
    />
  );
}

function HeadButtons({ scan, permissions, control }: ScanHeadProps) {
  const actions = scanActions(scan, permissions);
  return (
    <>
      {actions.pause && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} stroke={1.8} />}
          disabled={control.busy}
          onClick={() => control.take('pause', scan)}
        >
          Pause
        </Button>
      )}
      {actions.resume && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} stroke={1.8} />}
          disabled={control.busy}
          onClick={() => control.take('resume', scan)}
        >
          Resume
        </Button>
      )}
      {actions.keepPaused && (
        <Button variant="default" disabled={control.busy} onClick={() => control.take('pause', scan)}>
          Keep paused
        </Button>
      )}
      {actions.cancel && (
        <Button
          variant="default"
          leftSection={<IconSquare size={15} stroke={1.8} />}
          disabled={control.busy}
          onClick={() => control.askCancel(scan)}
        >
          Cancel
        </Button>
      )}
      {actions.relaunch && (
        <Button
          variant="default"
          leftSection={<IconRotateClockwise size={16} stroke={1.8} />}
          renderRoot={(root) => <Link {...root} to="/scans/new" search={{ relaunch: scan.id }} />}
        >
          Relaunch
        </Button>
      )}
      {actions.report && (
        <Button
          component="a"
          variant="default"
          leftSection={<IconFileText size={16} stroke={1.8} />}
          href={reportAddress(scan.id, 'html')}
          target="_blank"
          rel="noopener"
        >
          View report
        </Button>
      )}
    </>
  );
}
