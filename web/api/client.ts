import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { Contract } from '#contract/index';
import { contractRoutes } from './contract-routes.ts';
import { randomId } from './random-id.ts';

export const API_PATH = '/api/v1';

const PROBLEM = 'application/problem+json';

/** The link reads any type but application/json as a file; a problem is JSON. */
function asJson(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith(PROBLEM)) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

const reachedNobody = (error: unknown) => error instanceof TypeError;

/** Sends a request. A POST carries an Idempotency-Key, so that it may be sent a second time when the answer was lost. */
export async function send(request: Request, init?: RequestInit): Promise<Response> {
  const options: RequestInit = { ...init, credentials: 'same-origin' };
  if (request.method !== 'POST') return asJson(await fetch(request, options));
  request.headers.set('Idempotency-Key', randomId());
  const again = request.clone();
  try {
    return asJson(await fetch(request, options));
  } catch (error) {
    if (!reachedNobody(error) || request.signal.aborted) throw error;
    return asJson(await fetch(again, options));
  }
}

interface ProblemBody {
  readonly code?: string;
  readonly status?: number;
  readonly title?: string;
  readonly detail?: string;
  readonly defined?: boolean;
  readonly data?: object | null;
}

const isProblemBody = (body: unknown): body is ProblemBody => typeof body === 'object' && body !== null && !Array.isArray(body);

const firstOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** A problem+json body as the client's error: its own members (issues, current, requestId …) become the data. */
function decodeProblem(body: unknown, status: number, requestId: string | undefined): ORPCError<string, unknown> {
  const problem = isProblemBody(body) ? body : {};
  const { code, detail, title, defined, data, ...members } = problem;
  return new ORPCError(code ?? 'unexpected-answer', {
    defined: defined ?? false,
    status: status >= 400 ? status : 500,
    message: detail ?? title ?? `The server answered ${status}.`,
    data: { ...(status >= 500 && { requestId }), ...members, ...data },
  });
}

type ConsoleClient = JsonifiedClient<ContractRouterClient<Contract>>;

/** The only HTTP client of the console. */
export function createClient(origin: string): ConsoleClient {
  const link = new OpenAPILink(contractRoutes, {
    url: `${origin}${API_PATH}`,
    fetch: (request, init) => send(request, init),
    customErrorResponseBodyDecoder: (body, response) => decodeProblem(body, response.status, firstOf(response.headers['x-request-id'])),
  });
  return createORPCClient(link);
}

export const client = createClient(window.location.origin);

/** Query and mutation options of every procedure: `orpc.schedules.list.queryOptions({ input })`, `orpc.schedules.key()`. */
export const orpc = createTanstackQueryUtils(client);
