import { expect, test } from 'vitest';
import { parseHttpHead } from '../../recognise/http-head.ts';
import { judgeHttp } from './judge-http.ts';

const judge = (answer: string, tls = false) => {
  const head = parseHttpHead(Buffer.from(answer.replaceAll('\n', '\r\n')));
  return head && judgeHttp(head, 80, tls).map(({ key }) => key);
};

const SAFE =
  "Content-Type: text/html\nContent-Security-Policy: default-src 'self'; frame-ancestors 'none'\nX-Content-Type-Options: nosniff\n";

test.each([
  [
    'a page without any protection',
    'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>',
    false,
    ['http-csp-missing', 'http-content-type-options-missing', 'http-frame-protection-missing', 'http-no-redirect-to-https'],
  ],
  ['a safe page over TLS', `HTTP/1.1 200 OK\n${SAFE}Strict-Transport-Security: max-age=1\n\n`, true, []],
  ['a safe page over TLS without HSTS', `HTTP/1.1 200 OK\n${SAFE}\n`, true, ['http-hsts-missing']],
  ['a redirect to HTTPS', 'HTTP/1.1 301 Moved\nContent-Type: text/html\nLocation: https://x/\n\n', false, []],
  ['an interface for programs', 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}', false, []],
  [
    'X-Frame-Options alone',
    'HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Security-Policy: x\nX-Content-Type-Options: nosniff\nX-Frame-Options: DENY\n\n',
    true,
    ['http-hsts-missing'],
  ],
  [
    'a server that tells its version',
    'HTTP/1.1 404 Not Found\nServer: Apache/2.4.57 (Debian)\nX-Powered-By: PHP/8.2.7\n\n',
    false,
    ['http-version-disclosed'],
  ],
  ['a server that tells only its name', 'HTTP/1.1 404 Not Found\nServer: nginx\n\n', false, []],
  ['Basic over plain HTTP', 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="x"\n\n', false, ['http-basic-auth-clear-text']],
  ['Basic over TLS', 'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm="x"\nStrict-Transport-Security: x\n\n', true, []],
  [
    'a directory listing',
    'HTTP/1.1 200 OK\n\n<html><head><title>Index of /</title></head><a href="secret.txt">',
    false,
    ['http-directory-listing'],
  ],
  ['an article about listings', 'HTTP/1.1 200 OK\n\n<p>The page says Index of / when listing is on.</p>', false, []],
])('%s', (_name, answer, tls, expected) => {
  expect(judge(answer, tls)).toEqual(expected);
});

test('what is not HTTP is not judged', () => {
  expect(judge('SSH-2.0-x\n')).toBeUndefined();
});
