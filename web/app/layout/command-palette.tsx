import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconClock, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTimes } from '../../ui/time/times.tsx';
import { usePages } from './pages.ts';
import { paletteStore } from './palette-store.ts';

/** Search box of pages and actions, Ctrl or ⌘ and K. */
export function CommandPalette() {
  const navigate = useNavigate();
  const pages = usePages();
  const { setMode } = useTimes();
  const { setColorScheme } = useMantineColorScheme();
  const icon = { size: 16, stroke: 1.7 } as const;
  const actions: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: pages.map(({ label, to, icon: PageIcon }) => ({
        id: to,
        label,
        leftSection: <PageIcon {...icon} />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Actions',
      actions: [
        { id: 'mine', label: 'Show times in my zone', leftSection: <IconClock {...icon} />, onClick: () => setMode('mine') },
        {
          id: 'schedule',
          label: 'Show times in the schedule’s zone',
          leftSection: <IconClock {...icon} />,
          onClick: () => setMode('schedule'),
        },
        { id: 'utc', label: 'Show times in UTC', leftSection: <IconClock {...icon} />, onClick: () => setMode('utc') },
        { id: 'light', label: 'Light theme', leftSection: <IconSun {...icon} />, onClick: () => setColorScheme('light') },
        { id: 'dark', label: 'Dark theme', leftSection: <IconMoon {...icon} />, onClick: () => setColorScheme('dark') },
      ],
    },
  ];
  return (
    <Spotlight
      store={paletteStore}
      actions={actions}
      shortcut="mod + K"
      nothingFound="Nothing fits"
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={16} stroke={1.8} />,
        placeholder: 'Search or jump to',
        'aria-label': 'Search or jump to',
      }}
    />
  );
}
