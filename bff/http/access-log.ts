import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';
import type { Metrics } from './metrics.ts';
import { requestIdOf } from './request-id.ts';

/** One line and one measurement a request, when its answer is out. Paths without their query: that may hold a token. */
export function accessLog(log: Log, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const path = req.path;
    res.once('close', () => {
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      metrics.observeRequest({ method: req.method, area: areaOf(path), status: res.statusCode, durationMs });
      const line = { requestId: requestIdOf(res), method: req.method, path, status: res.statusCode, durationMs, address: req.ip };
      if (res.statusCode >= 500) log.error(line, 'request');
      else log.debug(line, 'request');
    });
    next();
  };
}

/** Few label values: metrics are kept for each. */
function areaOf(path: string): string {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'api') return second === 'v1' ? `/api/v1/${/^[a-z-]{1,32}$/.test(third) ? third : ''}` : '/api';
  return first === 'agent' ? '/agent' : '/';
}
