import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { theme } from '../ui/theme/theme.ts';
import { cssVariables } from '../ui/theme/tokens.ts';
import { createLiveUpdates } from './create-live-updates.ts';
import { cspNonce } from './csp-nonce.ts';
import { LiveContext } from './live-context.ts';
import { createQueryClient } from './query-client.ts';
import { createConsoleRouter, signInAgain } from './router.tsx';

/** Everything that lives as long as the page: cache, live updates, router. */
export function createConsole({ retries = 2 }: { readonly retries?: number } = {}) {
  const queryClient = createQueryClient(() => signInAgain(router), retries);
  const live = createLiveUpdates(queryClient);
  const router = createConsoleRouter({ queryClient, live });
  const nonce = cspNonce(document);
  return function Console() {
    return (
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queryClient}>
          <LiveContext value={live}>
            <RouterProvider router={router} />
            <Notifications position="bottom-right" limit={1} />
          </LiveContext>
        </QueryClientProvider>
      </MantineProvider>
    );
  };
}
