import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type FakeState, fakeState } from '../../../testing/fake-state.ts';
import { renderAnsweredPart } from '../../../testing/render-answered-part.tsx';
import { sceneId } from '../../../testing/scene/identity.ts';
import { GroupDialog } from './group-dialog.tsx';
import { GroupPanel } from './group-panel.tsx';

const [branches, payments] = fakeState().assetGroups;
const LAX = sceneId(3, 0);
const GONE = sceneId(3, 9);
const pooled = [branches!, { ...payments!, applianceIds: [LAX, GONE] }];
const appliances = fakeState().appliances.map((one) => (one.id === GONE ? { ...one, state: 'retired' as const } : one));

const nothing = () => undefined;
const edit = (changes: Partial<FakeState> = {}) =>
  renderAnsweredPart(<GroupDialog group={pooled[1]} onClose={nothing} />, { assetGroups: pooled, appliances, ...changes }).state;
const poolOf = (groups: typeof pooled | ReturnType<typeof fakeState>['assetGroups']) =>
  groups.find(({ id }) => id === payments!.id)?.applianceIds;

describe('the pool of an asset group', () => {
  it('names who scans its hosts, a retired one as such', async () => {
    renderAnsweredPart(<GroupPanel group={pooled[1]!} unit={undefined} change={undefined} onClose={nothing} />, { appliances });
    await screen.findByText('lax-scan-01, syd-scan-01 (retired)');
  });

  it('is chosen from the appliances that serve; one that was retired since may stay', async () => {
    const state = edit();
    expect((await screen.findAllByText('syd-scan-01 (retired)')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByLabelText('Scanned by', { selector: 'input' }));
    fireEvent.click(await screen.findByText('fra-scan-01', { selector: '[role=option] *' }));
    fireEvent.click(screen.getByText('Save group'));
    await waitFor(() => expect(poolOf(state.assetGroups)).toEqual([LAX, GONE, sceneId(3, 3)]));
  });

  it('is not said to have no choices where the appliances cannot be read', async () => {
    const state = edit({ failing: ['/appliances'] });
    await screen.findByText('The appliances could not be read.');
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await waitFor(() => expect(screen.queryByText('The appliances could not be read.')).toBeNull());
    expect(poolOf(state.assetGroups)).toEqual([LAX, GONE]);
  });
});
