import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import express from 'express';
import { SignJWT } from 'jose';
import type { PollRequest, PollResponse } from '#protocol/poll';
import type { RegistrationResponse } from '#protocol/registration';
import type { Report, ReportResponse } from '#protocol/report';
import { refuse } from '../domain/refusal.ts';
import type { Instant } from '../domain/time/instant.ts';
import { agentRoutes } from '../features/appliances/agent-routes.ts';
import { type Appliances, createAppliances } from '../features/appliances/appliances.ts';
import type { SliceProgress } from '../features/appliances/slice-progress.ts';
import { createIds } from '../ids.ts';
import { systemTimers } from '../jobs/ticker.ts';
import { createBus } from '../live/bus.ts';
import { createChangeListener } from '../live/change-listener.ts';
import { createLog } from '../log.ts';
import type { UnitOfWork } from '../storage/unit-of-work.ts';
import { type TestClock, testClock } from './test-clock.ts';
import { type TestDatabase, testDatabase } from './test-database.ts';

/** A message about a slice, as tests write it: ids and times are filled in. */
export type ReportDraft = Report extends infer R
  ? R extends Report
    ? Omit<R, 'messageId' | 'at'> & { messageId?: string }
    : never
  : never;

export interface TestAppliance {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: string;
  /** Sends a signed request; `token` in place of the one that fits. */
  readonly send: (path: string, body: unknown, more?: { token?: string; signal?: AbortSignal }) => Promise<Response>;
  readonly token: (path: string, body: string, claims?: Record<string, unknown>) => Promise<string>;
  readonly poll: (more?: Partial<PollRequest>, signal?: AbortSignal) => Promise<PollResponse>;
  readonly report: (...reports: ReportDraft[]) => Promise<ReportResponse>;
}

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
  readonly newAppliance: (more?: { promptDelivery?: boolean; name?: string }) => Promise<TestAppliance>;
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
  const appliances = createAppliances({ ...deps, callAt, progress, schedules: { dependingOnlyOn: async () => [] } });
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

export const FACTS = { hostName: 'scanner', addresses: ['10.0.0.2'], platform: 'linux', applianceVersion: '1.0.0', scandVersion: '1.0.0' };

export function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x! };
}

interface Harness {
  readonly url: string;
  readonly clock: TestClock;
  readonly appliances: Appliances;
}

let named = 0;

async function register(harness: Harness, more: { promptDelivery?: boolean; name?: string }): Promise<TestAppliance> {
  named += 1;
  const { personalizationCode } = await harness.appliances.service.create(null, { name: `scanner-${named}`, ...more });
  const { privateKey, publicKey } = newKey();
  const answer = await fetch(`${harness.url}/agent/v1/register`, {
    method: 'POST',
    body: JSON.stringify({ perscode: personalizationCode, publicKey, facts: FACTS }),
  });
  if (!answer.ok) throw new Error(`registration answered ${answer.status}: ${await answer.text()}`);
  const { applianceId, configuration } = (await answer.json()) as RegistrationResponse;
  return speaker(harness, { id: applianceId, privateKey, publicKey, configurationRevision: configuration.revision });
}

/** Speaks for an appliance with its key. */
export function speaker(
  { url, clock }: Harness,
  identity: { id: string; privateKey: KeyObject; publicKey: string; configurationRevision: number },
): TestAppliance {
  const token: TestAppliance['token'] = (path, body, claims) => {
    const iat = Math.floor(clock.now() / 1000);
    const bsh = createHash('sha256').update(body).digest('base64url');
    const all = { sub: identity.id, iat, exp: iat + 60, jti: randomUUID(), htm: 'POST', htu: path, bsh, ...claims };
    return new SignJWT(all).setProtectedHeader({ alg: 'EdDSA' }).sign(identity.privateKey);
  };
  const send: TestAppliance['send'] = async (path, body, more = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const authorization = `Bearer ${more.token ?? (await token(path, text))}`;
    return fetch(`${url}${path}`, {
      method: 'POST',
      body: text,
      headers: { authorization },
      ...(more.signal ? { signal: more.signal } : {}),
    });
  };
  const expectOk = async <T>(answer: Response): Promise<T> => {
    if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    ...identity,
    send,
    token,
    poll: async (more, signal) => {
      const request = pollOf(clock, { configurationRevision: identity.configurationRevision, ...more });
      return expectOk(await send('/agent/v1/poll', request, signal ? { signal } : {}));
    },
    report: async (...drafts) => {
      const reports = drafts.map((draft) => ({ messageId: randomUUID(), at: clock.now(), ...draft }));
      return expectOk(await send('/agent/v1/reports', { reports }));
    },
  };
}

export const pollOf = (clock: TestClock, more: Partial<PollRequest> = {}): PollRequest => ({
  bootId: 'boot-1',
  versions: { appliance: '1.0.0', scand: '1.0.0', engines: [{ name: 'connect', version: '1.0.0' }] },
  capacity: { slots: 2, used: 0 },
  running: [],
  clock: { sentAt: clock.now() },
  configurationRevision: 2,
  wait: false,
  ...more,
});

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
