import { type Response, Router } from 'express';
import { AGENT_PATHS } from '#protocol/paths';
import { sensorCheckInRequest } from '#protocol/sensor-check-in';
import { MAX_SENSOR_BODY_BYTES } from '#protocol/sensor-primitives';
import { sensorRegistrationRequest } from '#protocol/sensor-registration';
import type { Clock } from '../../../domain/time/instant.ts';
import type { AgentAuth } from '../../../http/agent-auth.ts';
import { type AgentHandler, answerAgents, readSigned, readUnsigned, sendToAgent } from '../../../http/agent-handler.ts';
import type { Log } from '../../../log.ts';
import type { CheckIn } from './check-in.ts';
import type { SensorIntake } from './intake.ts';
import { readSensorReports, sensorReportEnvelope } from './read-reports.ts';
import type { SensorRegistration } from './registration.ts';

export interface SensorRoutesDeps {
  readonly auth: AgentAuth;
  readonly register: SensorRegistration;
  readonly checkIn: CheckIn;
  readonly intake: SensorIntake;
  readonly clock: Clock;
  readonly log: Log;
}

const MAX_SMALL_BYTES = 256 * 1024;

/** The sensors' side of the platform, mounted at `/agent/v1`. */
export function sensorAgentRoutes(deps: SensorRoutesDeps): Router {
  const router = Router();
  const answering = (handler: AgentHandler) => answerAgents(handler, deps);
  router.post('/sensor/check-in', answering(checkIn(deps)));
  router.post('/sensor/reports', answering(reports(deps)));
  router.post('/sensor/register', answering(register(deps)));
  return router;
}

const register =
  (deps: SensorRoutesDeps): AgentHandler =>
  async (req, res) => {
    const request = await readUnsigned(req, sensorRegistrationRequest, MAX_SMALL_BYTES);
    if (!request.ok) return request.error;
    const bound = await deps.register(request.value, req.ip ?? '');
    return bound.ok ? sendToAgent(res, bound.value) : bound.error;
  };

const checkIn =
  (deps: SensorRoutesDeps): AgentHandler =>
  async (req, res) => {
    const expected = { schema: sensorCheckInRequest, path: AGENT_PATHS.sensorCheckIn, maxBytes: MAX_SMALL_BYTES };
    const message = await readSigned(deps.auth, req, expected);
    if (!message.ok) return message.error;
    const answer = await deps.checkIn(message.value.token, message.value.body, () => hangUpOf(res));
    if (!answer.ok) return { code: answer.error };
    return answer.value === undefined || res.destroyed ? undefined : sendToAgent(res, answer.value);
  };

/** Aborted when the sensor hangs up before it is answered. */
function hangUpOf(res: Response): AbortSignal {
  const hangUp = new AbortController();
  if (res.destroyed) hangUp.abort('hung up');
  else res.once('close', () => res.writableFinished || hangUp.abort('hung up'));
  return hangUp.signal;
}

const reports =
  (deps: SensorRoutesDeps): AgentHandler =>
  async (req, res) => {
    const expected = { schema: sensorReportEnvelope, path: AGENT_PATHS.sensorReports, maxBytes: MAX_SENSOR_BODY_BYTES };
    const message = await readSigned(deps.auth, req, expected);
    if (!message.ok) return message.error;
    const { broken, ...batch } = readSensorReports(message.value.body);
    const answer = await deps.intake.take(message.value.token, batch, broken);
    return answer.ok ? sendToAgent(res, answer.value) : { code: answer.error };
  };
