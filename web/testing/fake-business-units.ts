import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { FakeState } from './fake-state.ts';
import { sceneId } from './scene/identity.ts';

const os = implement(contract).businessUnits;

/** The business units of the scene: kept as they are sent. */
export const fakeBusinessUnits = (state: FakeState) =>
  os.router({
    list: os.list.handler(() => ({ items: [...state.businessUnits] })),
    create: os.create.handler(({ input }) => {
      const unit = { ...input, id: sceneId(8, state.businessUnits.length + 1), revision: 1, people: 0, schedules: 0 };
      state.businessUnits = [...state.businessUnits, unit];
      return unit;
    }),
    replace: os.replace.handler(({ input: { id, revision, ...fields } }) => {
      const before = state.businessUnits.find((unit) => unit.id === id);
      if (before === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such business unit' });
      const unit = { ...before, ...fields, revision: revision + 1 };
      state.businessUnits = state.businessUnits.map((one) => (one.id === id ? unit : one));
      return unit;
    }),
    remove: os.remove.handler(({ input }) => {
      state.businessUnits = state.businessUnits.filter(({ id }) => id !== input.id);
    }),
  });
