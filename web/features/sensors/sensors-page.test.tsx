import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';
import { sceneId } from '../../testing/scene/identity.ts';

afterEach(() => vi.unstubAllGlobals());

describe('the sensors of the console', () => {
  it('are added with the one line that binds them, shown this once', async () => {
    renderApp('/sensors?add=sensor');
    const dialog = within(await screen.findByRole('dialog', { name: 'Add sensor' }));
    fireEvent.click(dialog.getByRole('button', { name: 'Create and show the code' }));
    dialog.getByText('Give it a name.');
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'build-08' } });
    fireEvent.click(dialog.getByRole('radio', { name: 'CI/CD' }));
    await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Create and show the code' })));
    const shown = within(await screen.findByRole('dialog', { name: 'Bind build-08' }));
    const bound = 'watchbill-sensor.mjs cicd --server http://localhost:3000 --perscode 20481234567890 --docker /var/run/docker.sock';
    shown.getByText(`sudo node /opt/watchbill-sensor/${bound}`);
    shown.getByText(
      (text) =>
        text.includes('watchbill-sensor.tar.gz | sudo tar -xzC') &&
        text.endsWith(`${bound} --register && sudo systemctl enable --now watchbill-sensor@cicd`),
    );
    shown.getByText('Waiting');
  });

  it('tell at their side what they follow and why they are not heard', async () => {
    renderApp(`/sensors?open=${sceneId(21, 2)}`);
    const panel = within(await screen.findByRole('complementary', { name: 'lon-podman' }));
    panel.getByText('connect ENOENT /run/podman/podman.sock');
    const images = new URL(panel.getByRole<HTMLAnchorElement>('link', { name: '9' }).href);
    expect([images.pathname, images.searchParams.get('q')]).toEqual(['/images', 'host.hostname:`lon-podman`']);
  });

  it('are retired after it was said what that does', async () => {
    renderApp(`/sensors?open=${sceneId(21, 0)}`);
    const panel = within(await screen.findByRole('complementary', { name: 'fra-docker-01' }));
    fireEvent.click(panel.getByRole('button', { name: 'Actions for fra-docker-01' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Retire' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Retire fra-docker-01?' }));
    dialog.getByText(/Its 61 containers become UNKNOWN\./);
    await act(async () => fireEvent.click(dialog.getByRole('button', { name: 'Retire fra-docker-01' })));
    await waitFor(() => expect(panel.getByText('Retired')).toBeTruthy());
  });

  it('say what goes here while there is none', async () => {
    renderApp('/sensors', { sensors: [] });
    await screen.findByText('No sensors yet');
  });
});
