import type { z } from 'zod';
import { type LogBatch, type LogResponse, logResponse } from '../protocol/log.ts';
import { AGENT_PATHS } from '../protocol/paths.ts';
import { type PollRequest, type PollResponse, pollResponse } from '../protocol/poll.ts';
import {
  type PlatformConfiguration,
  platformConfiguration,
  type RegistrationRequest,
  type RegistrationResponse,
  registrationResponse,
} from '../protocol/registration.ts';
import { type ReportBatch, type ReportResponse, reportResponse } from '../protocol/report.ts';
import { type AgentProblem, agentProblem } from '../protocol/token.ts';
import type { ClockOffset } from './clock-offset.ts';
import { signToken, type TokenSigner } from './token.ts';
import { type Answer, type Exchange, type Transport, Unreachable } from './transport.ts';

/** The platform understood and said no. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: AgentProblem;
  readonly retryAfterMs: number | undefined;
  constructor(problem: AgentProblem, retryAfterMs?: number) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface PlatformClientParts {
  readonly transport: Transport;
  readonly offset: ClockOffset;
  readonly newId: () => string;
  /** Absent before registration. */
  readonly signer?: TokenSigner;
}

export interface ExchangeLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** The platform may hold the answer. */
  readonly held?: boolean;
}

export const PLAIN_TIMEOUT_MS = 30_000;
/** Reports of one scan wait for each other at the platform: after an outage a whole fleet brings what it gathered. */
export const REPORT_TIMEOUT_MS = 60_000;
/** Attempts in all when only the token was at fault: once for the clock, once for a replay. */
const TOKEN_ATTEMPTS = 3;

const parseRefusal = ({ status, body, retryAfterMs }: Answer): Error => {
  const problem = agentProblem.safeParse(body);
  if (!problem.success) return new Unreachable(`it answered with status ${status}`);
  return new Refused(problem.data, retryAfterMs);
};

export const parseAnswer = <S extends z.ZodType>(schema: S, body: unknown): z.infer<S> => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Unreachable(`its answer breaks the protocol: ${issue?.path.join('.') || 'answer'}: ${issue?.message}`);
};

const serverTimeOf = (body: unknown): number | undefined => {
  const value = (body as { serverTime?: unknown } | null)?.serverTime;
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
};

export const createSend = ({ transport, offset, newId, signer }: PlatformClientParts) => {
  const once = async (exchange: Exchange, held: boolean): Promise<Answer> => {
    const request = { method: exchange.method, path: exchange.path, body: exchange.body ?? '' };
    const token = signer && signToken(signer, request, offset.now(), newId());
    const sentAt = offset.machineNow();
    const answer = await transport(token === undefined ? exchange : { ...exchange, token });
    const serverTime = serverTimeOf(answer.body);
    // Every answer is a measurement, also the one that says the token has expired.
    if (serverTime !== undefined) offset.sample({ sentAt, receivedAt: offset.machineNow(), serverTime, held: held && answer.status < 300 });
    return answer;
  };
  return async (exchange: Exchange, held = false): Promise<unknown> => {
    const retried = new Set<string>();
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(exchange, held);
      if (answer.status >= 200 && answer.status < 300) return answer.body;
      const refusal = parseRefusal(answer);
      const code = refusal instanceof Refused ? refusal.problem.code : '';
      const curable = (code === 'token-expired' || code === 'token-replayed') && !retried.has(code);
      if (!curable || attempt >= TOKEN_ATTEMPTS) throw refusal;
      retried.add(code);
    }
  };
};

export interface PlatformClient {
  configuration(limits?: ExchangeLimits): Promise<PlatformConfiguration>;
  register(request: RegistrationRequest): Promise<RegistrationResponse>;
  poll(request: PollRequest, limits: ExchangeLimits): Promise<PollResponse>;
  report(batch: ReportBatch, limits?: ExchangeLimits): Promise<ReportResponse>;
  /** To the Monitoring Server. */
  log(batch: LogBatch, limits?: ExchangeLimits): Promise<LogResponse>;
}

/** The platform as the agent sees it: every call signed, measured, parsed; fails with Unreachable or Refused and nothing else. */
export const createPlatformClient = (parts: PlatformClientParts): PlatformClient => {
  const signed = createSend(parts);
  const { signer: _, ...anonymousParts } = parts;
  const anonymous = createSend(anonymousParts);
  const plain: ExchangeLimits = { timeoutMs: PLAIN_TIMEOUT_MS };
  const post = (path: string, message: unknown, limits: ExchangeLimits): Exchange => ({
    method: 'POST',
    path,
    body: JSON.stringify(message),
    timeoutMs: limits.timeoutMs,
    ...(limits.signal ? { signal: limits.signal } : {}),
  });
  return {
    configuration: async (limits = plain) =>
      parseAnswer(platformConfiguration, await anonymous({ method: 'GET', path: AGENT_PATHS.configuration, ...limits })),
    register: async (request) => parseAnswer(registrationResponse, await anonymous(post(AGENT_PATHS.register, request, plain))),
    poll: async (request, limits) => parseAnswer(pollResponse, await signed(post(AGENT_PATHS.poll, request, limits), limits.held)),
    report: async (batch, limits = plain) => parseAnswer(reportResponse, await signed(post(AGENT_PATHS.reports, batch, limits))),
    log: async (batch, limits = plain) => parseAnswer(logResponse, await signed(post(AGENT_PATHS.log, batch, limits))),
  };
};
