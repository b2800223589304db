import { randomUUID } from 'node:crypto';
import { Exit } from '../appliance/exit-code.ts';
import type { Engine } from '../engine/engine.ts';
import type { SensorEngine } from '../protocol/sensor-check-in.ts';
import { MAX_SENSOR_BODY_BYTES, SENSOR_LIMITS } from '../protocol/sensor-primitives.ts';
import type { SensorConfiguration, SensorKind } from '../protocol/sensor-registration.ts';
import { type SensorReport, sensorReport } from '../protocol/sensor-report.ts';
import { type Clock, machineClock, machineWait } from '../runtime/clock.ts';
import { createClockOffset } from '../runtime/clock-offset.ts';
import { createDeliveryLoop } from '../runtime/delivery-loop.ts';
import type { Identity } from '../runtime/identity-file.ts';
import { createLog, describeError } from '../runtime/log.ts';
import { createNudge } from '../runtime/nudge.ts';
import { createPlatformClient, type Refused } from '../runtime/platform-client.ts';
import { createSensorClient } from '../runtime/sensor-client.ts';
import { openSpool } from '../runtime/spool.ts';
import { createTransport } from '../runtime/transport.ts';
import { runCheckInLoop } from './check-in-loop.ts';
import { followEngine } from './follow-engine.ts';
import { openInventoryStore } from './inventory-store.ts';
import { createManifestKeeper } from './manifest-keeper.ts';
import { createOwnActs } from './own-acts.ts';
import { openBook } from './sensor-book.ts';
import { readSensorFacts } from './sensor-facts.ts';
import type { SensorFolder } from './sensor-folder.ts';
import type { SensorParts } from './sensor-parts.ts';
import { readSensorState, type SensorState, writeSensorState } from './sensor-state.ts';
import { runWorkLoop } from './work-loop.ts';

export interface RunSensorInput {
  readonly kind: SensorKind;
  readonly data: SensorFolder;
  readonly identity: Identity;
  readonly socketPath: string;
  /** Address of the running program. */
  readonly runningFile: string;
  readonly ending: AbortSignal;
  readonly writeLog: (line: string) => void;
  readonly clock?: Clock;
}

const HOUR_MS = 3_600_000;
const RETRY_MS = 300_000;
const LAST_DELIVERY_MS = 3000;

const requireState = async ({ data, kind }: RunSensorInput): Promise<SensorState> => {
  const state = await readSensorState(data.state);
  if (state === undefined) throw new Exit('notRegistered', `No sensor is registered in ${data.folder}. Name --server and --perscode.`);
  if (state.kind !== kind)
    throw new Exit('usage', `The sensor in ${data.folder} is of kind ${state.kind}. Another kind needs a folder of its own (--data).`);
  return state;
};

const openParts = async (input: RunSensorInput) => {
  const { data, identity, clock = machineClock } = input;
  const log = createLog(input.writeLog, clock);
  let state = await requireState(input);
  const offset = createClockOffset(clock, state.offsetMs);
  const clientParts = { transport: createTransport(identity.server), offset, newId: () => randomUUID(), signer: identity };
  const platform = createPlatformClient(clientParts);
  const keeper = await createManifestKeeper({ data, server: identity.server, client: platform, runningFile: input.runningFile, log });
  const save = async (change: Partial<SensorState>) => {
    const offsetMs = offset.offsetMs();
    state = { ...state, ...change, ...(offsetMs === undefined ? {} : { offsetMs }) };
    await writeSensorState(data.state, state);
  };
  const sensor: SensorParts = {
    kind: input.kind,
    sensorId: identity.applianceId,
    book: await openBook(data.book, () => log('error', 'The book of this sensor is damaged. Everything is listed and scanned anew.')),
    inventories: await openInventoryStore(data.inventories),
    spool: await openSpool({
      folder: data.spool,
      onDamage: (count) => log('warn', 'Half-written reports of a crash were passed over.', { count }),
    }),
    own: createOwnActs(clock),
    manifest: keeper.current,
    configuration: () => state.configuration,
    toPlatform: (at) => Math.max(0, Math.round(offset.toPlatform(at))),
    ...{ clock, wait: machineWait, random: Math.random, log },
  };
  await sensor.inventories.forgetAllBut(
    new Set([
      ...sensor.book.images.keys(),
      ...sensor.book.containers.keys(),
      ...[...sensor.book.containers.values()].map((each) => each.imageId),
    ]),
  );
  return { sensor, keeper, client: createSensorClient(clientParts), state: () => state, save };
};
type Opened = Awaited<ReturnType<typeof openParts>>;

/** Pulls the manifest at most once in so many hours (seed 003: every 24), and soon again after a failure. */
const createManifestPull = ({ sensor, keeper, state, save }: Opened, onFetched: () => void, ending: AbortSignal) => {
  let retryAt = 0;
  let isPulling = false;
  return (version: string): void => {
    const { clock, log, configuration } = sensor;
    const dueAt = Math.max(retryAt, (state().manifestAt ?? 0) + configuration().manifestHours * HOUR_MS);
    if (isPulling || clock() < dueAt) return;
    isPulling = true;
    keeper
      .fetch(version, ending)
      .then(() => save({ manifestAt: clock() }))
      .then(onFetched)
      .catch((error) => {
        retryAt = clock() + RETRY_MS;
        if (!ending.aborted) log('warn', 'The new signature manifest could not be fetched.', { version, reason: describeError(error) });
      })
      .finally(() => {
        isPulling = false;
      });
  };
};

const createReports = ({ sensor, client }: Opened, hostId: string, onBanned: (refusal: Refused) => void) =>
  createDeliveryLoop<SensorReport>({
    spool: sensor.spool,
    parse: (value) => sensorReport.safeParse(value).data,
    limits: { reports: SENSOR_LIMITS.reportsPerBatch, bytes: MAX_SENSOR_BODY_BYTES - 1024 },
    takeFleeting: () => [],
    send: (reports, signal) => client.report({ hostId, reports }, signal),
    onRefused: ({ report }) => {
      // What the platform did not take is not done: the trigger tag stays.
      const entry = 'imageId' in report && report.imageId !== undefined ? sensor.book.images.get(report.imageId) : undefined;
      if (entry?.handled === report.messageId) delete entry.untagDue;
    },
    describe: (report) => ({
      imageId: 'imageId' in report ? report.imageId : undefined,
      containerId: 'containerId' in report ? report.containerId : undefined,
    }),
    onBanned,
    ...{ wait: sensor.wait, random: sensor.random, log: sensor.log },
  });

const describeEngine = (engine: Engine | undefined, problem: string): SensorEngine => ({
  name: engine?.version.kind ?? 'docker',
  version: engine?.version.version ?? '',
  ...(engine && engine.version.os !== '' ? { operatingSystem: `${engine.version.os} ${engine.version.architecture}`.trim() } : {}),
  connected: engine !== undefined,
  ...(engine ? {} : { problem }),
});

const UNTAG_LOOK_MS = 500;

/** A trigger tag waits for its report to arrive at the platform: looks whether one has. */
const watchDelivery = async ({ kind, book, wait }: SensorParts, onDue: () => void, ending: AbortSignal): Promise<void> => {
  while (kind === 'cicd' && !ending.aborted) {
    await wait(UNTAG_LOOK_MS, ending);
    if ([...book.images.values()].some(({ untagDue }) => untagDue)) onDue();
  }
};

/** How the engine is connected, for everybody who asks. */
const createConnection = (onNews: () => void) => {
  let engine: Engine | undefined;
  let problem = 'The engine was not asked yet.';
  return {
    engine: () => engine,
    describe: () => describeEngine(engine, problem),
    set: (next: Engine | undefined, why: string) => {
      const isNews = next !== engine || why !== problem;
      engine = next;
      problem = why;
      if (isNews) onNews();
    },
  };
};

/** The sensor, built from real parts, until the signal aborts. */
export const runSensor = async (input: RunSensorInput): Promise<void> => {
  const { data, ending } = input;
  const opened = await openParts(input);
  const { sensor, keeper, client, save } = opened;
  const facts = await readSensorFacts(data.host);
  const stop = new AbortController();
  const all = AbortSignal.any([ending, stop.signal]);
  const work = createNudge();
  let banned: Refused | undefined;
  const onBanned = (refusal: Refused) => {
    banned = refusal;
    stop.abort();
  };
  const reports = createReports(opened, facts.hostId, onBanned);
  const checkIn = createNudge();
  const connection = createConnection(checkIn.push);
  const onConfiguration = async (configuration: SensorConfiguration) => {
    await save({ configuration });
    work.push();
  };
  const onManifest = createManifestPull(opened, work.push, all);
  await Promise.all([
    followEngine({ sensor, socketPath: input.socketPath, onEngine: connection.set, work }, all),
    runWorkLoop({ sensor, engine: connection.engine, nudge: work, adoptManifest: keeper.adopt }, all),
    runCheckInLoop(
      {
        sensor,
        send: client.checkIn,
        bootId: randomUUID(),
        facts,
        engine: connection.describe,
        onConfiguration,
        onManifest,
        onOrders: work.push,
        onBanned,
        nudge: checkIn,
      },
      all,
    ),
    reports.run(all),
    watchDelivery(sensor, work.push, all),
  ]);
  await Promise.race([banned ? undefined : reports.flush(), machineWait(LAST_DELIVERY_MS)]);
  await sensor.spool.close();
  await keeper.close();
  if (banned) throw new Exit('banned', `The platform will have nothing to do with this sensor: ${banned.message}`);
};
