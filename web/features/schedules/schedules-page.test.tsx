import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { SCENE_SCHEDULES } from '../../testing/scene/schedules.ts';

afterEach(() => vi.unstubAllGlobals());

const rowOf = async (title: string) => {
  const name = await screen.findByRole('link', { name: title });
  const row = name.closest('tr');
  if (row === null) throw new Error(`${title} is in no row`);
  return within(row);
};

describe('the list of schedules', () => {
  it('shows the next launch in the zone of the schedule and in mine, with its mark', async () => {
    renderApp('/schedules');
    const pci = await rowOf('PCI quarter-end sweep, DMZ');
    pci.getByText(/8 Mar 03:30 PDT/);
    pci.getByText(/8 Mar 11:30/);
    pci.getByText('Gap');
    const eu = await rowOf('Corporate workstations, EU');
    eu.getByText('same');
    expect(eu.queryByText('Gap')).toBeNull();
  });

  it('says what happened last, and who stopped a schedule', async () => {
    renderApp('/schedules');
    (await rowOf('EC2 production, us-west-2')).getByText(/6 min/);
    (await rowOf('Guest Wi-Fi, all sites')).getByText('by the service: scan errors');
    (await rowOf('PCI quarter-end sweep, DMZ')).getByText('Never run');
    (await rowOf('Mail gateways, continuous')).getByText('When this scan ends');
  });

  it('says what a continuous schedule without a host waits for', async () => {
    const waiting = (one: (typeof SCENE_SCHEDULES)[number]) => {
      const reason = { code: 'nothing-to-scan', message: 'No host: no scannable asset carries the tag “Mail”' };
      const { id: scheduleId, title: scheduleTitle, timeZone, createdAt } = one;
      const launch = {
        id: scheduleId,
        scheduleId,
        scheduleTitle,
        timeZone,
        nominalAt: createdAt,
        local: '2026-03-03T13:00',
        decidedAt: createdAt,
      };
      return { ...one, lastLaunch: { ...launch, verdict: 'waiting' as const, reason } };
    };
    renderApp('/schedules', { schedules: SCENE_SCHEDULES.map((one) => (one.recurrence.kind === 'continuous' ? waiting(one) : one)) });
    (await rowOf('Mail gateways, continuous')).getByText('When there is a host to scan');
  });

  it('opens the next launch beside a checked row, in three zones, with the rule of its mark', async () => {
    const schedules = SCENE_SCHEDULES.map((one) => (one.nextLaunch?.note === 'gap' ? { ...one, start: '2026-03-01T02:30' } : one));
    renderApp('/schedules', { schedules });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select PCI quarter-end sweep, DMZ' }));
    const panel = within(await screen.findByRole('complementary', { name: 'PCI quarter-end sweep, DMZ' }));
    panel.getByText(/8 Mar, 03:30/);
    panel.getByText(/8 Mar 03:30 PDT/);
    panel.getByText(/8 Mar 11:30 CET/);
    panel.getByText(/8 Mar 10:30/);
    panel.getByText(/02:30 does not exist that night/);
    expect(panel.queryByText(/occurs twice/)).toBeNull();
  });

  it('says the outcome of an action on several rows first, does it, and says how it went', async () => {
    const { state } = renderApp('/schedules');
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select PCI quarter-end sweep, DMZ' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Guest Wi-Fi, all sites' }));
    fireEvent.click(screen.getByRole('button', { name: 'Deactivate' }));
    const panel = within(await screen.findByRole('complementary', { name: 'Deactivate 2 schedules' }));
    await panel.findByText(/will not launch .*8 Mar 03:30 PDT, 13 lost/);
    panel.getByText('Inactive already');
    panel.getByText(/1 will change, 1 stay, 0 refused/);
    expect(state.schedules.filter(({ active }) => !active)).toHaveLength(2);
    fireEvent.click(panel.getByRole('button', { name: 'Deactivate 1 schedule' }));
    await panel.findByText('How it went');
    expect(state.schedules.filter(({ active }) => !active)).toHaveLength(3);
  });

  it('tells a manager what is held after an outage, releases and lets pass', async () => {
    const held = fakeState()
      .launches.slice(0, 2)
      .map((launch, i) => ({
        ...{ ...launch, id: `0190a000-0000-7000-8000-00000000000${i}`, verdict: 'waiting' as const },
        reason: { code: 'held', message: 'Held since Thu 5 Mar 18:40 PST' },
      }));
    const me = { ...fakeState().me, permissions: [...fakeState().me.permissions, 'launches.release'] };
    const { state } = renderApp('/schedules', { launches: held, me });
    await screen.findByText('2 launches are held after an outage.');
    fireEvent.click(screen.getByRole('button', { name: 'Decide on them' }));
    await screen.findByRole('table', { name: 'Held launches' });
    const [first] = screen.getAllByRole('checkbox', { name: /^Select (?!all)/ });
    fireEvent.click(first!);
    fireEvent.click(screen.getByRole('button', { name: 'Release' }));
    await vi.waitFor(() => expect(state.launches).toHaveLength(1));
  });

  it('names the object before it is deleted', async () => {
    const { state } = renderApp('/schedules');
    fireEvent.click(await screen.findByRole('button', { name: 'Actions for Tokyo branch network' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete Tokyo branch network?' }));
    expect(state.schedules).toHaveLength(14);
    fireEvent.click(dialog.getByRole('button', { name: 'Delete the schedule' }));
    await waitFor(() => expect(state.schedules).toHaveLength(13));
  });

  it('teaches what goes here when there is nothing', async () => {
    renderApp('/schedules', { schedules: [] });
    await screen.findByRole('heading', { name: 'No schedules yet' });
  });

  it('offers to drop a filter that nothing fits', async () => {
    renderApp('/schedules?q=nowhere');
    fireEvent.click(await screen.findByRole('button', { name: 'Drop the filter' }));
    await screen.findByRole('link', { name: 'Tokyo branch network' });
    expect(window.location.search).toBe('');
  });

  it('says what failed and tries again', async () => {
    const { state } = renderApp('/schedules', { failing: ['/schedules'] });
    await screen.findByText('The schedules could not be read.');
    state.failing = [];
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await screen.findByRole('link', { name: 'Tokyo branch network' });
  });
});
