import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource, renderApp } from '../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe('the console', () => {
  it('asks who is not signed in to sign in, says what was wrong at the field, and returns', async () => {
    renderApp('/?q=status%3Aactive', { signedIn: false });
    type(await screen.findByLabelText('E-mail'), 'mara.okafor@corp.example');
    type(screen.getByLabelText('Password'), 'wrong');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    const message = await screen.findByText('E-mail or password is wrong. 4 tries left, then a pause of 15 minutes.');
    expect(screen.getByLabelText('Password').getAttribute('aria-describedby')).toContain(message.id);
    type(screen.getByLabelText('Password'), 'correct horse battery');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    expect(window.location.search).toBe('?q=status%3Aactive');
  });

  it('shows pages that exist, counts and health', async () => {
    renderApp('/');
    const navigation = await screen.findByRole('navigation', { name: 'Main' });
    expect(within(navigation).getByRole('link', { name: 'Overview' }).getAttribute('aria-current')).toBe('page');
    await screen.findByText('Platform healthy');
    await screen.findByText('Data centre San Jose, full');
  });

  it('names the zone of every clock and follows the switch', async () => {
    renderApp('/');
    fireEvent.click(await screen.findByRole('radio', { name: 'UTC' }));
    expect(await screen.findByText(/pauses/)).toHaveProperty('textContent', expect.stringMatching(/21:30 UTC/));
    fireEvent.click(screen.getByRole('radio', { name: 'Schedule' }));
    await waitFor(() => expect(screen.getByText(/pauses/).textContent).toMatch(/13:30 PST/));
    fireEvent.click(screen.getByRole('radio', { name: 'Mine' }));
    await waitFor(() => expect(screen.getByText(/pauses/).textContent).toMatch(/22:30 CET/));
  });

  it('says that there is nothing at an unknown address', async () => {
    renderApp('/no/such/page');
    await screen.findByRole('heading', { name: 'There is nothing here' });
  });

  it('loads again what a live change concerns', async () => {
    const api = renderApp('/');
    await screen.findByText('VPN concentrators');
    api.state.scans = api.state.scans.slice(0, 2);
    const [stream] = FakeEventSource.opened;
    act(() => {
      stream?.onopen?.();
      stream?.onmessage?.({ data: '{"topic":"scans","id":"1"}' });
    });
    await waitFor(() => expect(screen.queryByText('VPN concentrators')).toBeNull());
    await screen.findByText('Live');
  });

  it('keeps what it shows and names the reference when a reload fails', async () => {
    renderApp('/', { failing: ['/scans'] });
    await screen.findByText('The scans could not be read.');
    screen.getByText(/Reference 7F3-C21/);
  });
});

describe('the first run', () => {
  it('goes from the link to the first scan', async () => {
    const api = renderApp('/first-run?token=first-run-token', { signedIn: false });
    type(await screen.findByLabelText('Name'), 'Mara Okafor');
    type(screen.getByLabelText('E-mail'), 'mara@corp.example');
    type(screen.getByLabelText('Password'), 'short');
    fireEvent.click(screen.getByRole('button', { name: 'Create the account' }));
    await screen.findByText('Use at least 12 characters.');
    type(screen.getByLabelText('Password'), 'a watch is kept at night');
    fireEvent.click(screen.getByRole('button', { name: 'Create the account' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Use this time zone' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Go on' }));
    type(await screen.findByLabelText('Targets'), '192.168.10.0/27');
    fireEvent.click(screen.getByRole('button', { name: 'Scan and save the schedule' }));
    await screen.findByText(/Tick it when the addresses are yours/);
    fireEvent.click(screen.getByLabelText('I am allowed to scan these addresses'));
    fireEvent.click(screen.getByRole('button', { name: 'Scan and save the schedule' }));
    await screen.findByRole('heading', { name: 'The first scan is under way' });
    expect(api.state.schedules.at(-1)).toMatchObject({ title: 'First scan', target: { include: ['192.168.10.0/27'] } });
  });

  it('says that a link was used', async () => {
    renderApp('/first-run?token=old', { signedIn: false });
    await screen.findByRole('heading', { name: 'This link does not work' });
  });
});
