import { type Response, Router } from 'express';
import { logBatch, MAX_LOG_BYTES } from '#protocol/log';
import { AGENT_PATHS } from '#protocol/paths';
import { pollRequest } from '#protocol/poll';
import { registrationRequest } from '#protocol/registration';
import { MAX_BODY_BYTES } from '#protocol/version';
import type { Clock } from '../../domain/time/instant.ts';
import type { AgentAuth } from '../../http/agent-auth.ts';
import { type AgentHandler, answerAgents, readSigned, readUnsigned, sendToAgent } from '../../http/agent-handler.ts';
import type { Log } from '../../log.ts';
import type { LogIntake } from './monitoring/log-intake.ts';
import type { PollService } from './poll-service.ts';
import { readReports, reportEnvelope } from './read-reports.ts';
import type { RegistrationService } from './registration-service.ts';
import type { ReportService } from './report-service.ts';

export interface AgentRoutesDeps {
  readonly auth: AgentAuth;
  readonly registration: RegistrationService;
  readonly polls: PollService;
  readonly reports: ReportService;
  readonly logIntake: LogIntake;
  readonly clock: Clock;
  readonly log: Log;
}

const KILOBYTE = 1024;
const MAX_REGISTRATION_BYTES = 64 * KILOBYTE;
/** With the whole routing table of a large appliance. */
const MAX_POLL_BYTES = 3 * KILOBYTE * KILOBYTE;

/** The appliances' side of the platform, mounted at `/agent/v1`: plain Express, because a fleet asks all day long. */
export function agentRoutes(deps: AgentRoutesDeps): Router {
  const router = Router();
  const answering = (handler: AgentHandler) => answerAgents(handler, deps);
  // What is asked most comes first: every route before it is looked at, too.
  router.post('/poll', answering(poll(deps)));
  router.post('/reports', answering(reports(deps)));
  router.post('/log', answering(operationalLog(deps)));
  router.post('/register', answering(register(deps)));
  router.get(
    '/configuration',
    answering(async (_req, res) => sendToAgent(res, await deps.registration.configuration())),
  );
  return router;
}

const register =
  ({ registration }: AgentRoutesDeps): AgentHandler =>
  async (req, res) => {
    const request = await readUnsigned(req, registrationRequest, MAX_REGISTRATION_BYTES);
    if (!request.ok) return request.error;
    const bound = await registration.register(request.value, req.ip ?? '');
    return bound.ok ? sendToAgent(res, bound.value) : bound.error;
  };

const poll =
  (deps: AgentRoutesDeps): AgentHandler =>
  async (req, res) => {
    const message = await readSigned(deps.auth, req, { schema: pollRequest, path: AGENT_PATHS.poll, maxBytes: MAX_POLL_BYTES });
    if (!message.ok) return message.error;
    const { token, body } = message.value;
    let hangUp: AbortSignal | undefined;
    const gone = () => {
      hangUp ??= hangUpOf(res);
      return hangUp;
    };
    const answer = await deps.polls.poll(token, body, gone);
    if (!answer.ok) return { code: answer.error };
    if (answer.value === undefined) return undefined;
    const { slices } = answer.value;
    if (slices.length > 0) res.once('close', () => res.writableFinished || giveBack(deps, token.applianceId, slices));
    if (!res.destroyed) return sendToAgent(res, answer.value);
    if (slices.length > 0) giveBack(deps, token.applianceId, slices);
    return undefined;
  };

/** Aborted when the appliance hangs up before it is answered. */
function hangUpOf(res: Response): AbortSignal {
  const hangUp = new AbortController();
  if (res.destroyed) hangUp.abort('hung up');
  else res.once('close', () => res.writableFinished || hangUp.abort('hung up'));
  return hangUp.signal;
}

function giveBack({ polls, log }: AgentRoutesDeps, applianceId: string, slices: Parameters<PollService['unsent']>[1]): void {
  polls
    .unsent(applianceId, slices)
    .catch((error: unknown) => log.error({ applianceId, err: error }, 'slices that were not sent stay leased'));
}

const reports =
  (deps: AgentRoutesDeps): AgentHandler =>
  async (req, res) => {
    const message = await readSigned(deps.auth, req, { schema: reportEnvelope, path: AGENT_PATHS.reports, maxBytes: MAX_BODY_BYTES });
    if (!message.ok) return message.error;
    const answer = await deps.reports.apply(message.value.token, readReports(message.value.body), () => res.destroyed);
    if (!answer.ok) return { code: answer.error };
    return answer.value === undefined ? undefined : sendToAgent(res, answer.value);
  };

const operationalLog =
  (deps: AgentRoutesDeps): AgentHandler =>
  async (req, res) => {
    const message = await readSigned(deps.auth, req, { schema: logBatch, path: AGENT_PATHS.log, maxBytes: MAX_LOG_BYTES });
    if (!message.ok) return message.error;
    const answer = await deps.logIntake.take(message.value.token, message.value.body);
    return answer.ok ? sendToAgent(res, answer.value) : { code: answer.error };
  };
