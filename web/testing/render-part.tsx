import { MantineProvider } from '@mantine/core';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { theme } from '../ui/theme/theme.ts';
import { TimesProvider } from '../ui/time/times.tsx';

/** Renders a part of the kit inside theme, times and a router of its own; returns the router, whose location can be looked at. */
export function renderPart(Part: () => ReactNode, address = '/') {
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({ routeTree: createRootRoute({ component: Part, notFoundComponent: () => null }), history });
  render(
    <MantineProvider theme={theme} env="test">
      <TimesProvider viewerZone="Europe/Berlin">
        <RouterProvider router={router as never} />
      </TimesProvider>
    </MantineProvider>,
  );
  return { history };
}
