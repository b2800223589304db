import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';
import { SCENE_CONNECTORS } from '../../../testing/scene/targets.ts';

afterEach(() => vi.unstubAllGlobals());

const failing = SCENE_CONNECTORS.find(({ state }) => state === 'failing')!;
const openPanel = async () => {
  fireEvent.click((await screen.findAllByText(failing.name))[0]!);
  return screen.findByRole('button', { name: 'Sync now' });
};

it('synchronises a connector on request, and shows that it works again', async () => {
  renderApp('/assets/connectors');
  fireEvent.click(await openPanel());
  await waitFor(() => expect(screen.queryByText('The last one failed.')).toBeNull());
  expect(await screen.findByText(/AWS laboratory is synchronised: 0 of 0 instances can be scanned/)).toBeTruthy();
});

it('says why a connector was not synchronised', async () => {
  const api = renderApp('/assets/connectors');
  const detail = 'It is being synchronised this moment: its outcome appears here by itself.';
  vi.stubGlobal('fetch', async (input: Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (!request.url.endsWith('/sync')) return api.handle(request);
    const problem = { status: 409, code: 'conflict', detail, defined: true, issues: [] };
    return new Response(JSON.stringify(problem), { status: 409, headers: { 'content-type': 'application/problem+json' } });
  });
  fireEvent.click(await openPanel());
  expect(await screen.findByText(detail, { exact: false })).toBeTruthy();
});
