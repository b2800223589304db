import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeDistribution } from '../../testing/fake-distribution.ts';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

const [first] = fakeDistribution().packages;
const SPARE = { ...first!, id: '0192f000-0000-7000-8000-0000000000aa', version: '1.0.4+aa', use: 'none' as const, appliances: 2 };
const held = { packages: [SPARE, ...fakeDistribution().packages] };
const open = async (name: string) => {
  fireEvent.click(await screen.findByText(name));
  return within(await screen.findByRole('complementary', { name: name.split('+')[0]! }));
};

describe('the packages of the Distribution Server', () => {
  it('are withdrawn after it was said what comes of it', async () => {
    const { state } = renderApp('/appliances/packages', held);
    const panel = await open('scand 1.0.4+aa');
    fireEvent.click(panel.getByRole('button', { name: 'Withdraw' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Withdraw scand 1.0.4?' }));
    dialog.getByText(/nobody can install it any more.* 2 appliances run it and keep it until another version is wanted\./);
    fireEvent.click(dialog.getByRole('button', { name: 'Withdraw the package' }));
    await panel.findByText(/^It is offered no more/);
    expect(state.packages[0]?.withdrawnAt).toBeDefined();
    await waitFor(() => expect(panel.queryByRole('button', { name: 'Withdraw' })).toBeNull());
  });

  it('are rolled out from their panel, which is all that a phone has', async () => {
    const { state } = renderApp('/appliances/packages', held);
    const panel = await open('scand 1.0.4+aa');
    fireEvent.click(panel.getByRole('button', { name: 'Roll out' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Start the roll-out' }));
    await waitFor(() => expect(state.rollouts[0]).toMatchObject({ package: 'scand', version: '1.0.4+aa' }));
  });

  it('say why they cannot be withdrawn, and offer nothing to who may only look', async () => {
    const { me } = fakeState();
    const reader = { ...me, permissions: me.permissions.filter((one) => one !== 'packages.write') };
    renderApp('/appliances/packages', { ...held, me: reader });
    expect((await open('scand 1.0.3+4f2a91c0')).getByText(/abort its roll-out first/)).toBeDefined();
    expect((await open('scand 1.0.4+aa')).queryByRole('button', { name: /Withdraw|Roll out/ })).toBeNull();
  });
});
