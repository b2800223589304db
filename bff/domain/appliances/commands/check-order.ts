import type { Issue } from '../../issue.ts';
import { checkRoutes } from './check-routes.ts';
import { checkVlans } from './check-vlans.ts';
import type { CommandOrder } from './command.ts';
import type { ReportedNetwork } from './reported-network.ts';

/** Everything that is wrong with an order for an appliance with that network; without it, what can be seen from the lists alone. */
export function checkOrder(order: CommandOrder, reported: ReportedNetwork | undefined): Issue[] {
  const { kind, routes, vlans } = order;
  return [
    ...needed('routes', kind, routes),
    ...needed('vlans', kind, vlans),
    ...(kind === 'routes' && routes !== undefined ? checkRoutes(routes, reported) : []),
    ...(kind === 'vlans' && vlans !== undefined ? checkVlans(vlans, reported) : []),
  ];
}

function needed(field: 'routes' | 'vlans', kind: CommandOrder['kind'], list: readonly unknown[] | undefined): Issue[] {
  if (kind === field && list === undefined) {
    return [
      {
        path: [field],
        code: 'list-missing',
        message: `Send the whole wanted list; an empty one removes all ${field === 'vlans' ? 'VLANs' : 'routes'}`,
      },
    ];
  }
  if (kind !== field && list !== undefined)
    return [{ path: [field], code: 'list-not-of-kind', message: `A command of kind ${kind} has no ${field}` }];
  return [];
}
