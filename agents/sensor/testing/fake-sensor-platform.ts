import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENT_PATHS } from '../../protocol/paths.ts';
import { type SensorCheckInRequest, type SensorOrder, sensorCheckInRequest } from '../../protocol/sensor-check-in.ts';
import { type SensorConfiguration, sensorRegistrationRequest } from '../../protocol/sensor-registration.ts';
import { type SensorReport, type SensorReportKind, sensorReportBatch } from '../../protocol/sensor-report.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';

export type ReportOf<K extends SensorReportKind> = Extract<SensorReport, { kind: K }>;

const readBody = async (req: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
};

/** Lets a test wait for what it expects instead of sleeping. */
const createWatch = () => {
  const watchers = new Set<() => void>();
  return {
    changed: () => {
      for (const watcher of [...watchers]) watcher();
    },
    until: (isTrue: () => boolean): Promise<void> =>
      new Promise((resolve) => {
        const look = () => {
          if (!isTrue()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
};

const createMemory = () => {
  const reports: SensorReport[] = [];
  const orders: SensorOrder[] = [];
  const checkIns: SensorCheckInRequest[] = [];
  const configuration: SensorConfiguration = {
    revision: 1,
    name: 'Sensor',
    triggerTagPrefix: 'scan_me',
    driftHours: 48,
    manifestHours: 24,
  };
  /** `isDown`: answers reports with an error. `problems`: what broke the wire. */
  return { reports, orders, checkIns, known: new Set<string>(), problems: [] as unknown[], state: { configuration, isDown: false } };
};
type Memory = ReturnType<typeof createMemory>;

const takeReports = ({ known, reports, orders }: Memory, body: unknown) => {
  const batch = sensorReportBatch.parse(body);
  for (const report of batch.reports) {
    if (known.has(report.messageId)) continue;
    known.add(report.messageId);
    reports.push(report);
    if ('orderId' in report) orders.splice(0, orders.length, ...orders.filter(({ orderId }) => orderId !== report.orderId));
  }
  return { serverTime: Date.now(), accepted: batch.reports.map(({ messageId }) => messageId), refused: [] };
};

const takeCheckIn = ({ checkIns, orders, state: { configuration } }: Memory, body: unknown) => {
  const request = sensorCheckInRequest.parse(body);
  checkIns.push(request);
  const news = request.configurationRevision < configuration.revision ? { configuration } : {};
  return { serverTime: Date.now(), nextCheckInMs: 100, orders, ...news };
};

const answersOf = (memory: Memory): Readonly<Record<string, (body: unknown) => unknown>> => ({
  [AGENT_PATHS.configuration]: () => ({ protocolVersion: PROTOCOL_VERSION, serverTime: Date.now(), platformKey: 'A'.repeat(43) }),
  [AGENT_PATHS.sensorRegister]: (body) => {
    sensorRegistrationRequest.parse(body);
    return { sensorId: randomUUID(), serverTime: Date.now(), configuration: memory.state.configuration };
  },
  [AGENT_PATHS.sensorCheckIn]: (body) => takeCheckIn(memory, body),
  [AGENT_PATHS.sensorReports]: (body) => takeReports(memory, body),
});

/** A platform that takes what the wire allows, each message once, and answers check-ins at once. */
export const startFakeSensorPlatform = async () => {
  const memory = createMemory();
  const { changed, until } = createWatch();
  const answers = answersOf(memory);
  const server = createServer(async (req, res) => {
    try {
      const isDown = memory.state.isDown && req.url === AGENT_PATHS.sensorReports;
      const body = await readBody(req);
      const answer = isDown ? undefined : answers[req.url ?? '']?.(body);
      res.writeHead(answer === undefined ? 503 : 200).end(JSON.stringify(answer ?? {}));
    } catch (error) {
      memory.problems.push(error);
      res.writeHead(500).end('{}');
    }
    changed();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...memory,
    of: <K extends SensorReportKind>(kind: K): ReportOf<K>[] => memory.reports.filter((each): each is ReportOf<K> => each.kind === kind),
    /** Resolves when it is true, looked at after every exchange. */
    until,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type FakeSensorPlatform = Awaited<ReturnType<typeof startFakeSensorPlatform>>;
