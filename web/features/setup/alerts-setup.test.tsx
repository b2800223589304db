import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

const open = async (changes: Parameters<typeof renderApp>[1] = {}) => {
  const { state } = renderApp('/setup/alerts', changes);
  await screen.findByLabelText('DMZ operations');
  return state;
};
const field = (label: string) => screen.getByLabelText(label, { selector: 'input' });
const number = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
const save = () => fireEvent.click(screen.getByText('Save setup'));

describe('Setup, Alerts', () => {
  it('saves who is told of silent appliances, after how many polls, and how long the log is kept', async () => {
    const state = await open();
    fireEvent.click(screen.getByLabelText('All managers are told'));
    fireEvent.click(screen.getByLabelText('Security leads'));
    number('Missed polls', '5');
    number('Days', '90');
    save();
    await screen.findByText('Setup saved');
    const [, leads] = state.groups;
    expect(state.alerts).toMatchObject({ managers: false, distributionGroupIds: [leads?.id], afterMissedPolls: 5, keepLogDays: 90 });
    await waitFor(() => expect(screen.getByText('Save setup').closest('button')).toHaveProperty('disabled', true));
  });

  it('says at the field what is wrong, and saves nothing', async () => {
    const state = await open();
    fireEvent.click(screen.getByLabelText('All managers are told'));
    number('Missed polls', '');
    number('Days', '366');
    save();
    await screen.findByText('2 fields to correct.');
    number('Missed polls', '3');
    number('Days', '30');
    save();
    // In the summary and at its field.
    const told = await screen.findAllByText(/Nobody would be told: choose the managers or a distribution group, or switch the alerts off/);
    expect(told.some((one) => one.closest('fieldset')?.contains(field('All managers are told')))).toBe(true);
    expect(state.alerts).toEqual(fakeState().alerts);
  });

  it('keeps an edit while somebody else saves, and says so instead of overwriting', async () => {
    const state = await open();
    number('Missed polls', '7');
    state.alerts = { ...state.alerts, keepLogDays: 60, revision: 2 };
    save();
    await screen.findByText('Somebody else changed the setup meanwhile.');
    expect(field('Missed polls')).toHaveProperty('value', '7');
    fireEvent.click(screen.getByText('Show what is saved'));
    await waitFor(() => expect(field('Days')).toHaveProperty('value', '60'));
    expect(state.alerts.afterMissedPolls).toBe(3);
  });

  it('is read by others and changed by nobody else', async () => {
    const { me } = fakeState();
    await open({ me: { ...me, permissions: me.permissions.filter((one) => one !== 'setup.write') } });
    expect(screen.getByLabelText('All managers are told')).toHaveProperty('disabled', true);
    expect(screen.queryByText('Save setup')).toBeNull();
  });
});
