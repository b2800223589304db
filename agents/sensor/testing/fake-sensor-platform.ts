import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AGENT_PATHS } from '../../protocol/paths.ts';
import { type SensorCheckInRequest, type SensorOrder, sensorCheckInRequest } from '../../protocol/sensor-check-in.ts';
import { type SensorConfiguration, sensorRegistrationRequest } from '../../protocol/sensor-registration.ts';
import { type SensorReport, type SensorReportKind, sensorReportBatch } from '../../protocol/sensor-report.ts';

export type ReportOf<K extends SensorReportKind> = Extract<SensorReport, { kind: K }>;

const readBody = async (req: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
};

/** A platform that takes what the wire allows, each message once, and answers check-ins at once. */
export const startFakeSensorPlatform = async () => {
  const reports: SensorReport[] = [];
  const known = new Set<string>();
  const orders: SensorOrder[] = [];
  const checkIns: SensorCheckInRequest[] = [];
  const watchers = new Set<() => void>();
  const state = {
    configuration: { revision: 1, name: 'Sensor', triggerTagPrefix: 'scan_me', driftHours: 48, manifestHours: 24 } as SensorConfiguration,
    /** Answers reports with an error. */
    isDown: false,
  };
  const takeReports = (body: unknown) => {
    const batch = sensorReportBatch.parse(body);
    for (const report of batch.reports) {
      if (known.has(report.messageId)) continue;
      known.add(report.messageId);
      reports.push(report);
      if ('orderId' in report) orders.splice(0, orders.length, ...orders.filter(({ orderId }) => orderId !== report.orderId));
    }
    return { serverTime: Date.now(), accepted: batch.reports.map(({ messageId }) => messageId), refused: [] };
  };
  const answers: Readonly<Record<string, (body: unknown) => unknown>> = {
    [AGENT_PATHS.configuration]: () => ({ protocolVersion: 1, serverTime: Date.now(), platformKey: 'A'.repeat(43) }),
    [AGENT_PATHS.sensorRegister]: (body) => {
      sensorRegistrationRequest.parse(body);
      return { sensorId: randomUUID(), serverTime: Date.now(), configuration: state.configuration };
    },
    [AGENT_PATHS.sensorCheckIn]: (body) => {
      const request = sensorCheckInRequest.parse(body);
      checkIns.push(request);
      const { configuration } = state;
      const news = request.configurationRevision < configuration.revision ? { configuration } : {};
      return { serverTime: Date.now(), nextCheckInMs: 100, orders, ...news };
    },
    [AGENT_PATHS.sensorReports]: takeReports,
  };
  const problems: unknown[] = [];
  const server = createServer(async (req, res) => {
    try {
      const answer = answers[req.url ?? '']?.(await readBody(req));
      const isDown = state.isDown && req.url === AGENT_PATHS.sensorReports;
      res.writeHead(isDown || answer === undefined ? 503 : 200).end(JSON.stringify(isDown ? {} : answer));
    } catch (error) {
      problems.push(error);
      res.writeHead(500).end('{}');
    }
    for (const watcher of watchers) watcher();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reports,
    checkIns,
    orders,
    state,
    /** What broke the wire. */
    problems,
    of: <K extends SensorReportKind>(kind: K): ReportOf<K>[] => reports.filter((each): each is ReportOf<K> => each.kind === kind),
    /** Resolves when it is true, looked at after every exchange. */
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
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
export type FakeSensorPlatform = Awaited<ReturnType<typeof startFakeSensorPlatform>>;
