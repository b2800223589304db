import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Where the nonce of a page's style tags is found: one per answer. */
export const STYLE_NONCE = 'styleNonce';

/**
 * Only own scripts and fonts, no frames, no inline script. Style tags carry a nonce (the component kit makes some at run time);
 * style attributes set by script are not subject to the policy.
 */
export function securityHeaders(options: { https: boolean; newNonce: () => string }): RequestHandler {
  const withPolicy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", (_req, res) => `'nonce-${(res as unknown as { locals: Record<string, string> }).locals[STYLE_NONCE]}'`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: options.https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
  });
  return (req, res, next) => {
    res.locals[STYLE_NONCE] = options.newNonce();
    res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    withPolicy(req, res, next);
  };
}
