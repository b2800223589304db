import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';
import { sceneId } from '../../testing/scene/identity.ts';

afterEach(() => vi.unstubAllGlobals());

const LAX = sceneId(3, 0);
const press = (name: string | RegExp, within_ = within(document.body)) => fireEvent.click(within_.getByRole('button', { name }));
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

describe('the appliances of the console', () => {
  it('tell how many are in which state, and filter by it', async () => {
    renderApp('/appliances');
    const states = within(await screen.findByRole('list', { name: 'Appliances by status' }));
    fireEvent.click(states.getByRole('button', { name: /^Offline/ }));
    await waitFor(() => expect(new URLSearchParams(window.location.search).get('q')).toBe('status:offline'));
  });

  it('show their jobs with hops, their updates and their network in tabs', async () => {
    renderApp(`/appliances?open=${LAX}&tab=jobs`);
    const panel = within(await screen.findByRole('complementary', { name: 'lax-scan-01' }));
    const jobs = within(await panel.findByRole('list', { name: 'Scan jobs' }));
    expect(jobs.getAllByRole('listitem').length).toBe(5);
    expect(jobs.getByText('The load is 15.2 on 8 cores')).toBeTruthy();
    fireEvent.click(panel.getByRole('link', { name: 'Updates' }));
    await panel.findByText('The download was cut off');
    fireEvent.click(panel.getByRole('link', { name: 'Network' }));
    await panel.findByText(/via 10\.20\.0\.1 dev eth0 metric 100/, { exact: false, selector: 'li:nth-child(1) *' });
  });

  it('take one list of routes together, after the outcome at each was shown', async () => {
    renderApp('/appliances');
    for (const name of ['lax-scan-01', 'syd-scan-01', 'gru-scan-01']) fireEvent.click(await screen.findByLabelText(`Select ${name}`));
    press('Routes', within(screen.getByRole('region', { name: 'Actions on the selection' })));
    const panel = within(await screen.findByRole('complementary', { name: 'Routes of 3 appliances' }));
    type('Network of route 1', '10.77.0.0/16');
    type('Gateway of route 1', '10.99.99.1');
    await panel.findByText('1 entry to correct');
    type('Gateway of route 1', '10.20.0.1');
    const outcome = within(panel.getByRole('list', { name: 'What comes of it' }));
    await waitFor(() => expect(outcome.getAllByText(/^1 added, 3 removed\./).length).toBe(2));
    expect(outcome.getByText('not possible')).toBeTruthy();
    await act(async () => fireEvent.click(panel.getByRole('button', { name: 'Send to 2 of 3 appliances' })));
    await screen.findByText('Routes sent to 2 of 3 appliances');
  });
});
