import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { orpc } from '../../api/client.ts';
import { meOptions } from '../../api/session.ts';
import { TimesProvider } from '../../ui/time/times.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { Navigation } from './navigation.tsx';
import { StaleNote } from './stale-note.tsx';
import { TopBar } from './top-bar.tsx';
import { useServerAhead } from './use-server-ahead.ts';
import { useShortcuts } from './use-shortcuts.ts';
import './frame.css';

/** What surrounds every page: navigation, top bar, and how times are read. */
export function Frame() {
  const { data: me } = useSuspenseQuery(meOptions());
  const { data: status } = useQuery(orpc.platform.status.queryOptions({ refetchInterval: 60_000 }));
  const [menu, menuHandlers] = useDisclosure(false);
  const [help, helpHandlers] = useDisclosure(false);
  const { pathname } = useLocation();
  const closeMenu = menuHandlers.close;
  // A phone's menu closes when it has led somewhere.
  useEffect(() => {
    if (pathname !== '') closeMenu();
  }, [pathname, closeMenu]);
  useShortcuts(helpHandlers.open);
  return (
    <TimesProvider viewerZone={me.timeZone} serverAheadMs={useServerAhead(status?.serverTime)}>
      <AppShell
        layout="alt"
        padding={0}
        header={{ height: 48 }}
        navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !menu } }}
        transitionDuration={160}
      >
        <a href="#content" className="skip-link">
          Skip to the content
        </a>
        <AppShell.Header className="top-bar-frame">
          <TopBar me={me} onMenu={menuHandlers.toggle} onHelp={helpHandlers.open} />
        </AppShell.Header>
        <AppShell.Navbar className="navigation-frame">
          <Navigation status={status} onClose={menuHandlers.close} />
        </AppShell.Navbar>
        <AppShell.Main className="content" id="content" tabIndex={-1}>
          <StaleNote />
          <div className="content-page">
            <Outlet />
          </div>
        </AppShell.Main>
      </AppShell>
      <HelpDialog opened={help} onClose={helpHandlers.close} />
    </TimesProvider>
  );
}
