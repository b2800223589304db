import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { logBatch, MAX_LOG_BYTES } from '#protocol/log';
import { AGENT_PATHS } from '#protocol/paths';
import { pollRequest } from '#protocol/poll';
import { registrationRequest } from '#protocol/registration';
import { MAX_BODY_BYTES } from '#protocol/version';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { AgentAuth, AgentToken } from '../../http/agent-auth.ts';
import { parseAgentJson, readAgentBody } from '../../http/agent-body.ts';
import { type AgentRefusal, sendAgentRefusal } from '../../http/agent-problem.ts';
import { toIssues } from '../../http/describe-issues.ts';
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
  const answering = (handler: Handler) => answerWith(handler, deps);
  // What is asked most comes first: every route before it is looked at, too.
  router.post('/poll', answering(poll(deps)));
  router.post('/reports', answering(reports(deps)));
  router.post('/log', answering(operationalLog(deps)));
  router.post('/register', answering(register(deps)));
  router.get(
    '/configuration',
    answering(async (_req, res) => send(res, await deps.registration.configuration())),
  );
  return router;
}

/** Answers by itself, or says why not. */
type Handler = (req: Request, res: Response) => Promise<AgentRefusal | undefined>;

function answerWith(handler: Handler, { clock, log }: AgentRoutesDeps): RequestHandler {
  return (req, res) => {
    const refuse = (refusal: AgentRefusal) => sendAgentRefusal(req, res, refusal, clock());
    handler(req, res).then(
      (refusal) => {
        if (refusal === undefined) return;
        log.warn({ path: req.originalUrl, clientAddress: req.ip, code: refusal.code, detail: refusal.detail }, 'agent refused');
        refuse(refusal);
      },
      (error: unknown) => {
        log.error({ path: req.originalUrl, err: error }, 'agent request failed');
        refuse({ code: 'internal-error', detail: 'It failed here, not with you: try again' });
      },
    );
  };
}

// Not `res.json`: nobody caches the answer, so its digest (ETag) would be made for nothing, at every idle poll.
function send(res: Response, body: unknown): undefined {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length, 'Cache-Control': 'no-store' }).end(text);
}

function read<T extends z.ZodType>(schema: T, body: unknown): Result<z.infer<T>, AgentRefusal> {
  const result = schema.safeParse(body);
  return result.success ? ok(result.data) : err({ code: 'invalid-input', issues: toIssues(result.error.issues) });
}

const register =
  ({ registration }: AgentRoutesDeps): Handler =>
  async (req, res) => {
    const body = await readAgentBody(req, MAX_REGISTRATION_BYTES);
    if (!body.ok) return { code: body.error };
    const json = parseAgentJson(body.value);
    if (!json.ok) return { code: json.error };
    const request = read(registrationRequest, json.value);
    if (!request.ok) return request.error;
    const bound = await registration.register(request.value, req.ip ?? '');
    return bound.ok ? send(res, bound.value) : bound.error;
  };

/** Proves the sender and reads the message. */
async function readSigned<T extends z.ZodType>(
  { auth }: AgentRoutesDeps,
  req: Request,
  message: { readonly schema: T; readonly path: string; readonly maxBytes: number },
): Promise<Result<{ token: AgentToken; body: z.infer<T> }, AgentRefusal>> {
  const call = await auth.authenticate(req, message.path, message.maxBytes);
  if (!call.ok) return call;
  const body = read(message.schema, call.value.body);
  return body.ok ? ok({ token: call.value.token, body: body.value }) : body;
}

const poll =
  (deps: AgentRoutesDeps): Handler =>
  async (req, res) => {
    const message = await readSigned(deps, req, { schema: pollRequest, path: AGENT_PATHS.poll, maxBytes: MAX_POLL_BYTES });
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
    if (!res.destroyed) return send(res, answer.value);
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
  (deps: AgentRoutesDeps): Handler =>
  async (req, res) => {
    const message = await readSigned(deps, req, { schema: reportEnvelope, path: AGENT_PATHS.reports, maxBytes: MAX_BODY_BYTES });
    if (!message.ok) return message.error;
    const answer = await deps.reports.apply(message.value.token, readReports(message.value.body), () => res.destroyed);
    if (!answer.ok) return { code: answer.error };
    return answer.value === undefined ? undefined : send(res, answer.value);
  };

const operationalLog =
  (deps: AgentRoutesDeps): Handler =>
  async (req, res) => {
    const message = await readSigned(deps, req, { schema: logBatch, path: AGENT_PATHS.log, maxBytes: MAX_LOG_BYTES });
    if (!message.ok) return message.error;
    const answer = await deps.logIntake.take(message.value.token, message.value.body);
    return answer.ok ? send(res, answer.value) : { code: answer.error };
  };
