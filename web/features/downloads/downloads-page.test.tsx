import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

describe('the downloads', () => {
  it('show what installs each program, its version, size and checksum', async () => {
    const { state } = renderApp('/downloads');
    const card = within(await screen.findByRole('region', { name: 'Scanner appliance' }));
    const [appliance] = state.downloads;
    const { origin } = window.location;
    card.getByText(`curl -fsSL ${origin}/install/appliance | sudo sh -s -- --server ${origin} --perscode CODE`);
    card.getByText(appliance!.sha256);
    card.getByText(appliance!.version);
    card.getByText('451 KiB');
    expect(card.getByRole('link', { name: `Download ${appliance!.file}` }).getAttribute('href')).toBe(appliance!.path);
    expect(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Downloads' })).toBeDefined();
  });

  it('say that there are none', async () => {
    renderApp('/downloads', { downloads: [] });
    await screen.findByText('No downloads');
  });

  it('say that they could not be read', async () => {
    renderApp('/downloads', { failing: ['/downloads'] });
    await screen.findByText('The downloads could not be read.');
  });
});
