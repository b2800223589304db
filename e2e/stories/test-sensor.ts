import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';

/** A sensor that speaks the wire itself and follows nothing: the story says what it tells. */
export interface TestSensor {
  /** One check-in, not held; answers the orders. */
  readonly checkIn: () => Promise<{
    readonly serverTime: number;
    readonly orders: readonly { readonly kind: string; readonly orderId: string }[];
  }>;
  /** Tells of things in one batch. Each happens at the platform's present. */
  readonly tell: (...reports: readonly Record<string, unknown>[]) => Promise<void>;
}

interface Identity {
  readonly sensorId: string;
  readonly privateKey: KeyObject;
}

const FACTS = {
  ...{ hostId: '6c1b7b0e-7d1e-4b57-9a53-0d6b8f3b7f10', hostName: 'fra-docker-01.corp.example', addresses: ['10.40.0.4'] },
  ...{ platform: 'linux x64', sensorVersion: '1.0.3' },
};
const ENGINE = { name: 'docker', version: '20.10.24', operatingSystem: 'Debian GNU/Linux 12 (bookworm)', connected: true };

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token for one request: bound to its path and body, good for a minute. */
function tokenFor({ sensorId, privateKey }: Identity, path: string, body: string, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const bsh = createHash('sha256').update(body).digest('base64url');
  const claims = { sub: sensorId, iat, exp: iat + 60, jti: randomUUID(), htm: 'POST', htu: path, bsh };
  const signed = `${encoded({ alg: 'EdDSA', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`;
}

async function post<Answer>(url: string, path: string, body: string, token?: string): Promise<Answer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...authorization }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** Binds a general sensor with its code. */
export async function bindSensor(url: string, perscode: string): Promise<TestSensor> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'jwk' }).x;
  const registration = JSON.stringify({ perscode, publicKey: key, kind: 'general', facts: FACTS });
  const bound = await post<{ sensorId: string; serverTime: number }>(url, '/agent/v1/sensor/register', registration);
  const identity = { sensorId: bound.sensorId, privateKey };
  let serverTime = bound.serverTime;
  const call = async <Answer extends { serverTime: number }>(path: string, message: object): Promise<Answer> => {
    const body = JSON.stringify(message);
    const answer = await post<Answer>(url, path, body, tokenFor(identity, path, body, serverTime));
    serverTime = answer.serverTime;
    return answer;
  };
  return {
    checkIn: () =>
      call('/agent/v1/sensor/check-in', {
        ...{ bootId: 'story', facts: FACTS, engine: ENGINE, manifest: '2026.03.05-2', sentAt: serverTime },
        ...{ configurationRevision: 0, waitingReports: 0, wait: false },
      }),
    tell: async (...reports) => {
      const whole = reports.map((report) => ({ messageId: randomUUID(), at: serverTime, ...report }));
      const { refused } = await call<{ serverTime: number; refused: readonly object[] }>('/agent/v1/sensor/reports', {
        hostId: FACTS.hostId,
        reports: whole,
      });
      if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
    },
  };
}
