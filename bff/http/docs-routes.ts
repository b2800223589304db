import express, { type Router } from 'express';
import { docsPage } from './docs/docs-page.ts';
import type { ApiDocument } from './docs/document.ts';
import { openApiDocument } from './openapi.ts';
import { STYLE_NONCE } from './security-headers.ts';

/** `/api/v1/openapi.json` and, for people, `/api/docs`. */
export function docsRoutes(options: { version: string; publicUrl: string }): Router {
  // Made at the first look: it takes a moment and most servers are never asked.
  let document: Promise<ApiDocument> | undefined;
  const get = () => {
    document ??= openApiDocument(options.version);
    return document;
  };
  const router = express.Router();
  router.get('/v1/openapi.json', async (_req, res) => {
    res.json(await get());
  });
  router.get('/docs', async (_req, res) => {
    const nonce = res.locals[STYLE_NONCE] as string;
    res.type('html').send(docsPage(await get(), nonce, new URL(options.publicUrl).origin));
  });
  return router;
}
