// A stand-in of the EC2 query API for tests: DescribeInstances over HTTP, form in, XML out, in pages, signatures asked for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StandInInstance {
  readonly id: string;
  readonly state?: string;
  readonly privateIp?: string;
  readonly publicIp?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** In place of an answer. `silent`: none ever; `long`: 10 MB of XML; `elsewhere`: a redirection. */
export type Mood = 'well' | 'throttling' | 'truncated' | 'long' | 'silent' | 'elsewhere' | 'page-of-html' | 'skewed';

export interface Ec2Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** By region; may be changed at any time. */
  readonly instances: Map<string, readonly StandInInstance[]>;
  /** How many instances a page has. */
  pageSize: number;
  mood: Mood;
  /** Regions asked, in order, one a request. */
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

/** SigV4: `AWS4-HMAC-SHA256 Credential=KEY/20300101/eu-central-1/ec2/aws4_request, SignedHeaders=…, Signature=…`. */
const SIGNATURE =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/ec2\/aws4_request, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$/;

export async function startEc2Server(): Promise<Ec2Server> {
  const server = createServer((request, response) => void answer(standIn, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: Ec2Server = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ accessKeyId: KEY_ID, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    ...{ instances: new Map(), pageSize: 1000, mood: 'well', asked: [] },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}

async function answer(standIn: Ec2Server, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  const say = (status: number, body: string) => response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8' }).end(body);
  const signature = SIGNATURE.exec(request.headers.authorization ?? '');
  const region = signature?.[2] ?? '';
  standIn.asked.push(region);
  if (standIn.mood === 'silent') return;
  if (standIn.mood === 'throttling') return void say(503, failure('RequestLimitExceeded', 'Request limit exceeded.'));
  if (standIn.mood === 'skewed') return void say(400, failure('RequestExpired', 'Request has expired.'));
  if (standIn.mood === 'elsewhere') return void response.writeHead(302, { location: `${standIn.endpoint}/elsewhere` }).end();
  if (standIn.mood === 'page-of-html') return void say(200, '<html><body>Sign in to the guest network</body></html>');
  if (request.method !== 'POST' || form.get('Action') !== 'DescribeInstances') return void say(400, failure('InvalidAction', 'Not known.'));
  if (signature?.[1] !== standIn.accessKeyId) return void say(401, failure('AuthFailure', 'AWS was not able to validate the credentials'));
  const xml = page(standIn, region, form);
  if (standIn.mood === 'truncated') return void say(200, xml.slice(0, xml.indexOf('</reservationSet>')));
  say(200, standIn.mood === 'long' ? xml.replace('<reservationSet>', `<!--${'x'.repeat(10_000_000)}--><reservationSet>`) : xml);
}

const failure = (code: string, message: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>`;

function page({ instances, pageSize }: Ec2Server, region: string, form: URLSearchParams): string {
  const all = instances.get(region) ?? [];
  const from = Number(form.get('NextToken')?.replace('from-', '') ?? 0);
  const to = from + Math.min(pageSize, Number(form.get('MaxResults') ?? 1000));
  const items = all.slice(from, to).map(item).join('');
  const next = to < all.length ? `<nextToken>from-${to}</nextToken>` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>8f7724cf-496f-496e-8fe3-example</requestId><reservationSet>${items}</reservationSet>${next}</DescribeInstancesResponse>`;
}

function item({ id, state = 'running', privateIp, publicIp, tags = {} }: StandInInstance): string {
  const told = Object.entries(tags).map(([key, value]) => `<item><key>${xmlText(key)}</key><value>${xmlText(value)}</value></item>`);
  const addresses = [
    ...(privateIp === undefined ? [] : [`<privateIpAddress>${privateIp}</privateIpAddress>`]),
    ...(publicIp === undefined ? [] : [`<ipAddress>${publicIp}</ipAddress>`]),
  ];
  return `<item><reservationId>r-${id.slice(2)}</reservationId><instancesSet><item><instanceId>${id}</instanceId><instanceState><code>16</code><name>${state}</name></instanceState>${addresses.join('')}<tagSet>${told.join('')}</tagSet></item></instancesSet></item>`;
}

const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
