import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

async function choose(person: string, action: string) {
  fireEvent.click(await screen.findByRole('button', { name: `Actions for ${person}` }));
  fireEvent.click(await screen.findByRole('menuitem', { name: action }));
}

describe('the people of the console', () => {
  it('are in the navigation of those alone who manage somebody', async () => {
    const { me } = fakeState();
    renderApp('/users', { me: { ...me, role: 'scanner', permissions: me.permissions.filter((one) => one !== 'users.write') } });
    const main = within(await screen.findByRole('navigation', { name: 'Main' }));
    await screen.findByText('jonas.keller@corp.example');
    expect(main.queryByRole('link', { name: 'Users' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Invite a person' })).toBeNull();
  });

  it('are invited, and the link is shown once', async () => {
    const { state } = renderApp('/users');
    fireEvent.click(await screen.findByRole('button', { name: 'Invite a person' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite a person' }));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Tomás Vidal' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Invite' }));
    await dialog.findByText('Enter an e-mail address: name@example.org.', { selector: '.mantine-InputWrapper-error' });
    fireEvent.change(dialog.getByLabelText('E-mail'), { target: { value: 'tomas.vidal@corp.example' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Invite' }));
    await screen.findByText(/invitation\?token=invitation-token/);
    expect(state.people.at(-1)).toMatchObject({ name: 'Tomás Vidal', role: 'scanner', invited: true });
    press('Done');
    await waitFor(() => expect(screen.queryByText(/invitation\?token=/)).toBeNull());
  });

  it('leave only after somebody takes over what they own', async () => {
    const { state } = renderApp('/users?open=user-at');
    const leaving = state.people[0]!;
    await choose(leaving.name, 'Remove');
    await screen.findByText('24 schedules');
    press(`Remove ${leaving.name}`);
    await screen.findByText('Choose who takes these over.');
    expect(state.people.map(({ id }) => id)).toContain(leaving.id);
    fireEvent.click(screen.getByPlaceholderText('Choose a person'));
    fireEvent.click(await screen.findByRole('option', { name: /^Mara Okafor/, hidden: true }));
    press(`Remove ${leaving.name}`);
    await waitFor(() => expect(state.people.map(({ id }) => id)).not.toContain(leaving.id));
    expect(state.people.find(({ name }) => name === 'Mara Okafor')?.schedulesOwned).toBe(75 + 24);
  });

  it('are found among any number of those who could take over', async () => {
    const { people } = fakeState();
    const many = Array.from({ length: 60 }, (_, i) => ({ ...people[1]!, id: `user-many-${i}`, name: `Aaron ${1000 + i}` }));
    const { state } = renderApp('/users?q=Aiko&open=user-at', { people: [...people, ...many] });
    await choose('Aiko Tanaka', 'Remove');
    const box = await screen.findByPlaceholderText('Choose a person');
    fireEvent.click(box);
    await screen.findByText('15 more: type a part of the name');
    // A change of a box without the focus counts as the browser's own filling in.
    act(() => box.focus());
    fireEvent.change(box, { target: { value: 'Mara' } });
    fireEvent.click(await screen.findByText('Mara Okafor', { selector: '[role=option] *' }));
    press('Remove Aiko Tanaka');
    await waitFor(() => expect(state.people.find(({ name }) => name === 'Mara Okafor')?.schedulesOwned).toBe(75 + 24));
  });

  it('hear when the mail with their link did not arrive', async () => {
    const { people } = fakeState();
    const invitationMail = {
      state: 'bounced' as const,
      problem: 'The mail server refused the mail for good',
      response: '550 5.1.1 User unknown',
    };
    renderApp('/users?open=user-nh', { people: people.map((one) => (one.id === 'user-nh' ? { ...one, invitationMail } : one)) });
    await screen.findByText(/refused the mail for good\. It said: 550 5\.1\.1 User unknown\./);
  });
});

describe('business units', () => {
  it('tell of a wrong network at its line', async () => {
    renderApp('/users/units');
    fireEvent.click(await screen.findByRole('button', { name: 'New unit' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New business unit' }));
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Labs' } });
    fireEvent.change(dialog.getByLabelText('Networks'), { target: { value: '10.9.0.0/24\n\nlab.corp.example' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Create unit' }));
    expect((await dialog.findAllByText(/Line 3: lab\.corp\.example is a host name/)).length).toBeGreaterThan(0);
  });
});

describe('the link of an invitation', () => {
  it('sets the password and opens the console', async () => {
    const { state } = renderApp('/invitation?token=invitation-token', { signedIn: false });
    await screen.findByText('You sign in with noor.haddad@corp.example.');
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'short' } });
    press('Set the password and sign in');
    await screen.findByText('Use at least 12 characters.');
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'a sentence is fine' } });
    press('Set the password and sign in');
    await waitFor(() => expect(state.signedIn).toBe(true));
    expect(state.password).toBe('a sentence is fine');
    await screen.findByRole('navigation', { name: 'Main' });
  });

  it('says what would do when it is worth nothing', async () => {
    renderApp('/invitation?token=old', { signedIn: false });
    await screen.findByText(/Ask a manager for a new one/);
  });
});
