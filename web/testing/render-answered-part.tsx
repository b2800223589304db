import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { createFakeApi } from './fake-api.ts';
import type { FakeState } from './fake-state.ts';
import { renderPart } from './render-part.tsx';

/** Renders one part, answered by the fake API: a dialog or a list without the page around it, which takes a tenth of the time. */
export function renderAnsweredPart(part: ReactNode, changes: Partial<FakeState> = {}) {
  const { state, handle } = createFakeApi(changes);
  const { origin } = window.location;
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
    handle(input instanceof Request ? input : new Request(new URL(input, origin), init)),
  );
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  renderPart(() => <QueryClientProvider client={queryClient}>{part}</QueryClientProvider>);
  return { state, queryClient };
}
