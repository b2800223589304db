import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';
import { sceneId } from '../../testing/scene/identity.ts';

afterEach(() => vi.unstubAllGlobals());

const rowOf = async (name: string) => (await screen.findByText(name)).closest('tr')!;
const searchOf = () => new URLSearchParams(window.location.search);

describe('the images of the console', () => {
  it('say of each what is wrong with it, and never that nothing is where nobody looked', async () => {
    renderApp('/images');
    expect((await rowOf('api')).textContent).toContain('11 of 17 fixable');
    expect((await rowOf('test-agent')).textContent).toContain('not scanned yet');
    expect((await rowOf('scoring')).textContent).toContain('not scannableThe image has 21.9 GB; 20 GB are the most.');
    expect((await rowOf('redis')).textContent).toContain('not matched');
    expect((await rowOf('hello-world')).textContent).toContain('no findings');
  });

  it('write out what a poisoned name hides', async () => {
    renderApp('/images');
    await screen.findByText('⟨U+202E⟩gpj.=cmd|calc');
    screen.getByText('⟨U+0007⟩bell');
  });

  it('are narrowed by a query that is completed, counted, and only then run', async () => {
    renderApp('/images');
    const field = await screen.findByRole<HTMLTextAreaElement>('combobox', { name: 'Search images' });
    const type = (value: string) => {
      fireEvent.change(field, { target: { value } });
      field.setSelectionRange(value.length, value.length);
      fireEvent.select(field);
    };
    type('vulnerabilities.sev');
    await screen.findAllByRole('option', { name: /vulnerabilities\.severity/ });
    fireEvent.keyDown(field, { key: 'Tab' });
    expect(field.value).toBe('vulnerabilities.severity');
    type('vulnerabilities.severity:5');
    await screen.findByText('1,306');
    expect(searchOf().get('q')).toBeNull();
    fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(searchOf().get('q')).toBe('vulnerabilities.severity:5'));
    fireEvent.click(screen.getByRole('button', { name: 'Earlier queries' }));
    await screen.findByRole('button', { name: 'vulnerabilities.severity:5' });
  });

  it('name the place of what is wrong with a query, and the nearest token', async () => {
    renderApp('/images?q=vulnerabilities.sevrity%3A5');
    await screen.findByText(/^Character 1: There is no token vulnerabilities\.sevrity\./);
    fireEvent.click(screen.getByRole('button', { name: 'Take vulnerabilities.severity' }));
    expect(screen.getByRole<HTMLTextAreaElement>('combobox', { name: 'Search images' }).value).toBe('vulnerabilities.severity:5');
  });

  it('copy a link in which now stands still', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    renderApp('/images?q=lastVmScanDate%3A%5Bnow-24h%20...%20now%5D');
    fireEvent.click(await screen.findByRole('button', { name: 'Copy a link with now as it is now' }));
    await waitFor(() => expect(writeText).toHaveBeenCalledOnce());
    const [[link]] = writeText.mock.calls as unknown as [[string]];
    expect(new URL(link).searchParams.get('q')).toBe('lastVmScanDate:[2026-03-04T18:42:00Z ... 2026-03-05T18:42:00Z]');
  });

  it('say what to do first while there is no sensor', async () => {
    renderApp('/images', { images: [], sensors: [] });
    fireEvent.click(await screen.findByRole('link', { name: 'Add a sensor' }));
    await screen.findByRole('dialog', { name: 'Add sensor' });
  });

  it('say why they could not be read', async () => {
    renderApp('/images', { failing: ['/images'] });
    await screen.findByText('The images could not be read.');
  });
});

describe('an image', () => {
  const PATH = `/images/${sceneId(20, 0)}`;

  it('shows its findings with what fixes them, the layer that brought them, and the address of a CVE', async () => {
    renderApp(PATH);
    fireEvent.click(await screen.findByText('openssl: a known way in'));
    const panel = within(await screen.findByRole('complementary', { name: 'openssl: a known way in' }));
    panel.getByText('1.0.2-3+deb12u1');
    expect(panel.getAllByRole('button', { name: /^Copy the address of CVE-/ }).length).toBe(4);
    panel.getByText(/^sha256:[0-9a-f]{64}$/);
  });

  it('is filtered by severity, on the server', async () => {
    renderApp(`${PATH}?q=severity:4`);
    await screen.findByText('libc6: a known way in');
    expect(screen.queryByText('openssl: a known way in')).toBeNull();
  });

  it('says why it was scanned and why not', async () => {
    renderApp(`${PATH}/history`);
    const table = within(await screen.findByRole('table', { name: 'Trigger history' }));
    table.getByText('alias of a scanned image');
    table.getByText('state changes do not scan');
    table.getAllByText('17 findings, manifest 2026.03.05-2');
    table.getByText('The engine went away while the image was read.');
  });

  it('is scanned again when somebody asks, once', async () => {
    renderApp(PATH);
    fireEvent.click(await screen.findByRole('button', { name: 'Scan now' }));
    await screen.findByText('Scan asked of fra-docker-01');
    await screen.findByText(/waits for the next check-in of fra-docker-01/);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Scan now' }).disabled).toBe(true);
  });

  it('says that it was not scanned in place of findings', async () => {
    renderApp(`/images/${sceneId(20, 7)}`);
    await screen.findByText('Nothing is known of its packages and vulnerabilities.');
    await screen.findByText('Not known');
    expect(screen.queryByText('No findings')).toBeNull();
  });
});
