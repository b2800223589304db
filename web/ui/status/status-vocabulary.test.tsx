import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { appliance } from '#contract/appliances';
import { mailState } from '#contract/notifications';
import { scan } from '#contract/scans';
import { Status } from './status.tsx';
import { STATUSES, type StatusName } from './status-vocabulary.ts';

const WORDS = {
  ok: ['Active', 'Finished', 'Launched', 'Online', 'Succeeded', 'Sent', 'Scanned'],
  accent: ['Running', 'Uploading', 'Busy', 'Updating', 'Delivered'],
  warn: ['Waiting', 'Pausing', 'Paused', 'Late', 'Skipped', 'Retrying', 'Kept', 'Unknown'],
  bad: ['Missed', 'Failed', 'Error', 'Deactivated', 'Offline', 'Missing', 'Bounced', 'Not scannable'],
  idle: [
    'Planned',
    'Queued',
    'Canceling',
    'Canceled',
    'Inactive',
    'Never run',
    'Never connected',
    'Retired',
    'Expired',
    'Invited',
    'Created',
    'Stopped',
    'Deleted',
    'Not scanned',
  ],
};

describe('the vocabulary of states', () => {
  it('has every word in its tone, and no other', () => {
    for (const [tone, words] of Object.entries(WORDS)) {
      const found = Object.values(STATUSES).filter((entry) => entry.tone === tone);
      expect(found.map(({ word }) => word)).toEqual(words);
    }
  });

  it('names every state that the contract knows', () => {
    const states = [...scan.shape.state.options, ...appliance.shape.state.options, ...mailState.options];
    expect(states.filter((state) => !(state in STATUSES))).toEqual([]);
  });

  it.each(Object.keys(STATUSES) as StatusName[])('shows %s by icon, word and tone', (name) => {
    const { container } = render(<Status name={name} qualifier="6 min" reason="because" />);
    expect(container.querySelector('svg')).not.toBeNull();
    expect(container.querySelector('[data-tone]')?.getAttribute('data-tone')).toBe(STATUSES[name].tone);
    expect(screen.getByText(STATUSES[name].word, { exact: false }).textContent).toContain('6 min');
    expect(container.textContent).toContain('because');
  });
});
