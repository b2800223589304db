import { ORPCError } from '@orpc/client';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { fakeRouter } from './fake-router.ts';
import { type FakeState, fakeState } from './fake-state.ts';

/** The wire form of a refusal, as the server sends it. */
const encodeProblem = (error: ORPCError<string, unknown>) => ({
  ...(typeof error.data === 'object' ? error.data : {}),
  type: `/api/docs#problem-${error.code}`,
  title: error.code,
  status: error.status,
  code: error.code,
  detail: error.message,
  defined: error.defined,
  data: error.data ?? null,
});

const problemResponse = (status: number, body: object) =>
  new Response(JSON.stringify({ status, ...body }), { status, headers: { 'content-type': 'application/problem+json' } });

const invalid = (issues: readonly object[]) =>
  new ORPCError('invalid-input', { defined: true, status: 400, message: 'The input is not valid', data: { issues } });

/** A bad input as the server says it: our code, all issues. */
function asRefusal(error: unknown): never {
  const data = error instanceof ORPCError && error.code === 'BAD_REQUEST' ? error.data : undefined;
  if (typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues)) throw invalid(data.issues);
  throw error;
}

async function auth(state: FakeState, request: Request): Promise<Response> {
  if (request.url.endsWith('/sign-out')) {
    state.signedIn = false;
    return Response.json({ success: true });
  }
  const { password } = await request.json();
  if (password !== state.password) {
    const detail = 'E-mail or password is wrong. 4 tries left, then a pause of 15 minutes.';
    return problemResponse(401, { code: 'wrong-credentials', detail });
  }
  state.signedIn = true;
  return Response.json({ user: { id: 'user-mo' } });
}

export interface FakeApi {
  /** What the fake knows; tests and pages may change it. */
  readonly state: FakeState;
  readonly handle: (request: Request) => Promise<Response>;
}

/** The contract, answered from memory with the scene of the pictures. Never part of the product. */
export function createFakeApi(changes: Partial<FakeState> = {}): FakeApi {
  const state: FakeState = { ...fakeState(), ...changes };
  const handler = new OpenAPIHandler(fakeRouter(state), {
    customErrorResponseBodyEncoder: encodeProblem,
    interceptors: [({ next }) => next().catch(asRefusal)],
  });
  return {
    state,
    handle: async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/api/auth/')) return auth(state, request);
      const isPublic = /\/(first-run|invitation|time-zones)$/.test(pathname);
      if (!state.signedIn && !isPublic) return problemResponse(401, { code: 'not-signed-in', detail: 'Sign in first.', defined: true });
      const failing = state.failing.find((path) => pathname.startsWith(`/api/v1${path}`));
      if (failing !== undefined) {
        return problemResponse(500, { code: 'internal-error', detail: 'The database did not answer within 5 s.', requestId: '7F3-C21' });
      }
      const { matched, response } = await handler.handle(request, { prefix: '/api/v1', context: {} });
      if (!matched) return problemResponse(404, { code: 'not-found', detail: `Nothing answers ${pathname}.` });
      if (response.status < 400) return response;
      return problemResponse(response.status, await response.json());
    },
  };
}
