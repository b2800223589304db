import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../../api/client.ts';
import type { Order } from './network-draft.ts';

/** The newest commands of an appliance. */
export const recentCommands = (id: string, limit: number) =>
  orpc.commands.list.queryOptions({ input: { id, limit }, placeholderData: keepPreviousData });

export const networkOf = (id: string) => orpc.commands.network.queryOptions({ input: { id } });

/** What an order would do at each appliance. It is not asked again by itself: the page stays as it was judged. */
export const outlookOf = (applianceIds: readonly string[], order: Order) =>
  orpc.commands.preview.queryOptions({ input: { ...order, applianceIds: [...applianceIds] }, placeholderData: keepPreviousData });
