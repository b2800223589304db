import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';
import { SCENE_SCHEDULES } from '../../../testing/scene/schedules.ts';

beforeEach(() => window.localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByText('Save schedule'));
const tokyo = SCENE_SCHEDULES.find(({ title }) => title.startsWith('Tokyo'))!;

describe('the form of a schedule', () => {
  it('is filled in by its labels and saved', async () => {
    const { state } = renderApp('/schedules/new');
    await screen.findByLabelText('Title');
    type('Title', 'Night sweep');
    type('Addresses, ranges, networks or names', '10.20.0.0/24\ndb.corp.example');
    type('Date', '2026-04-01');
    type('Time', '04:15');
    fireEvent.click(screen.getByLabelText('Once'));
    save();
    await waitFor(() => expect(state.schedules).toHaveLength(15));
    expect(state.schedules.at(-1)).toMatchObject({
      title: 'Night sweep',
      start: '2026-04-01T04:15',
      timeZone: 'Europe/Berlin',
      recurrence: { kind: 'once' },
      target: { include: ['10.20.0.0/24', 'db.corp.example'] },
    });
    await waitFor(() => expect(window.location.pathname).toBe('/schedules'));
  });

  it('tells all that is wrong at once, above and at the fields, and loses nothing', async () => {
    const { state } = renderApp('/schedules/new');
    await screen.findByLabelText('Title');
    type('Addresses, ranges, networks or names', `10.0.0.1\n${'x'.repeat(300)}`);
    type('Time', '25:00');
    save();
    const summary = within(await screen.findByRole('alert'));
    summary.getByText('3 fields to correct.');
    summary.getByRole('button', { name: 'Title' });
    summary.getByText(/Line 2/);
    expect(screen.getByLabelText('Title').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Time')).toHaveProperty('value', '25:00');
    expect(state.schedules).toHaveLength(14);
  });

  it('enables daylight saving only where the clocks change', async () => {
    renderApp(`/schedules/${tokyo.id}/edit`);
    await screen.findByText(/^The clocks of Tokyo do not change/);
    expect(screen.getByLabelText('Auto adjust during daylight saving time')).toHaveProperty('disabled', true);
  });

  it('locks relaunch on finish with its reason where Setup forbids it', async () => {
    const setup = { relaunchOnFinish: false, deactivateAfterErrors: 1, preventOverlap: true, maxConcurrentScans: 4 };
    renderApp('/schedules/new', { setup: { ...setup, maxLatenessMinutes: 60, holdAfterOutage: 50 } });
    const choice = await screen.findByLabelText(/Relaunch on finish, a Manager primary contact/);
    expect(choice).toHaveProperty('disabled', true);
  });

  it('keeps messages closed until their box is ticked', async () => {
    renderApp('/schedules/new');
    const message = await screen.findByLabelText('Message: launch completed');
    expect(message).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByLabelText('Launch completed'));
    expect(message).toHaveProperty('disabled', false);
  });

  it('shows what somebody else changed meanwhile, mine beside theirs, and saves what is chosen', async () => {
    const { state } = renderApp(`/schedules/${tokyo.id}/edit`);
    await screen.findByLabelText('Title');
    state.schedules = state.schedules.map((one) => (one.id === tokyo.id ? { ...one, revision: 2, priority: 3, title: 'Theirs' } : one));
    type('Title', 'Mine');
    type('Time', '04:44');
    save();
    expect(await screen.findByLabelText('Title, mine: “Mine”')).toHaveProperty('checked', true);
    expect(screen.getByLabelText('Priority, theirs: 3')).toHaveProperty('checked', true);
    fireEvent.click(screen.getByLabelText('Title, theirs: “Theirs”'));
    fireEvent.click(screen.getByRole('button', { name: 'Go on with these' }));
    expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Theirs');
    save();
    const expected = { title: 'Theirs', priority: 3, start: expect.stringMatching(/T04:44$/) };
    await waitFor(() => expect(state.schedules.find(({ id }) => id === tokyo.id)).toMatchObject(expected));
  });

  it('offers unsaved work that was kept on this device', async () => {
    window.localStorage.setItem('watchbill-draft:schedule:user-mo:new', '{"keptAtMs":1772735000000,"values":{"title":1}}');
    renderApp('/schedules/new');
    await screen.findByLabelText('Title');
    expect(screen.queryByText(/is kept on this device/)).toBeNull();
    type('Title', 'Half done');
    await waitFor(() => expect(window.localStorage.getItem('watchbill-draft:schedule:user-mo:new')).toContain('Half done'));
  });

  it('starts a copy from another schedule', async () => {
    renderApp(`/schedules/new?duplicate=${tokyo.id}`);
    expect(await screen.findByLabelText('Title')).toHaveProperty('value', 'Copy of Tokyo branch network');
  });
});
