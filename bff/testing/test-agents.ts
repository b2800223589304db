import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import express from 'express';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time/instant.ts';
import { agentRoutes } from '../features/appliances/agent-routes.ts';
import { type Appliances, createAppliances } from '../features/appliances/appliances.ts';
import type { SliceProgress } from '../features/appliances/slice-progress.ts';
import { createAlertBook } from '../features/notifications/alert-book.ts';
import { createAlertSettings } from '../features/settings/alert-settings.ts';
import { createIds } from '../ids.ts';
import { systemTimers } from '../jobs/ticker.ts';
import { createBus } from '../live/bus.ts';
import { createChangeListener } from '../live/change-listener.ts';
import { createLog } from '../log.ts';
import type { UnitOfWork } from '../storage/unit-of-work.ts';
import { type AgentSpeaker, registerAgent } from './agent-speaker.ts';
import { plainTargets } from './plain-targets.ts';
import { type TestClock, testClock } from './test-clock.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';

export interface TestAgents {
  readonly url: string;
  readonly database: TestDatabase;
  readonly uow: UnitOfWork;
  readonly clock: TestClock;
  readonly appliances: Appliances;
  /** Resolves when the next poll is held from now on. */
  readonly nextHold: () => Promise<void>;
  /** Lets the time of every held poll be over, until `nextHold` is asked for again. */
  readonly endHolds: () => void;
  /** Calls of the scans' side, in order: `ended finished`. */
  readonly told: string[];
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly newAppliance: (more?: { promptDelivery?: boolean; name?: string }) => Promise<AgentSpeaker>;
  /** Queues a scan with this many slices of one host each; announces them. */
  readonly queueScan: (
    slices: number,
    more?: { onlyTo?: readonly string[]; priority?: number },
  ) => Promise<{ scanId: string; sliceIds: string[] }>;
  readonly close: () => Promise<void>;
}

/** The agents' side of the platform on a port of its own, over a real database with real change notices; the scans' side is a recorder. */
export async function testAgents(): Promise<TestAgents> {
  const clock = testClock();
  const database = await testDatabase();
  const uow = database.uow(clock.now);
  const bus = createBus();
  const log = createLog('warn');
  const listener = createChangeListener({ databaseUrl: database.url, bus, timers: systemTimers, log });
  await listener.start();
  const holds: (() => void)[] = [];
  let onHold: () => void = () => {};
  let over = false;
  const callAt = (_at: Instant, callback: () => void) => {
    if (over) queueMicrotask(callback);
    else holds.push(callback);
    onHold();
    return () => void (holds.includes(callback) && holds.splice(holds.indexOf(callback), 1));
  };
  const told: string[] = [];
  const deps = { db: database.db, uow, clock: clock.now, newId: createIds(clock.now), bus, log, secret: 'test secret' };
  const progress = recorder(told);
  const monitoring = { settings: createAlertSettings(deps), notices: createAlertBook(deps) };
  const others = {
    schedules: { dependingOnlyOn: async () => [], scannerLost: async () => {} },
    pools: { join: async () => [] },
    targets: plainTargets,
    updates: NO_UPDATES,
    monitoring,
  };
  const appliances = createAppliances({ ...deps, ...others, callAt, progress });
  const server = createServer(express().use('/agent/v1', agentRoutes(appliances.agents)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const harness = { url, clock, appliances };
  return {
    ...harness,
    ...{ database, uow, told },
    nextHold: () => {
      over = false;
      return new Promise((resolve) => {
        onHold = resolve;
      });
    },
    endHolds: () => {
      over = true;
      for (const end of [...holds]) end();
    },
    fetch: (path, init) => fetch(`${url}${path}`, init),
    newAppliance: (more) => register(harness, more ?? {}),
    queueScan: (slices, more) => queueScan(uow, slices, more ?? {}),
    close: async () => {
      appliances.close();
      await listener.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}

/** Nothing is distributed. */
const NO_UPDATES = { wantedBy: async () => ({}), distributionRoot: async () => undefined };

/** Stands for the scans: keeps the states of slices as they would, and writes down what it is told. */
function recorder(told: string[]): SliceProgress {
  const set = (state: string, sliceId: string) => sql`update slice set state = ${state} where id = ${sliceId}::uuid`;
  return {
    sliceAccepted: async () => void told.push('accepted'),
    sliceStarted: async () => void told.push('started'),
    hostReported: async (work, { scanId, sliceId, applianceId, result }) => {
      if (result.hostname === 'unstorable') await work.tx.execute(sql`select 1 / 0`);
      if (!result.address.startsWith('10.')) throw refuse.invalid([{ path: [], code: 'host-not-in-slice', message: 'not of the slice' }]);
      const stored = await work.tx.execute(sql`
        insert into host_result (scan_id, address, slice_id, appliance_id, alive, services, started_at, finished_at, operating_system, s1, s2, s3, s4, s5)
        values (${scanId}, ${result.address}, ${sliceId}, ${applianceId}, true, '[]', now(), now(), ${result.operatingSystem ?? null}, 0, 0, 0, 0, 0)
        on conflict do nothing`);
      told.push(`host ${result.address}`);
      return stored.rowCount === 1;
    },
    sliceEnded: async (work, { sliceId, outcome }) => {
      await work.tx.execute(set(outcome === 'stopped' ? 'queued' : outcome === 'failed' ? 'failed' : 'done', sliceId));
      told.push(`ended ${outcome}`);
    },
    sliceReturned: async (work, { sliceId, lostAttempts }) => {
      await work.tx.execute(set(lostAttempts >= 3 ? 'failed' : 'queued', sliceId));
      told.push(`returned ${lostAttempts}`);
    },
  };
}

interface Harness {
  readonly url: string;
  readonly clock: TestClock;
  readonly appliances: Appliances;
}

let named = 0;

async function register(harness: Harness, more: { promptDelivery?: boolean; name?: string }): Promise<AgentSpeaker> {
  named += 1;
  const { personalizationCode } = await harness.appliances.service.create(null, { name: `scanner-${named}`, ...more });
  return registerAgent({ url: harness.url, now: harness.clock.now }, personalizationCode);
}

async function queueScan(uow: UnitOfWork, slices: number, { onlyTo, priority = 0 }: { onlyTo?: readonly string[]; priority?: number }) {
  const scanId = randomUUID();
  const sliceIds = Array.from({ length: slices }, () => randomUUID());
  const scanners = JSON.stringify(onlyTo === undefined ? { kind: 'any' } : { kind: 'appliances', ids: onlyTo });
  const profileId = randomUUID();
  await uow(async (work) => {
    await work.tx.execute(sql`insert into "user" (id, name, email, email_verified, role, created_at, updated_at)
      values ('owner', 'Owner', 'owner@example.org', true, 'manager', now(), now()) on conflict do nothing`);
    await work.tx.execute(sql`insert into option_profile (id, name, engine, ports, intensity, host_timeout_minutes, created_at)
      values (${profileId}, ${profileId}, 'connect', 'light', 'normal', 5, now())`);
    await work.tx.execute(sql`insert into scan (id, title, target, option_profile_id, profile, scanners, priority, owner_id, state, queued_at, hosts_total, created_at)
      values (${scanId}, 'Nightly', '{}', ${profileId}, '{"engine":"connect","ports":"light","intensity":"normal","hostTimeoutSeconds":300}',
        ${scanners}, ${priority}, 'owner', 'queued', now(), ${slices}, now())`);
    for (const [index, id] of sliceIds.entries()) {
      await work.tx.execute(sql`insert into slice (id, scan_id, index, hosts, hosts_total, state, priority, scanners, queued_at)
        values (${id}, ${scanId}, ${index}, ${JSON.stringify([{ address: `10.0.0.${index + 1}` }])}, 1, 'queued', ${priority}, ${scanners},
          now() + ${index} * interval '1 ms')`);
    }
    work.announce('slices', scanId);
  });
  return { scanId, sliceIds };
}
