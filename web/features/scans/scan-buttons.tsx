import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconReportSearch, IconRotateClockwise, IconSquareX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Scan } from '#contract/scans';
import { reportAddress, scanActions } from './scan-actions.ts';
import type { ScanControl } from './use-scan-control.tsx';

interface ScanButtonsProps {
  readonly scan: Scan;
  readonly permissions: readonly string[];
  readonly control: ScanControl;
}

/** The quick actions of a row, as far as its state and the person's permissions allow. */
export function ScanButtons({ scan, permissions, control }: ScanButtonsProps) {
  const actions = scanActions(scan, permissions);
  return (
    <span className="scan-buttons">
      {actions.pause && (
        <RowButton label={`Pause ${scan.title}`} onClick={() => control.take('pause', scan)}>
          <IconPlayerPause size={16} stroke={1.7} />
        </RowButton>
      )}
      {actions.resume && (
        <RowButton label={`Resume ${scan.title}`} onClick={() => control.take('resume', scan)}>
          <IconPlayerPlay size={16} stroke={1.7} />
        </RowButton>
      )}
      {actions.cancel && (
        <RowButton label={`Cancel ${scan.title}`} onClick={() => control.askCancel(scan)}>
          <IconSquareX size={16} stroke={1.7} />
        </RowButton>
      )}
      {actions.relaunch && (
        <Tooltip label={`Relaunch ${scan.title}`}>
          <ActionIcon
            renderRoot={(root) => <Link {...root} to="/scans/new" search={{ relaunch: scan.id }} />}
            variant="subtle"
            color="gray"
            aria-label={`Relaunch ${scan.title}`}
          >
            <IconRotateClockwise size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
      {actions.report && (
        <Tooltip label="View report">
          <ActionIcon
            component="a"
            href={reportAddress(scan.id, 'html')}
            target="_blank"
            rel="noopener"
            variant="subtle"
            color="gray"
            aria-label={`View report of ${scan.title}`}
          >
            <IconReportSearch size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      )}
    </span>
  );
}

function RowButton({ label, onClick, children }: { readonly label: string; readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
