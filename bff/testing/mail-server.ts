// A real SMTP server for tests, STARTTLS and sign-in included; in the process, or as one of its own:
//   node --import tsx bff/testing/mail-server.ts PORT [none]
// As a process it prints one JSON line when it is ready ({ready, port, certificate, user, password}) and one a mail
// ({from, to, subject, text, messageId, headers, raw}). With `none` it offers no encryption and asks for no sign-in.
// Recipients decide what happens to their mail: bounce@ 550, later@ 451 at the first try, busy@ 451 at every one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  /** As they came over the wire, folded lines joined. */
  readonly headers: readonly string[];
  readonly raw: string;
}

export interface MailServerOptions {
  readonly port?: number;
  /** `none`: no encryption, no sign-in. */
  readonly security?: 'starttls' | 'tls' | 'none';
  readonly onMail?: (mail: ReceivedMail) => void;
  /** Awaited before the answer to a mail: a test may let something happen in between. */
  readonly beforeAnswer?: () => Promise<void>;
}

export interface TestMailServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** PEM; empty without encryption. */
  readonly certificate: string;
  readonly received: readonly ReceivedMail[];
  readonly forget: () => void;
  readonly close: () => Promise<void>;
}

const USER = 'watchbill';
const PASSWORD = 'correct horse battery staple';

export async function startMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const { port = 0, security = 'starttls' } = options;
  const pair = security === 'none' ? undefined : makeCertificate();
  const received: ReceivedMail[] = [];
  const seen = new Set<string>();
  const server = new SMTPServer({
    ...(pair ?? {}),
    secure: security === 'tls',
    ...(security === 'none' ? { authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] } : {}),
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === USER && password === PASSWORD) done(null, { user: username });
      else done(answer(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo: ({ address }, _session, done) => done(refusalOf(address, seen)),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        void read(Buffer.concat(chunks), mailFrom === false ? '' : mailFrom.address, to).then(async (mail) => {
          received.push(mail);
          options.onMail?.(mail);
          await options.beforeAnswer?.();
          done(null);
        }, done);
      });
    },
  });
  // A client that refuses the certificate hangs up.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    ...{ user: USER, password: PASSWORD, certificate: pair?.cert ?? '', received },
    forget: () => {
      received.length = 0;
      seen.clear();
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const answer = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

function refusalOf(address: string, seen: Set<string>): Error | null {
  if (address.startsWith('bounce')) return answer(550, '5.1.1 User unknown');
  if (address.startsWith('busy')) return answer(451, '4.3.2 Try again later');
  if (!address.startsWith('later') || seen.has(address)) return null;
  seen.add(address);
  return answer(451, '4.7.1 Greylisted, try again later');
}

async function read(raw: Buffer, from: string, to: readonly string[]): Promise<ReceivedMail> {
  const { subject = '', text = '', messageId = '', headerLines } = await simpleParser(raw);
  return { from, to, subject, text, messageId, headers: headerLines.map(({ line }) => line), raw: raw.toString() };
}

/** A certificate for 127.0.0.1 that nobody but its holder signed. */
function makeCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'watchbill-mail-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, '-days', '2', ...names], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const security = process.argv[3] === 'none' ? 'none' : 'starttls';
  const server = await startMailServer({ port: Number(process.argv[2] ?? 0), security, onMail: print });
  const { port, certificate, user, password } = server;
  print({ ready: true, port, certificate, user, password });
  process.once('SIGTERM', () => void server.close());
}
