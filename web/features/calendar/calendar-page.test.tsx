import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';

const LOS_ANGELES = 'zone=America/Los_Angeles';

it('shows a launch of the 23-hour day at its hour, and its times in all zones once opened', async () => {
  renderApp(`/calendar?view=agenda&date=2026-03-08&${LOS_ANGELES}`);
  await screen.findByText('23 hours');
  fireEvent.click(screen.getByRole('button', { name: /^03:30 ?PCI quarter-end sweep, DMZ/ }));
  const panel = within(await screen.findByRole('complementary', { name: 'PCI quarter-end sweep, DMZ' }));
  panel.getByText(/^Sun 8 Mar( 2026)? 03:30 PDT$/);
  panel.getByText(/^Sun 8 Mar( 2026)? 11:30 CET$/);
  panel.getByText(/^Sun 8 Mar( 2026)? 10:30 UTC$/);
  expect(window.location.search).toContain('open=');
});

it('turns the pages by arrow keys, goes to today by t, and keeps view and zone', async () => {
  renderApp(`/calendar?view=agenda&date=2026-03-04&${LOS_ANGELES}`);
  await screen.findByRole('button', { name: /^06:00 ?Core switches and firewalls ?its last scan is paused ?Skipped/ });
  fireEvent.keyDown(document.body, { key: 'ArrowRight' });
  await screen.findByRole('heading', { name: '11 – 17 March 2026' });
  fireEvent.keyDown(document.body, { key: 't' });
  await waitFor(() => expect(window.location.search).not.toContain('date='));
  const search = new URLSearchParams(window.location.search);
  expect([search.get('view'), search.get('zone')]).toEqual(['agenda', 'America/Los_Angeles']);
});

it('says that the calendar could not be read', async () => {
  renderApp('/calendar?view=month', { failing: ['/calendar'] });
  await screen.findByText('The calendar could not be read.');
});

it('keeps the filter in the address, narrows what is shown, and takes it across to the list without the verdict', async () => {
  renderApp(`/calendar?view=agenda&date=2026-03-04&${LOS_ANGELES}&q=verdict:skipped%20core`);
  await screen.findByRole('button', { name: /^06:00 ?Core switches and firewalls/ });
  expect(screen.queryByText('Tokyo branch network')).toBeNull();
  const across = within(screen.getByRole('navigation', { name: 'Show schedules as' })).getByRole('link', { name: 'List' });
  expect(across.getAttribute('href')).toBe('/schedules?q=core');
  fireEvent.click(screen.getByRole('button', { name: 'Remove core' }));
  await waitFor(() => expect(new URLSearchParams(window.location.search).get('q')).toBe('verdict:skipped'));
});

it('finds its zone by a city that the zone is not named after', async () => {
  renderApp('/calendar?view=agenda&date=2026-03-04');
  const box = await screen.findByRole('combobox', { name: 'Zone of the calendar' });
  fireEvent.click(box);
  fireEvent.change(box, { target: { value: 'san francisco' } });
  fireEvent.click(await screen.findByRole('option', { name: /California/, hidden: true }));
  await waitFor(() => expect(new URLSearchParams(window.location.search).get('zone')).toBe('America/Los_Angeles'));
});
