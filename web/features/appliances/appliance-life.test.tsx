import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { orpc } from '../../api/client.ts';
import { fakeState } from '../../testing/fake-state.ts';
import { renderAnsweredPart } from '../../testing/render-answered-part.tsx';
import { SCENE_NOW } from '../../testing/scene/identity.ts';
import { contactOf } from './code-shown.tsx';
import { NewCodeDialog } from './new-code-dialog.tsx';
import { RetireDialog } from './retire-dialog.tsx';

const busy = fakeState().appliances.find(({ name }) => name === 'lax-scan-01')!;
const { origin } = window.location;

const noClose = () => {};

describe('the life of an appliance', () => {
  it('begins with a code in the line that installs it, and flips when its machine has come', async () => {
    const { registeredAt: _, lastPollAt: __, ...waiting } = busy;
    const { state, queryClient } = renderAnsweredPart(<NewCodeDialog appliance={busy} kind="replace" onClose={noClose} />, {
      appliances: [{ ...waiting, state: 'never-connected', codeExpiresAt: '2099-01-01T00:00:00Z' }],
    });
    fireEvent.click(await screen.findByText('Replace the machine'));
    await screen.findByText(`curl -fsSL ${origin}/install/appliance | sudo sh -s -- --server ${origin} --perscode 77120934581266 --again`);
    screen.getByText('Waiting');
    state.appliances = [{ ...busy, registeredAt: SCENE_NOW, lastPollAt: SCENE_NOW, hostName: 'rack-b4' }];
    // As the live updates do.
    await act(() => queryClient.invalidateQueries({ queryKey: orpc.appliances.key() }));
    await screen.findByText(`${busy.name} is online.`);
    screen.getByText('rack-b4');
  });

  it('ends after the schedules that depend on it alone were shown; they are deactivated', async () => {
    const [first, second] = fakeState().schedules;
    const schedules = [
      { ...first!, active: true, scanners: { kind: 'appliances' as const, ids: [busy.id] } },
      { ...second!, active: true, scanners: { kind: 'any' as const } },
    ];
    const { state } = renderAnsweredPart(<RetireDialog appliance={busy} onClose={noClose} />, { schedules });
    const shown = await screen.findByText(first!.title);
    expect(within(shown.closest('ul')!).queryByText(second!.title)).toBeNull();
    fireEvent.click(screen.getByText(`Retire ${busy.name} and deactivate 1 schedule`));
    await waitFor(() => expect(state.appliances.find(({ id }) => id === busy.id)?.state).toBe('retired'));
    expect(state.schedules.map(({ active }) => active)).toEqual([false, true]);
  });

  it('does not end while what depends on it cannot be read', async () => {
    const { state } = renderAnsweredPart(<RetireDialog appliance={busy} onClose={noClose} />, {
      failing: [`/appliances/${busy.id}/dependents`],
    });
    await screen.findByText('What depends on it could not be read.');
    fireEvent.click(screen.getByText('Try again'));
    expect(state.appliances.find(({ id }) => id === busy.id)?.state).toBe('busy');
  });
});

describe('contact', () => {
  const at = (minute: number) => `2026-03-05T18:${minute}:00Z`;
  it.each([
    ['waiting', undefined],
    ['waiting', { codeExpiresAt: at(50), registeredAt: at(10), lastPollAt: at(40) }],
    ['waiting', {}],
    ['bound', { registeredAt: at(30) }],
    // The machine before this one.
    ['bound', { registeredAt: at(30), lastPollAt: at(29) }],
    ['online', { registeredAt: at(30), lastPollAt: at(30) }],
  ] as const)('is %s with %j', (contact, appliance) => expect(contactOf(appliance)).toBe(contact));
});
