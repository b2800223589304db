import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { fakeState } from '../testing/fake-state.ts';
import { renderApp } from '../testing/render-app.tsx';
import { SCENE_SCHEDULES } from '../testing/scene/schedules.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['/schedules/new', /reads schedules and creates none/],
  [`/schedules/${SCENE_SCHEDULES[0]!.id}/edit`, /reads schedules and changes none/],
  ['/scans/new', /reads scans and launches none/],
])('%s says to a reader that there is nothing to fill in', async (path, sentence) => {
  const { me } = fakeState();
  renderApp(path, { me: { ...me, role: 'reader', permissions: me.permissions.filter((name) => name.endsWith('.read')) } });
  await screen.findByText(sentence);
  expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
});
