import { findingKinds } from './finding-kind.ts';

/** HTTP and HTTPS. */
export const WEB_FINDINGS = findingKinds({
  'http-hsts-missing': {
    severity: 2,
    title: 'HTTPS without Strict-Transport-Security',
    solution: 'Send “Strict-Transport-Security: max-age=31536000; includeSubDomains” so that browsers never fall back to plain HTTP.',
  },
  'http-csp-missing': {
    severity: 1,
    title: 'Page without a Content-Security-Policy',
    solution: 'Send a Content-Security-Policy that allows scripts from the own origin only.',
  },
  'http-content-type-options-missing': {
    severity: 1,
    title: 'Page without X-Content-Type-Options',
    solution: 'Send “X-Content-Type-Options: nosniff” so that browsers do not guess the type of a file.',
  },
  'http-frame-protection-missing': {
    severity: 2,
    title: 'Page may be framed by any site',
    solution: "Send “Content-Security-Policy: frame-ancestors 'self'” or “X-Frame-Options: SAMEORIGIN” against clickjacking.",
  },
  'http-version-disclosed': {
    severity: 1,
    title: 'Web server tells its version',
    solution: 'Switch the version off in the Server and X-Powered-By headers (nginx: server_tokens off; Apache: ServerTokens Prod).',
  },
  'http-directory-listing': {
    severity: 3,
    title: 'Web server lists a directory',
    solution: 'Switch directory listings off (nginx: autoindex off; Apache: Options -Indexes) and check what was reachable.',
  },
  'http-no-redirect-to-https': {
    severity: 1,
    title: 'Plain HTTP without a redirect to HTTPS',
    solution: 'Answer plain HTTP with a permanent redirect to HTTPS, or close the port.',
  },
  'http-basic-auth-clear-text': {
    severity: 4,
    title: 'Passwords are asked for over plain HTTP',
    solution: 'Offer the page over HTTPS only: with Basic authentication every request carries the password in readable form.',
  },
  'http-trace-enabled': {
    severity: 2,
    title: 'HTTP method TRACE is answered',
    solution: 'Switch TRACE off (Apache: TraceEnable off): it sends request headers back to scripts that must not see them.',
  },
});
