import type { Finding } from '#protocol/report';
import { finding } from '../../finding-catalogue.ts';
import { type HttpHead, headerOf } from '../../recognise/http-head.ts';

const isPage = (head: HttpHead): boolean => head.status < 300 && /\bhtml\b/i.test(headerOf(head, 'content-type') ?? '');

const describeHeaders = (head: HttpHead): string => {
  const names = head.headers.map(([name]) => name).slice(0, 40);
  return `GET / was answered with ${head.status}; headers: ${names.join(', ') || 'none'}.`;
};

const framing = (head: HttpHead): boolean =>
  headerOf(head, 'x-frame-options') !== undefined || /frame-ancestors/i.test(headerOf(head, 'content-security-policy') ?? '');

/** Only pages: on a redirect or an API these headers protect nothing. */
const judgePage = (head: HttpHead, port: number): Finding[] => {
  if (!isPage(head)) return [];
  const seen = describeHeaders(head);
  return [
    ...(headerOf(head, 'content-security-policy') === undefined ? [finding('http-csp-missing', port, seen)] : []),
    ...(/^nosniff$/i.test(headerOf(head, 'x-content-type-options') ?? '')
      ? []
      : [finding('http-content-type-options-missing', port, seen)]),
    ...(framing(head) ? [] : [finding('http-frame-protection-missing', port, seen)]),
  ];
};

const VERSION = /\/v?\d|\(\d|\b\d+\.\d+/;

const judgeDisclosure = (head: HttpHead, port: number): Finding[] => {
  const told = ['server', 'x-powered-by', 'x-aspnet-version', 'x-generator']
    .map((name) => [name, headerOf(head, name)] as const)
    .filter(([, value]) => value !== undefined && VERSION.test(value))
    .map(([name, value]) => `${name}: ${value?.slice(0, 200)}`);
  return told.length === 0 ? [] : [finding('http-version-disclosed', port, told.join('; '))];
};

// What nginx, Apache, lighttpd, Python, busybox and IIS write over a listing.
const LISTING = /<title>\s*(Index of|Directory listing for|Listing of) |<h1>Index of |\[To Parent Directory\]/i;

const judgeListing = (head: HttpHead, port: number): Finding[] => {
  if (head.status !== 200 || !LISTING.test(head.body)) return [];
  const entries = [...head.body.matchAll(/<a href="([^"?]{1,80})"/gi)].map((match) => match[1]).slice(0, 10);
  return [finding('http-directory-listing', port, `GET / lists: ${entries.join(', ')}`)];
};

const judgePlain = (head: HttpHead, port: number): Finding[] => {
  const basic = head.status === 401 && /^basic\b/i.test(headerOf(head, 'www-authenticate') ?? '');
  return [
    ...(basic
      ? [
          finding(
            'http-basic-auth-clear-text',
            port,
            `GET / was answered with 401; WWW-Authenticate: ${headerOf(head, 'www-authenticate')}`,
          ),
        ]
      : []),
    ...(isPage(head) ? [finding('http-no-redirect-to-https', port, describeHeaders(head))] : []),
  ];
};

const judgeTls = (head: HttpHead, port: number): Finding[] =>
  head.status < 400 && headerOf(head, 'strict-transport-security') === undefined
    ? [finding('http-hsts-missing', port, describeHeaders(head))]
    : [];

/** The weaknesses that one answer to `GET /` shows. */
export const judgeHttp = (head: HttpHead, port: number, tls: boolean): Finding[] => [
  ...judgePage(head, port),
  ...judgeDisclosure(head, port),
  ...judgeListing(head, port),
  ...(tls ? judgeTls(head, port) : judgePlain(head, port)),
];
