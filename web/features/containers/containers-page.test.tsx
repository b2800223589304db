import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';
import { sceneId } from '../../testing/scene/identity.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the containers of the console', () => {
  it('say what they do, and how they differ from their images', async () => {
    renderApp('/containers');
    const row = (name: string) => within(screen.getByText(name).closest('tr')!);
    await screen.findByText('postgres-2');
    row('postgres-2').getByText('2 packages, 14 files');
    row('api-1').getByText('as its image');
    row('worker-4').getByText('not scanned yet');
    row('prometheus-6').getByText('Unknown');
    expect(
      row('api-1')
        .getByRole('link', { name: /api:2\.41\.0/ })
        .getAttribute('href'),
    ).toBe(`/images/${sceneId(20, 0)}`);
  });

  it('show their drift in software and in files', async () => {
    renderApp(`/containers/${sceneId(22, 1)}/drift`);
    const software = within(await screen.findByRole('table', { name: 'Software that differs' }));
    software.getByText('netcat-openbsd');
    software.getByText('3.0.11-1~deb12u2 → 3.0.11-1~deb12u1');
    within(screen.getByRole('table', { name: 'Files that differ' })).getByText('/tmp/payload.sh');
    screen.getByText('the first 3');
  });

  it('are scanned on demand only while they run', async () => {
    renderApp(`/containers/${sceneId(22, 3)}`);
    await screen.findByText('Not scanned: a container is scanned only while it runs.');
    expect(screen.queryByRole('button', { name: 'Scan now' })).toBeNull();
  });

  it('say that nobody looked for drift yet', async () => {
    renderApp(`/containers/${sceneId(22, 4)}/drift`);
    await screen.findByText('Not looked for yet');
  });
});
