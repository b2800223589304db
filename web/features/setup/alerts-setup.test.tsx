import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

const open = async (changes: Parameters<typeof renderApp>[1] = {}) => {
  const { state } = renderApp('/setup/alerts', changes);
  await screen.findByRole('form', { name: 'Alerts' });
  await screen.findByLabelText('DMZ operations');
  return state;
};
const number = (label: string, value: string) => fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save setup' }));

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
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save setup' })).toHaveProperty('disabled', true));
  });

  it('says at the field what is wrong, and saves nothing', async () => {
    const state = await open();
    fireEvent.click(screen.getByLabelText('All managers are told'));
    number('Missed polls', '');
    number('Days', '366');
    save();
    const summary = within(await screen.findByRole('alert'));
    expect(summary.getByText('2 fields to correct.')).toBeTruthy();
    number('Missed polls', '3');
    number('Days', '30');
    save();
    const managers = within(screen.getByRole('group', { name: 'Managers' }));
    await managers.findByText('Nobody would be told: choose the managers or a distribution group, or switch the alerts off');
    expect(state.alerts).toEqual(fakeState().alerts);
  });

  it('keeps an edit while somebody else saves, and says so instead of overwriting', async () => {
    const state = await open();
    number('Missed polls', '7');
    state.alerts = { ...state.alerts, keepLogDays: 60, revision: 2 };
    save();
    await screen.findByText('Somebody else changed the setup meanwhile.');
    expect(screen.getByRole('textbox', { name: 'Missed polls' })).toHaveProperty('value', '7');
    fireEvent.click(screen.getByRole('button', { name: 'Show what is saved' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Days' })).toHaveProperty('value', '60'));
    expect(state.alerts.afterMissedPolls).toBe(3);
  });

  it('is read by others and changed by nobody else', async () => {
    const { me } = fakeState();
    await open({ me: { ...me, permissions: me.permissions.filter((one) => one !== 'setup.write') } });
    expect(screen.getByLabelText('All managers are told')).toHaveProperty('disabled', true);
    expect(screen.queryByRole('button', { name: 'Save setup' })).toBeNull();
  });
});
