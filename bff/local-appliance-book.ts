import { hostname } from 'node:os';
import { Refusal } from './domain/refusal.ts';
import type { ApplianceService } from './features/appliances/service.ts';
import type { ApplianceBook } from './jobs/local-appliance.ts';

const NAME = 'local';

/** What the platform knows of the appliance on the server's own machine. */
export function applianceBook(service: Pick<ApplianceService, 'list' | 'get' | 'create' | 'renewCode'>): ApplianceBook {
  return {
    isBound: async (id) => {
      try {
        const { registeredAt, state } = await service.get(null, id);
        return registeredAt !== undefined && state !== 'retired';
      } catch (error) {
        // Trouble of the database says nothing about the appliance: it must not be bound again for that.
        if (error instanceof Refusal && error.reason.code === 'not-found') return false;
        throw error;
      }
    },
    bind: async () => {
      const { items } = await service.list(null, { query: NAME, limit: 200 });
      // Several servers may share the database: the one of another machine, or one that is at work, belongs to another of them.
      const known = items.find(({ name, state, location }) => name === NAME && location === hostname() && isFree(state));
      if (known !== undefined) return service.renewCode(null, known.id);
      const taken = items.some(({ name }) => name === NAME);
      return service.create(null, { name: taken ? `${NAME} ${Date.now()}` : NAME, location: hostname() });
    },
  };
}

const isFree = (state: string): boolean => !['retired', 'online', 'busy', 'updating'].includes(state);
