import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Router } from 'express';
import { createApp } from '../app.ts';
import type { Actor, Role } from '../domain/identity/role.ts';
import { createPerson } from '../features/identity/service.ts';
import { createIds } from '../ids.ts';
import { systemTimers } from '../jobs/ticker.ts';
import { type Bus, createBus } from '../live/bus.ts';
import { createChangeListener } from '../live/change-listener.ts';
import { createLog } from '../log.ts';
import { createServices, type Dependencies, type Services } from '../services.ts';
import { type TestClient, testClient } from './test-client.ts';
import { type TestClock, testClock } from './test-clock.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';

const PASSWORD = 'correct horse battery';

/** A caller of the API: with a session, or without. */
export interface TestCaller {
  readonly client: TestClient;
  /** Raw HTTP: `fetch('/api/v1/me')`. An object as `json` is sent as the body. */
  readonly fetch: (path: string, init?: RequestInit & { json?: unknown }) => Promise<Response>;
}

export interface TestPerson extends TestCaller {
  readonly actor: Actor;
  readonly password: string;
  readonly cookie: string;
}

export interface SignInAs {
  readonly role: Role;
  readonly primaryContact?: boolean;
  readonly businessUnitId?: string;
  readonly name?: string;
}

export interface TestApp {
  readonly url: string;
  readonly database: TestDatabase;
  readonly clock: TestClock;
  readonly bus: Bus;
  readonly deps: Dependencies;
  readonly services: Services;
  readonly anonymous: TestCaller;
  /** A new person with this role, signed in. */
  readonly signIn: (as: Role | SignInAs) => Promise<TestPerson>;
  /** Call it in `afterAll`. */
  readonly close: () => Promise<void>;
}

export interface TestAppOptions {
  readonly clock?: TestClock;
  readonly webFolder?: string;
  /** Makes the agents' routers from the services. */
  readonly agentRoutes?: (services: Services, deps: Dependencies) => readonly Router[];
  /** Brings what is committed on any connection to the bus, as the server does. */
  readonly listen?: boolean;
  /** How many proxies stand in front of it; absent: none. */
  readonly trustProxy?: number;
  /** In place of what the server would use. */
  readonly deps?: Partial<Dependencies>;
}

/** The real application on a port of its own, over a database of its own, with a clock that stands still. */
export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const clock = options.clock ?? testClock();
  const database = await testDatabase();
  const bus = createBus();
  const deps: Dependencies = {
    db: database.db,
    uow: database.uow(clock.now),
    clock: clock.now,
    newId: createIds(clock.now),
    bus,
    log: createLog('silent'),
    secret: randomBytes(32).toString('base64url'),
    publicUrl: 'http://127.0.0.1:8500',
    version: '0.0.0-test',
    // Nothing elapses by itself: a held poll ends when the test gives it a reason.
    callAt: () => () => {},
    probes: [],
    ...options.deps,
  };
  const services = createServices(deps);
  const app = createApp(deps, services, {
    webFolder: options.webFolder ?? 'dist/web',
    agentRoutes: options.agentRoutes?.(services, deps) ?? [],
    ready: async () => undefined,
    trustProxy: options.trustProxy,
  });
  const { log } = deps;
  const listener = createChangeListener({ databaseUrl: database.url, bus, timers: systemTimers, log });
  if (options.listen === true) await listener.start();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ url, database, clock, bus, deps, services },
    anonymous: caller(url, {}),
    signIn: (as) => signIn(url, deps, services, typeof as === 'string' ? { role: as } : as),
    close: async () => {
      await listener.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

async function signIn(url: string, deps: Dependencies, services: Services, as: SignInAs): Promise<TestPerson> {
  const email = `${as.role}-${randomBytes(4).toString('hex')}@example.org`;
  const name = as.name ?? `A ${as.role}`;
  const input = { email, name, role: as.role, password: PASSWORD, primaryContact: as.primaryContact ?? false };
  const { businessUnitId } = as;
  const identity = { ...deps, passwords: services.passwords, isKnownTimeZone: () => true };
  const person = await createPerson(identity, null, { ...input, businessUnitId });
  const answer = await caller(url, {}).fetch('/api/auth/sign-in/email', { method: 'POST', json: { email, password: PASSWORD } });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
  const cookie = cookieOf(answer);
  const actor: Actor = { userId: person.id, name, email, role: as.role, primaryContact: input.primaryContact, businessUnitId };
  return { ...caller(url, { cookie }), actor, password: PASSWORD, cookie };
}

/** The cookies of an answer, as a browser would send them back. */
export const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

function caller(url: string, headers: Record<string, string>): TestCaller {
  return {
    client: testClient(url, headers),
    fetch: (path, { json, ...init } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          ...headers,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(init.headers as Record<string, string>),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
  };
}
