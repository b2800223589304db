import { randomBytes } from 'node:crypto';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response, type Router } from 'express';
import { createApiRoutes, createInputChecks } from './api-routes.ts';
import { downloadFiles } from './features/downloads/routes.ts';
import { accessLog } from './http/access-log.ts';
import { toApiError, toProblemBody } from './http/api-error.ts';
import { createAuth } from './http/auth.ts';
import { authRoutes, libraryHeaders } from './http/auth-routes.ts';
import { docsRoutes } from './http/docs-routes.ts';
import { healthRoutes, type ReadinessCheck } from './http/health-routes.ts';
import { createIdempotency } from './http/idempotency.ts';
import { createIdempotencyStore } from './http/idempotency-store.ts';
import { API_PREFIX, mountApi } from './http/mount.ts';
import { problem, RETRY_AFTER_SECONDS, sendProblem } from './http/problem.ts';
import { requestId, requestIdOf } from './http/request-id.ts';
import { sameOrigin } from './http/same-origin.ts';
import { createSealedBox } from './http/sealed-box.ts';
import { securityHeaders } from './http/security-headers.ts';
import { spa } from './http/spa.ts';
import type { TrustedProxies } from './http/trusted-proxies.ts';
import type { Log } from './log.ts';
import type { Dependencies, Services } from './services.ts';

export interface AppOptions {
  /** The built console. */
  readonly webFolder: string;
  /** Routers of the agents' wire, mounted under `/agent/v1`; they read their own bodies and check their own tokens. */
  readonly agentRoutes: readonly Router[];
  readonly ready: ReadinessCheck;
  /** Absent: nobody's `X-Forwarded-For` is believed. */
  readonly trustProxy?: TrustedProxies | undefined;
}

/** Everything that answers HTTP, in the order in which a request meets it. */
export function createApp(deps: Dependencies, services: Services, options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.trustProxy ?? false);
  app.use(requestId(deps.newId), accessLog(deps.log, services.metrics));
  // Before the headers that are for pages: appliances poll all day long and read none of them.
  for (const routes of options.agentRoutes) app.use('/agent/v1', routes);
  app.use(securityHeaders({ https: deps.publicUrl.startsWith('https:'), newNonce: () => randomBytes(16).toString('base64') }));
  app.use(healthRoutes({ metrics: services.metrics, ready: options.ready }));
  app.use('/agent', nothingHere);
  app.use(downloadFiles(services.downloads));
  app.use('/api', sameOrigin(deps.publicUrl), apiRouter(deps, services), nothingHere);
  app.use(spa(options.webFolder));
  app.use(tellProblem(deps.log));
  return app;
}

function apiRouter(deps: Dependencies, services: Services): Router {
  const auth = createAuth({ ...deps, passwords: services.passwords });
  const box = createSealedBox(deps.secret, 'idempotent answers');
  const router = express.Router();
  router.use(docsRoutes(deps));
  router.use('/auth', authRoutes({ auth, tries: services.signInTries, triesOfAddress: services.signInTriesOfAddress }));
  router.use(
    API_PREFIX.slice('/api'.length),
    mountApi({
      routes: createApiRoutes(services),
      checks: createInputChecks(services),
      idempotency: createIdempotency(createIdempotencyStore(deps.db, deps.clock), box, deps.secret),
      resolveActor: async (req: Request, res: Response) => {
        const signedIn = await auth.find(libraryHeaders(req));
        for (const cookie of signedIn?.cookies ?? []) res.append('Set-Cookie', cookie);
        return signedIn?.actor;
      },
      log: deps.log,
    }),
  );
  return router;
}

const nothingHere: RequestHandler = (req, res) =>
  sendProblem(res, problem('not-found', `Nothing answers ${req.method} ${req.originalUrl.split('?')[0]}`));

/** What a route throws becomes a problem here: the agents' routes and everything else outside the contract. */
const tellProblem =
  (log: Log): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const answer = toApiError(error, requestIdOf(res));
    if (answer.status >= 500) log.error({ requestId: requestIdOf(res), path: req.path, err: error }, 'request failed');
    const { defined, data, ...body } = toProblemBody(answer);
    sendProblem(res, body, body.status === 503 ? { 'Retry-After': RETRY_AFTER_SECONDS } : {});
  };
