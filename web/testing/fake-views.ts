import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { FakeState } from './fake-state.ts';
import { sceneId } from './scene/identity.ts';

const os = implement(contract);

/** Saved views, kept in the state; one of the same name is replaced. */
export const fakeViews = (state: FakeState) =>
  os.views.router({
    list: os.views.list.handler(({ input }) => ({ items: state.views.filter(({ list }) => list === input.list) })),
    save: os.views.save.handler(({ input }) => {
      const others = state.views.filter(({ list, name }) => list !== input.list || name !== input.name);
      const view = { ...input, id: sceneId(9, others.length + 1) };
      state.views = [...others, view];
      return view;
    }),
    remove: os.views.remove.handler(({ input }) => {
      state.views = state.views.filter(({ id }) => id !== input.id);
    }),
  });

/** Takes held launches off the list, as both decisions on them do. */
export function decideHeld(state: FakeState, ids: readonly string[] | undefined): number {
  const held = state.launches.filter(({ id, reason }) => reason?.code === 'held' && (ids === undefined || ids.includes(id)));
  state.launches = state.launches.filter((launch) => !held.includes(launch));
  return held.length;
}
