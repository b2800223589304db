import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SliceWait } from '#contract/scans';
import { renderAnsweredPart } from '../../testing/render-answered-part.tsx';
import { sceneId } from '../../testing/scene/identity.ts';
import { WaitsList } from './waits-list.tsx';

const SCAN = sceneId(2, 105);
const ANY: SliceWait = {
  ...{ slices: 4, hosts: 64, scanners: { kind: 'any' }, more: 12 },
  appliances: [
    { id: sceneId(3, 9), name: 'syd-scan-01', state: 'offline', reason: 'is offline since 2026-02-27 10:48 UTC' },
    { id: sceneId(3, 0), name: 'lax-scan-01', state: 'busy', reason: 'is full: 24 of 24 slots in use' },
  ],
};
const POOL: SliceWait = { slices: 1, hosts: 1, scanners: { kind: 'appliances', ids: [sceneId(3, 77)] }, more: 0, appliances: [] };

const show = (waits: SliceWait[], failing: string[] = []) =>
  renderAnsweredPart(<WaitsList scanId={SCAN} />, { waits: new Map([[SCAN, waits]]), failing });

describe('what a scan waits for', () => {
  it('is told appliance by appliance, each with why it has not taken a slice', async () => {
    show([ANY, POOL]);
    const any = within(await screen.findByLabelText('4 slices wait (64 hosts), for any appliance'));
    const [first, second] = any.getAllByRole('listitem');
    expect(first?.textContent).toMatch(/^syd-scan-01.*Offline.*is offline since 2026-02-27 10:48 UTC$/);
    expect(second?.textContent).toMatch(/^lax-scan-01.*Busy.*is full: 24 of 24 slots in use$/);
    any.getByText('and 12 more appliances');
    const pool = within(screen.getByLabelText('1 slice waits (1 host), for 1 chosen appliance'));
    pool.getByText('There is no appliance that may take them.');
  });

  it('is said to be unknown where it cannot be read, and read again', async () => {
    const { state } = show([ANY], [`/scans/${SCAN}/waits`]);
    await screen.findByText('What the slices wait for could not be read.');
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByLabelText(/^4 slices wait/);
  });
});
