import { actorOf, type Implementer } from '../../http/implement.ts';
import type { SearchService } from './service.ts';

export const qqlRoutes = (i: Implementer, search: SearchService) =>
  i.qql.router({
    check: i.qql.check.handler(({ context, input }) => search.check(actorOf(context), input)),
    tokens: i.qql.tokens.handler(({ input }) => search.tokens(input.entity)),
    complete: i.qql.complete.handler(({ input }) => search.complete(input)),
  });
