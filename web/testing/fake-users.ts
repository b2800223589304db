import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import { fakePage } from './fake-list.ts';
import type { FakeState } from './fake-state.ts';
import { SCENE_NOW } from './scene/identity.ts';

const os = implement(contract).users;

const invitation = {
  expiresAt: '2026-03-12T18:42:00Z',
  mailed: false,
  link: 'https://watchbill.corp.example/invitation?token=invitation-token',
};

/** The people of the scene: who is invited appears, who is removed is gone with what they owned handed over. */
export function fakeUsers(state: FakeState) {
  const find = (id: string) => {
    const found = state.people.find((person) => person.id === id);
    if (found === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such person' });
    return found;
  };
  return os.router({
    list: os.list.handler(({ input }) =>
      fakePage(state.people, input, {
        role: ({ role }, values) => values.includes(role),
        unit: ({ businessUnitName }, [text]) => businessUnitName?.toLowerCase().includes(text?.toLowerCase() ?? '') ?? false,
      }),
    ),
    get: os.get.handler(({ input }) => find(input.id)),
    create: os.create.handler(({ input: { password, ...input } }) => {
      const invited = password === undefined;
      const unit = state.businessUnits.find((one) => one.id === input.businessUnitId);
      const person = {
        ...input,
        ...(unit && { businessUnitName: unit.name }),
        ...(invited && { invitationExpiresAt: invitation.expiresAt }),
        id: `user-${state.people.length}`,
        primaryContact: false,
        invited,
        schedulesOwned: 0,
        createdAt: SCENE_NOW,
      };
      state.people = [...state.people, person];
      return { ...person, ...(invited && { invitation }) };
    }),
    change: os.change.handler(({ input: { id, name, role, businessUnitId } }) => {
      const before = find(id);
      const unit = state.businessUnits.find((one) => one.id === businessUnitId);
      const { businessUnitId: _id, businessUnitName: _name, ...rest } = before;
      const placed =
        businessUnitId === undefined ? before : { ...rest, ...(unit && { businessUnitId: unit.id, businessUnitName: unit.name }) };
      const person = { ...placed, name: name ?? before.name, role: role ?? before.role };
      state.people = state.people.map((one) => (one.id === id ? person : one));
      return person;
    }),
    belongings: os.belongings.handler(({ input }) => {
      const { schedulesOwned: count } = find(input.id);
      const names = state.schedules.slice(0, Math.min(count, 5)).map(({ title }) => title);
      return {
        items: [
          { kind: 'schedules' as const, count, names },
          { kind: 'scans' as const, count: 0, names: [] },
        ],
      };
    }),
    remove: os.remove.handler(({ input }) => {
      const { schedulesOwned } = find(input.id);
      state.people = state.people
        .filter(({ id }) => id !== input.id)
        .map((one) => (one.id === input.handOverTo ? { ...one, schedulesOwned: one.schedulesOwned + schedulesOwned } : one));
    }),
    invite: os.invite.handler(() => invitation),
    makePrimaryContact: os.makePrimaryContact.handler(({ input }) => {
      state.people = state.people.map((one) => ({ ...one, primaryContact: one.id === input.id }));
      return find(input.id);
    }),
  });
}
