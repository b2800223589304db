import { implement, ORPCError } from '@orpc/server';
import type { ApplianceNetwork, Command } from '#contract/commands';
import { contract } from '#contract/index';
import { checkOrder } from '#domain/appliances/commands/check-order';
import { platformNotes } from '#domain/appliances/commands/check-routes';
import type { CommandOrder } from '#domain/appliances/commands/command';
import { deliveryOutlook } from '#domain/appliances/commands/delivery-outlook';
import { describeChanges } from '#domain/appliances/commands/describe-changes';
import { ownRoutes, ownVlans } from '#domain/appliances/commands/reported-network';
import { instant } from '#domain/time/instant';
import { fakePage } from './fake-list.ts';
import type { FakeState } from './fake-state.ts';
import { SCENE_COMMANDS, SCENE_NETWORK } from './scene/commands.ts';
import { SCENE_NOW, SCENE_NOW_MS, sceneId } from './scene/identity.ts';

const os = implement(contract);
const EXPIRES = '2026-03-05T19:42:00Z';

const network = (): ApplianceNetwork => ({
  readAt: '2026-03-05T18:41:01Z',
  interfaces: SCENE_NETWORK.interfaces.map(({ addresses, ...one }) => ({ ...one, addresses: [...addresses] })),
  routes: ownRoutes(SCENE_NETWORK),
  vlans: ownVlans(SCENE_NETWORK),
  otherRoutes: SCENE_NETWORK.routes.filter(({ own }) => !own).map(({ own: _, name: _name, ...route }) => route),
  platform: SCENE_NETWORK.platform,
});

/** The rules are the server's own; only the appliances are painted. */
export function fakeCommands(state: FakeState) {
  let commands = SCENE_COMMANDS;
  const applianceOf = (id: string) => {
    const found = state.appliances.find((one) => one.id === id);
    if (found === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such appliance.' });
    return found;
  };
  const look = (order: CommandOrder, id: string) => {
    const { name, promptDelivery, state: health, runningSlices, registeredAt, nextPollAt } = applianceOf(id);
    const issues = checkOrder(order, SCENE_NETWORK).map((issue) => ({ ...issue, path: [...issue.path] }));
    const to = {
      ...{ name, promptDelivery, state: health, runningSlices: runningSlices.length },
      before: commands.filter((one) => one.applianceId === id && one.endedAt === undefined).length,
      registeredAt: registeredAt === undefined ? undefined : instant(Date.parse(registeredAt)),
      nextPollAt: nextPollAt === undefined ? undefined : instant(Date.parse(nextPollAt)),
      expiresAt: instant(Date.parse(EXPIRES)),
    };
    const { outcome, text } = deliveryOutlook(order.kind, to, instant(SCENE_NOW_MS));
    const notes = platformNotes(order.routes ?? [], SCENE_NETWORK);
    const shown = issues.length > 0 ? ({ outcome: 'impossible', text: `${issues[0]?.message}.` } as const) : { outcome, text };
    return { applianceId: id, name, ...shown, changes: issues.length > 0 ? [] : describeChanges(order, SCENE_NETWORK), issues, notes };
  };
  const send = (order: CommandOrder, applianceId: string): Command => {
    const sent: Command = {
      ...{ id: sceneId(8, 100 + commands.length), applianceId, kind: order.kind, state: 'queued', createdBy: state.me.name },
      ...{ entries: (order.routes ?? order.vlans)?.length, createdAt: SCENE_NOW, expiresAt: EXPIRES },
    };
    commands = [sent, ...commands];
    return sent;
  };
  const known = (id: string): Command => {
    const found = commands.find((one) => one.id === id);
    if (found === undefined) throw new ORPCError('not-found', { defined: true, status: 404, message: 'There is no such command.' });
    return found;
  };
  return {
    list: os.commands.list.handler(({ input }) =>
      fakePage(
        commands.filter((one) => one.applianceId === input.id),
        input,
        {},
      ),
    ),
    get: os.commands.get.handler(({ input }) => known(input.commandId)),
    network: os.commands.network.handler(() => network()),
    create: os.commands.create.handler(({ input: { id, ...order } }) => {
      const { issues } = look(order, id);
      if (issues.length > 0)
        throw new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });
      return send(order, id);
    }),
    cancel: os.commands.cancel.handler(({ input }) => {
      const canceled: Command = { ...known(input.commandId), state: 'canceled', endedAt: SCENE_NOW };
      commands = commands.map((one) => (one.id === canceled.id ? canceled : one));
      return canceled;
    }),
    preview: os.commands.preview.handler(({ input }) => ({ expiresAt: EXPIRES, rows: input.applianceIds.map((id) => look(input, id)) })),
    createMany: os.commands.createMany.handler(({ input }) => ({
      rows: input.applianceIds.map((id) => {
        const { name, text, outcome } = look(input, id);
        return { applianceId: id, name, text, ...(outcome !== 'impossible' && { command: send(input, id) }) };
      }),
    })),
  };
}
