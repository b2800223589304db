/** An answer that cannot be used; the message continues “… answered, but”. */
export class AnswerProblem extends Error {
  override readonly name = 'AnswerProblem';
}

/** What the library tells of a failure; every member may be missing. */
interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const KEY = ['AuthFailure', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 'UnrecognizedClientException', 'InvalidAccessKeyId'];
const CLOCK = ['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture', 'SignatureExpired'];
const RIGHTS = ['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'OptInRequired'];
const BUSY = ['RequestLimitExceeded', 'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'SlowDown', 'Unavailable'];
const SILENT = ['TimeoutError', 'AbortError'];

/** By the code of the answer or of the system: what went wrong, and what would do. */
const KNOWN: readonly (readonly [codes: readonly string[], sentence: (at: string) => string])[] = [
  [KEY, (at) => `${capital(at)} did not accept the access key: check the key id and the secret access key.`],
  [CLOCK, (at) => `${capital(at)} says that the time is wrong: set the clock of this server right.`],
  [RIGHTS, () => 'The access key may not list instances: allow it ec2:DescribeInstances in this region.'],
  [BUSY, (at) => `${capital(at)} is asked too often and refuses for now. It is asked again in an hour.`],
  [['ENOTFOUND', 'EAI_AGAIN'], (at) => `${capital(at)} cannot be reached: its name is not known.`],
  [['ECONNREFUSED'], (at) => `${capital(at)} cannot be reached: nothing listens there.`],
  [['EHOSTUNREACH', 'ENETUNREACH'], (at) => `${capital(at)} cannot be reached: there is no way to it.`],
  [[...SILENT, 'ETIMEDOUT'], (at) => `${capital(at)} does not answer in time.`],
  [['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'], (at) => `${capital(at)} broke the connection off.`],
];

const CERTIFICATE = /certificate|self-signed|self signed|altname|CERT_|unable to verify|UNABLE_TO/i;

/** What a failure means, for people. `at`: whom we asked. */
export function sayProblem(error: unknown, at: string): string {
  const failure = (error instanceof Error ? error : new Error(String(error))) as Failure;
  const { name, message, code = '' } = failure;
  if (error instanceof AnswerProblem) return `${capital(at)} answered, but ${message}.`;
  const known = KNOWN.find(([codes]) => codes.includes(name) || codes.includes(code));
  if (known !== undefined) return known[1](at);
  if (CERTIFICATE.test(`${message} ${code}`)) return `The certificate of ${at} is not trusted: ${oneLine(message)}.`;
  const status = failure.$metadata?.httpStatusCode;
  if (status !== undefined && status >= 300 && status < 400)
    return `${capital(at)} points elsewhere (${status}): give the address itself as endpoint.`;
  if (status === 429 || status === 503) return KNOWN.find(([codes]) => codes === BUSY)![1](at);
  if (status === undefined || name === 'Error' || name === 'SyntaxError')
    return `${capital(at)} answered what cannot be read: ${oneLine(message)}.`;
  return `${capital(at)} answered ${status}: ${oneLine(message)}`;
}

const LONGEST = 300;
const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);

/** An address stays as it is written. */
const capital = (at: string): string => (at.includes('://') ? at : at.charAt(0).toUpperCase() + at.slice(1));
