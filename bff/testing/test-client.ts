import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { contract } from '../contract/index.ts';

export type TestClient = JsonifiedClient<ContractRouterClient<typeof contract>>;

/** The typed client of the contract, over real HTTP, with the given headers. */
export function testClient(url: string, headers: Record<string, string>): TestClient {
  const link = new OpenAPILink(contract, {
    url: `${url}/api/v1`,
    headers,
    // The link reads any type but application/json as a file.
    fetch: async (request, init) => {
      const response = await fetch(request, init);
      if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return response;
      return new Response(response.body, { status: response.status, headers: { 'content-type': 'application/json' } });
    },
    customErrorResponseBodyDecoder: (body) => {
      const { code, status, detail, defined, data } = body as {
        code: string;
        status: number;
        detail: string;
        defined: boolean;
        data: unknown;
      };
      return new ORPCError(code, { status, message: detail, defined, data });
    },
  });
  return createORPCClient(link);
}
