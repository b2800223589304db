import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { FakeState } from './fake-state.ts';
import { sceneId } from './scene/identity.ts';

const os = implement(contract).businessUnits;

/** Host names are refused, at their line. */
function requireAddresses(networks: readonly string[]): void {
  const issues = networks.flatMap((text, index) =>
    /^[\d.:/a-f-]+$/i.test(text)
      ? []
      : [{ path: ['networks', index], code: 'network-is-a-name', message: `${text} is a host name: a unit owns addresses.` }],
  );
  if (issues.length > 0)
    throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
}

/** The business units of the scene: kept as they are sent. */
export const fakeBusinessUnits = (state: FakeState) =>
  os.router({
    list: os.list.handler(() => ({ items: [...state.businessUnits] })),
    create: os.create.handler(({ input }) => {
      requireAddresses(input.networks);
      const unit = { ...input, id: sceneId(8, state.businessUnits.length + 1), revision: 1, people: 0, schedules: 0 };
      state.businessUnits = [...state.businessUnits, unit];
      return unit;
    }),
    replace: os.replace.handler(({ input: { id, revision, ...fields } }) => {
      requireAddresses(fields.networks);
      const before = state.businessUnits.find((unit) => unit.id === id);
      if (before === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such business unit' });
      const unit = { ...before, ...fields, revision: revision + 1 };
      state.businessUnits = state.businessUnits.map((one) => (one.id === id ? unit : one));
      return unit;
    }),
    remove: os.remove.handler(({ input }) => {
      const unit = state.businessUnits.find(({ id }) => id === input.id);
      if (unit !== undefined && unit.people + unit.schedules > 0) {
        const message = `${unit.name} holds ${unit.people} people and ${unit.schedules} schedules: move them to another business unit, then remove it`;
        throw new ORPCError('conflict', { defined: true, status: 409, message });
      }
      state.businessUnits = state.businessUnits.filter(({ id }) => id !== input.id);
    }),
  });
