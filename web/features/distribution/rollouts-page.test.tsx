import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeDistribution } from '../../testing/fake-distribution.ts';
import { type FakeState, fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

const [running] = fakeDistribution().rollouts;
// Looked up by text: walking all roles of a whole page takes a second each.
const around = (shown: HTMLElement, selector: string) => within(shown.closest<HTMLElement>(selector)!);
type Place = ReturnType<typeof within>;
const buttonIn = (place: Place, name: string) => place.getByText(name).closest('button')!;
/** A button is shut until what the click before it changed was read. */
const press = async (place: Place, name: string) => {
  await waitFor(() => expect(buttonIn(place, name).disabled).toBe(false));
  fireEvent.click(buttonIn(place, name));
};
const open = async (changes: Partial<FakeState> = {}) => {
  const { state } = renderApp(`/appliances/updates?open=${running!.id}`, changes);
  return { state, panel: around(await screen.findByText('scand 1.0.3', { selector: 'h2' }), 'aside') };
};
const dialog = async (name: string) => around(await screen.findByText(name), '[role=dialog]');

describe('the roll-outs', () => {
  it('show phase, progress and how each appliance fares, those that failed with their reason', async () => {
    const { panel } = await open();
    expect(panel.getByLabelText('Phases').querySelector('[aria-current="step"]')?.textContent).toContain('50 %');
    panel.getByText('9 of 12, 1 failed');
    const members = within(await panel.findByLabelText('Appliances'));
    const [failed] = members.getAllByRole('listitem');
    expect(failed?.textContent).toMatch(/lax-scan-01.*failed its self-test.*Failed/);
  });

  it('are paused, go on, and are completed from the last phase, each said as it happens', async () => {
    const { state, panel } = await open();
    await press(panel, 'Pause');
    await screen.findByText('The roll-out of scand 1.0.3 is paused');
    await press(panel, 'Resume');
    await screen.findByText('The roll-out of scand 1.0.3 goes on');
    await press(panel, 'Go on to 100 %');
    await press(panel, 'Complete');
    await screen.findByText('The roll-out of scand 1.0.3 is completed');
    expect(state.rollouts[0]).toMatchObject({ state: 'completed', phase: 3 });
    await waitFor(() => expect(panel.queryByText('Abort')).toBeNull());
  });

  it('are aborted after it was said what comes of it', async () => {
    const { state, panel } = await open();
    await press(panel, 'Abort');
    const asked = await dialog('Abort the roll-out of scand 1.0.3?');
    asked.getByText(/The 9 appliances that run it go back to version 1\.0\.2\+0c91d3aa/);
    await press(asked, 'Abort the roll-out');
    await screen.findByText('The roll-out of scand 1.0.3 is aborted');
    expect(state.rollouts[0]).toMatchObject({ state: 'aborted' });
  });

  it('say in the dialog why one was not aborted, and change nothing', async () => {
    const { state, panel } = await open();
    await press(panel, 'Abort');
    const asked = await dialog('Abort the roll-out of scand 1.0.3?');
    state.failing = [`/rollouts/${running!.id}/abort`];
    await press(asked, 'Abort the roll-out');
    expect((await asked.findByRole('alert')).textContent).toMatch(/^Not done\./);
    expect(state.rollouts[0]).toMatchObject({ state: 'running' });
  });

  it('show what was changed by somebody else, and say that the own click did nothing', async () => {
    const { state, panel } = await open();
    state.rollouts = state.rollouts.map((one) => ({
      ...one,
      revision: one.revision + 1,
      state: one === state.rollouts[0] ? 'paused' : one.state,
    }));
    await press(panel, 'Pause');
    expect((await panel.findByRole('alert')).textContent).toMatch(/changed meanwhile/);
    await panel.findByText('Resume');
  });

  it('are only looked at by who may not change them', async () => {
    const { me } = fakeState();
    const { panel } = await open({ me: { ...me, permissions: me.permissions.filter((one) => one !== 'packages.write') } });
    expect(panel.queryByText(/^(Pause|Abort|Go on.*)$/)).toBeNull();
  });

  it('say what failed to be read, each in its place, and try again', async () => {
    const { state, panel } = await open({ failing: [`/rollouts/${running!.id}`] });
    await panel.findByText('The appliances could not be read.');
    state.failing = [];
    await press(panel, 'Try again');
    await panel.findByText('lax-scan-01');
  });

  it('teach what they are where there are none', async () => {
    renderApp('/appliances/updates', { rollouts: [] });
    await screen.findByText('No roll-outs yet');
  });

  it('are not said to be none where they cannot be read', async () => {
    const { state } = renderApp('/appliances/updates', { failing: ['/rollouts'] });
    await screen.findByText('The roll-outs could not be read.');
    expect(screen.queryByText('No roll-outs yet')).toBeNull();
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByText('9 of 12, 1 failed');
  });
});
