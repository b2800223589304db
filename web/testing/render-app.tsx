import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { createConsole } from '../app/console.tsx';
import { createFakeApi, type FakeApi } from './fake-api.ts';
import type { FakeState } from './fake-state.ts';

/** An event stream that the test drives. */
export class FakeEventSource {
  static opened: FakeEventSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  closed = false;

  constructor() {
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.closed = true;
  }
}

/** Renders the console at an address, answered by the fake. */
export function renderApp(path: string, changes: Partial<FakeState> = {}): FakeApi {
  const api = createFakeApi(changes);
  FakeEventSource.opened = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    const request = typeof input === 'string' ? new Request(new URL(input, window.location.origin), init) : new Request(input, init);
    return api.handle(request);
  });
  window.history.replaceState(null, '', path);
  const Console = createConsole({ retries: 0 });
  render(<Console />);
  return api;
}
