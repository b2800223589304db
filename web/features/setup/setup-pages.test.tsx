import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';

const button = (name: string) => screen.getByText(name).closest('button')!;
const field = (id: string) => document.getElementById(id)!;
const type = (id: string, value: string) => fireEvent.change(field(id), { target: { value } });

describe('Setup, Scheduled scans', () => {
  it('says what is wrong at its field, then saves, and has nothing to save any more', async () => {
    const { state } = renderApp('/setup');
    await screen.findByText('Save setup');
    expect(button('Save setup').disabled).toBe(true);
    type('setup-maxConcurrentScans', '');
    fireEvent.click(button('Save setup'));
    // In the summary and at its field.
    expect((await screen.findAllByText(/Choose a whole number from 1 to 100,000\./)).length).toBe(2);
    type('setup-maxConcurrentScans', '12');
    fireEvent.click(button('Save setup'));
    await waitFor(() => expect(state.setup.maxConcurrentScans).toBe(12));
    await waitFor(() => expect(button('Save setup').disabled).toBe(true));
  });
});

describe('Setup, Mail', () => {
  it('saves what was typed; typed back, there is nothing to save', async () => {
    const { state } = renderApp('/setup/mail');
    await screen.findByText('Save mail setup');
    type('mail-host', 'relay.corp.example');
    expect(button('Save mail setup').disabled).toBe(false);
    type('mail-host', 'smtp.corp.example');
    expect(button('Save mail setup').disabled).toBe(true);
    type('mail-host', 'relay.corp.example');
    fireEvent.click(button('Save mail setup'));
    await waitFor(() => expect(state.mail.server?.host).toBe('relay.corp.example'));
    expect(state.mail.server?.passwordSet).toBe(true);
  });

  it('is removed as a whole, and only while nothing is typed', async () => {
    const { state } = renderApp('/setup/mail');
    await screen.findByText('Remove the mail server');
    type('mail-host', 'x');
    expect(button('Remove the mail server').disabled).toBe(true);
    fireEvent.click(button('Discard changes'));
    fireEvent.click(button('Remove the mail server'));
    await waitFor(() => expect(state.mail.server).toBeNull());
  });

  it('says that it could not be read, and is read by others without being changed', async () => {
    const { me } = fakeState();
    const reader = { ...me, permissions: me.permissions.filter((one) => one !== 'setup.write') };
    const { state } = renderApp('/setup/mail', { failing: ['/setup/mail'], me: reader });
    await screen.findByText('The mail setup could not be read.');
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await waitFor(() => expect(field('mail-host')).toHaveProperty('disabled', true));
    expect(screen.queryByText('Save mail setup')).toBeNull();
  });
});
