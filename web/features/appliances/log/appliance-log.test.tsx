import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';
import { SCENE_APPLIANCES } from '../../../testing/scene/appliances.ts';

afterEach(() => vi.unstubAllGlobals());

const csv = () => new URL(screen.getByLabelText('Save this list as CSV').getAttribute('href') ?? '', 'http://x');
const search = () => new URLSearchParams(window.location.search);

describe('the log of all appliances', () => {
  it('is filtered by the URL: level, code, appliance and span; the CSV is of exactly this', async () => {
    const query = 'level:warn code:platform-lost';
    renderApp(`/appliances/log?q=${encodeURIComponent(query)}&from=2026-03-01T00:00:00Z&columns=at,message`);
    expect((await screen.findAllByText('The platform could not be polled.')).length).toBeGreaterThan(0);
    expect(screen.queryByText('Slice declined.')).toBeNull();
    expect([csv().pathname, Object.fromEntries(csv().searchParams)]).toEqual([
      '/api/v1/appliances/log/export',
      { query, sort: 'at:desc', columns: 'at,message', from: '2026-03-01T00:00:00.000Z' },
    ]);
  });

  it('takes From and To in the shown zone, and says when nothing lies between', async () => {
    renderApp('/appliances/log');
    await screen.findAllByText('Slice declined.');
    // Berlin is an hour ahead of UTC in March.
    fireEvent.change(screen.getByLabelText('From, time in Europe/Berlin'), { target: { value: '2026-03-20T09:30' } });
    await screen.findByText('Nothing was told in this span');
    expect(search().get('from')).toBe('2026-03-20T08:30:00.000Z');
    fireEvent.change(screen.getByLabelText('To, time in Europe/Berlin'), { target: { value: '2026-03-19T09:30' } });
    await screen.findByText('Must be later than From');
    fireEvent.change(screen.getByLabelText('To, time in Europe/Berlin'), { target: { value: '' } });
    fireEvent.click(await screen.findByText('Drop the span'));
    await screen.findAllByText('Slice declined.');
    await waitFor(() => expect(window.location.search).toBe(''));
  });
});

describe('the tabs of an appliance', () => {
  const [first] = SCENE_APPLIANCES;

  it('have its log, with the way to search all of it', async () => {
    renderApp(`/appliances?open=${first?.id}&tab=log`);
    const link = await screen.findByText(`Search the whole log of ${first?.name}`);
    expect(link.getAttribute('href')).toContain(encodeURIComponent(`appliance:"${first?.name}"`));
    await screen.findByText('12 entries before it lost, reason: The disk is full.');
  });

  it('have the history of its clock, with what was worst of it', async () => {
    renderApp(`/appliances?open=${first?.id}&tab=clock`);
    await screen.findByLabelText('Clock offset in 4 measurements, +2.4 s at most; the alarm is at 2 s');
    const tabs = within(screen.getByLabelText('Parts of the appliance'));
    expect(tabs.getAllByRole('link', { current: 'page' }).map(({ textContent }) => textContent)).toEqual(['Clock']);
  });
});
