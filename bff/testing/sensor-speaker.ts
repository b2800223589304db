import { randomUUID } from 'node:crypto';
import type { SensorCheckInRequest, SensorCheckInResponse } from '#protocol/sensor-check-in';
import type { SensorRegistrationResponse } from '#protocol/sensor-registration';
import type { SensorReport, SensorReportResponse } from '#protocol/sensor-report';
import { type AgentSpeaker, newKey, type Platform, speakFor } from './agent-speaker.ts';

/** A report as tests write it: id and time are filled in. */
export type SensorReportDraft = SensorReport extends infer R
  ? R extends SensorReport
    ? Omit<R, 'messageId' | 'at'> & { messageId?: string; at?: number }
    : never
  : never;

/** Speaks the sensors' wire for one sensor, with its key. */
export interface SensorSpeaker {
  readonly id: string;
  readonly hostId: string;
  readonly send: AgentSpeaker['send'];
  readonly report: (...reports: SensorReportDraft[]) => Promise<SensorReportResponse>;
  readonly checkIn: (more?: Partial<SensorCheckInRequest>) => Promise<SensorCheckInResponse>;
}

export const factsOf = (hostId: string) => ({
  ...{ hostId, hostName: hostId, addresses: ['10.20.0.5'], platform: 'linux x64', sensorVersion: '1.0.0' },
});

/** Binds a new sensor to its personalization code and speaks for it from then on. */
export async function registerSensor(platform: Platform, perscode: string, kind: 'general' | 'cicd' = 'general'): Promise<SensorSpeaker> {
  const { privateKey, publicKey } = newKey();
  const hostId = `host-${randomUUID()}`;
  const answer = await fetch(`${platform.url}/agent/v1/sensor/register`, {
    method: 'POST',
    body: JSON.stringify({ perscode, publicKey, kind, facts: factsOf(hostId) }),
  });
  if (!answer.ok) throw new Error(`registration answered ${answer.status}: ${await answer.text()}`);
  const { sensorId, configuration } = (await answer.json()) as SensorRegistrationResponse;
  const { send } = speakFor(platform, { id: sensorId, privateKey, publicKey, configurationRevision: configuration.revision });
  const tell = async <T>(path: string, body: object): Promise<T> => {
    const told = await send(path, body);
    if (!told.ok) throw new Error(`${path} answered ${told.status}: ${await told.text()}`);
    return (await told.json()) as T;
  };
  return {
    ...{ id: sensorId, hostId, send },
    report: (...drafts) => {
      const reports = drafts.map((draft) => ({ messageId: randomUUID(), at: platform.now(), ...draft }));
      return tell('/agent/v1/sensor/reports', { hostId, reports });
    },
    checkIn: (more) =>
      tell('/agent/v1/sensor/check-in', {
        ...{ bootId: 'boot-1', facts: factsOf(hostId), sentAt: platform.now(), configurationRevision: configuration.revision, wait: false },
        engine: { name: 'docker', version: '20.10.24', connected: true },
        ...more,
      }),
  };
}
