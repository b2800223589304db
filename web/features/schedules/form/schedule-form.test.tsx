import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';
import { SCENE_SCHEDULES } from '../../../testing/scene/schedules.ts';

beforeEach(() => window.localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByText('Save schedule'));
const tokyo = SCENE_SCHEDULES.find(({ title }) => title.startsWith('Tokyo'))!;

// The whole form takes seconds to draw: what one of its parts does is proved in sections.test.tsx.
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
    summary.getByText('Title');
    summary.getByText(/Line 2/);
    expect(screen.getByLabelText('Title').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Time')).toHaveProperty('value', '25:00');
    expect(state.schedules).toHaveLength(14);
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
    fireEvent.click(screen.getByText('Go on with these'));
    expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Theirs');
    save();
    const expected = { title: 'Theirs', priority: 3, start: expect.stringMatching(/T04:44$/) };
    await waitFor(() => expect(state.schedules.find(({ id }) => id === tokyo.id)).toMatchObject(expected));
  });

  it('starts a copy from another schedule', async () => {
    renderApp(`/schedules/new?duplicate=${tokyo.id}`);
    expect(await screen.findByLabelText('Title')).toHaveProperty('value', 'Copy of Tokyo branch network');
  });
});
