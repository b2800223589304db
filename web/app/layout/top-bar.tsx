import { ActionIcon, Tooltip } from '@mantine/core';
import { IconHelpCircle, IconMenu2, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Me } from '#contract/account';
import { Segments } from '../../ui/form/segments.tsx';
import { type TimesMode, useTimes } from '../../ui/time/times.tsx';
import { useNow } from '../../ui/time/use-now.ts';
import { LiveIndicator } from './live-indicator.tsx';
import { openPalette } from './palette-store.ts';
import { UserMenu } from './user-menu.tsx';

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

interface TopBarProps {
  readonly me: Me;
  readonly onMenu: () => void;
  readonly onHelp: () => void;
}

const MODES: readonly { readonly value: TimesMode; readonly label: string }[] = [
  { value: 'mine', label: 'Mine' },
  { value: 'schedule', label: 'Schedule' },
  { value: 'utc', label: 'UTC' },
];

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Search, live, zone switch, clock, help, person. */
export function TopBar({ me, onMenu, onHelp }: TopBarProps) {
  return (
    <div className="top-bar">
      <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" aria-label="Open the menu" onClick={onMenu}>
        <IconMenu2 size={20} stroke={1.8} />
      </ActionIcon>
      <button type="button" className="palette-button" aria-label="Search or jump to" onClick={openPalette}>
        <IconSearch size={16} stroke={1.8} aria-hidden />
        <span>Search or jump to</span>
        <kbd className="palette-key">{isMac() ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <div className="top-bar-right">
        <LiveIndicator />
        <ZoneSwitch />
        <Clock />
        <Tooltip label="Keyboard shortcuts">
          <ActionIcon variant="subtle" color="gray" aria-label="Help" onClick={onHelp}>
            <IconHelpCircle size={18} stroke={1.8} />
          </ActionIcon>
        </Tooltip>
        <UserMenu me={me} />
      </div>
      <Suspense>
        <CommandPalette />
      </Suspense>
    </div>
  );
}

function ZoneSwitch() {
  const { mode, setMode } = useTimes();
  return (
    <div className="zone-switch">
      <span aria-hidden>Times in</span>
      <Segments label="Times in" value={mode} choices={MODES} onChange={setMode} />
    </div>
  );
}

/** The viewer's own clock, whatever the switch says. */
function Clock() {
  const now = useNow(1000);
  const { format, viewerZone } = useTimes();
  return <span className="clock tabular">{format(now, { zone: viewerZone })}</span>;
}
