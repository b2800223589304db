import { AGENT_PATHS } from '../protocol/paths.ts';
import { type SensorCheckInRequest, type SensorCheckInResponse, sensorCheckInResponse } from '../protocol/sensor-check-in.ts';
import {
  type SensorRegistrationRequest,
  type SensorRegistrationResponse,
  sensorRegistrationResponse,
} from '../protocol/sensor-registration.ts';
import { type SensorReportBatch, type SensorReportResponse, sensorReportResponse } from '../protocol/sensor-report.ts';
import { createSend, type ExchangeLimits, PLAIN_TIMEOUT_MS, type PlatformClientParts, parseAnswer } from './platform-client.ts';

/** The platform's doors for sensors and the inline scanner: every call signed, measured, parsed; fails with Unreachable or Refused and nothing else. */
export interface SensorClient {
  register(request: SensorRegistrationRequest): Promise<SensorRegistrationResponse>;
  checkIn(request: SensorCheckInRequest, limits: ExchangeLimits): Promise<SensorCheckInResponse>;
  report(batch: SensorReportBatch, signal?: AbortSignal): Promise<SensorReportResponse>;
}

/** A batch may hold the packages and findings of many images. */
const REPORT_TIMEOUT_MS = 120_000;

export const createSensorClient = (parts: PlatformClientParts): SensorClient => {
  const signed = createSend(parts);
  const { signer: _, ...anonymousParts } = parts;
  const anonymous = createSend(anonymousParts);
  const post = (path: string, message: unknown, { timeoutMs, signal }: ExchangeLimits) => ({
    ...{ method: 'POST' as const, path, body: JSON.stringify(message), timeoutMs },
    ...(signal ? { signal } : {}),
  });
  return {
    register: async (request) =>
      parseAnswer(sensorRegistrationResponse, await anonymous(post(AGENT_PATHS.sensorRegister, request, { timeoutMs: PLAIN_TIMEOUT_MS }))),
    checkIn: async (request, limits) =>
      parseAnswer(sensorCheckInResponse, await signed(post(AGENT_PATHS.sensorCheckIn, request, limits), limits.held)),
    report: async (batch, signal) => {
      const limits = { timeoutMs: REPORT_TIMEOUT_MS, ...(signal ? { signal } : {}) };
      return parseAnswer(sensorReportResponse, await signed(post(AGENT_PATHS.sensorReports, batch, limits)));
    },
  };
};
