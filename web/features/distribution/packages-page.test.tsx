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
  return within((await screen.findByText(name.split('+')[0]!, { selector: 'h2' })).closest('aside')!);
};

const choose = async (file: File) => {
  await screen.findByText('Publish package');
  fireEvent.change(document.querySelector('input[type=file]')!, {
    target: { files: [file] },
  });
};

describe('the packages of the Distribution Server', () => {
  it('are withdrawn after it was said what comes of it', async () => {
    const { state } = renderApp('/appliances/packages', held);
    const panel = await open('scand 1.0.4+aa');
    fireEvent.click(panel.getByRole('button', { name: 'Withdraw' }));
    const dialog = within((await screen.findByText('Withdraw scand 1.0.4?')).closest<HTMLElement>('[role=dialog]')!);
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
    fireEvent.click(await screen.findByText('Start the roll-out'));
    await waitFor(() => expect(state.rollouts[0]).toMatchObject({ package: 'scand', version: '1.0.4+aa' }));
  });

  it('say why they cannot be withdrawn, and offer nothing to who may only look', async () => {
    const { me } = fakeState();
    const reader = { ...me, permissions: me.permissions.filter((one) => one !== 'packages.write') };
    renderApp('/appliances/packages', { ...held, me: reader });
    expect((await open('scand 1.0.3+4f2a91c0')).getByText(/abort its roll-out first/)).toBeDefined();
    expect((await open('scand 1.0.4+aa')).queryByRole('button', { name: /Withdraw|Roll out/ })).toBeNull();
  });

  it('are published from a file, and offered for a roll-out', async () => {
    const { state } = renderApp('/appliances/packages', held);
    await choose(new File(['1.2.0'], 'scand-1.2.0.tar.gz'));
    await screen.findByText('scand 1.2.0 is published; roll it out to install it');
    expect(state.packages[0]).toMatchObject({ version: '1.2.0', use: 'none' });
    await screen.findByLabelText('Roll out scand 1.2.0');
  });

  it('are refused by name: what is no archive, and what is too large to send', async () => {
    const { state } = renderApp('/appliances/packages', held);
    await choose(new File(['not an archive'], 'notes.tar.gz'));
    expect((await screen.findByText('notes.tar.gz was not published.')).parentElement?.textContent).toMatch(
      /^notes\.tar\.gz was not published\. It is not a gzipped archive/,
    );
    const large = new File([], 'large.tar.gz');
    Object.defineProperty(large, 'size', { value: 17 * 1024 ** 2 });
    await choose(large);
    await screen.findByText(/It has 17\.8 MB; a package has at most 16 MiB\./);
    expect(state.packages).toEqual(held.packages);
  });

  it('cannot be rolled out while another version of them is on its way; the dialog says so', async () => {
    renderApp('/appliances/packages', { ...held, rolloutConflict: 'scand 1.0.3 is being rolled out: complete or abort that first.' });
    const panel = await open('scand 1.0.4+aa');
    fireEvent.click(panel.getByRole('button', { name: 'Roll out' }));
    const dialog = within((await screen.findByText('Roll out scand 1.0.4+aa?')).closest<HTMLElement>('[role=dialog]')!);
    fireEvent.click(dialog.getByRole('button', { name: 'Start the roll-out' }));
    await dialog.findByText(/complete or abort that first/);
  });

  it('say that their signatures need attention, or that nobody could read how they are', async () => {
    const { state } = renderApp('/appliances/packages', { ...held, repositoryProblems: ['The timestamp ends in 3 hours.'] });
    await screen.findByText('The timestamp ends in 3 hours.');
    expect(state.packages.length).toBe(held.packages.length);
  });

  it('say so where the signatures cannot be read', async () => {
    renderApp('/appliances/packages', { ...held, failing: ['/packages/repository'] });
    await screen.findByText('How the packages are signed could not be read.');
    await screen.findByText('scand 1.0.4+aa');
  });
});
