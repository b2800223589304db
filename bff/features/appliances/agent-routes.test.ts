import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { logResponse } from '#protocol/log';
import { pollResponse } from '#protocol/poll';
import { reportResponse } from '#protocol/report';
import { oneOfEach } from '../../testing/agent-messages.ts';
import { problemCodeOf } from '../../testing/agent-problem.ts';
import { pollOf, registerAgent } from '../../testing/agent-speaker.ts';
import { type TestAgents, testAgents } from '../../testing/test-agents.ts';

let agents: TestAgents;
beforeAll(async () => {
  agents = await testAgents();
});
afterAll(() => agents.close());
beforeEach(() => agents.clock.advance(16 * 60_000)); // past every wrong try of the test before

const codeOf = (answer: Response) => problemCodeOf(answer, agents.clock.now());

const messages = () => oneOfEach(agents.clock);

describe('the token of a request', () => {
  const path = '/agent/v1/poll';
  const lastPoll = async (id: string) => (await agents.appliances.service.get(null, id)).lastPollAt;

  it('is refused when missing, forged, replayed, expired, from the future, or signed for something else', async () => {
    const appliance = await agents.newAppliance();
    const other = await agents.newAppliance();
    const body = JSON.stringify(pollOf(agents.clock.now));
    const now = Math.floor(agents.clock.now() / 1000);
    const refusals: [string, string][] = [
      ['Forged by another key', await other.token(path, body, { sub: appliance.id })],
      ['Another path', await appliance.token('/agent/v1/reports', body)],
      ['Another method', await appliance.token(path, body, { htm: 'GET' })],
      ['Another body', await appliance.token(path, `${body} `)],
      ['Lives too long', await appliance.token(path, body, { exp: now + 61 })],
      ['Altered', `${(await appliance.token(path, body)).slice(0, -4)}AAAA`],
      ['Not a token', 'a.b.c'],
    ];
    for (const [what, token] of refusals)
      expect([what, await codeOf(await appliance.send(path, body, { token }))]).toEqual([what, '401 token-invalid']);
    for (const shift of [-61, 6]) {
      const token = await appliance.token(path, body, { iat: now + shift, exp: now + shift + 60 });
      expect(await codeOf(await appliance.send(path, body, { token }))).toBe('401 token-expired');
    }
    const stranger = await appliance.token(path, body, { sub: randomUUID() });
    expect(await codeOf(await appliance.send(path, body, { token: stranger }))).toBe('401 appliance-unknown');
    expect(await codeOf(await agents.fetch(path, { method: 'POST', body }))).toBe('401 token-missing');
    expect(await lastPoll(appliance.id)).toBeUndefined();

    const token = await appliance.token(path, body);
    const both = await Promise.all([appliance.send(path, body, { token }), appliance.send(path, body, { token })]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 401]);
    expect(await codeOf(await appliance.send(path, body, { token }))).toBe('401 token-replayed');
    expect(await lastPoll(appliance.id)).toBeDefined();
  });

  it('has one algorithm: none and HMAC with the public key are refused', async () => {
    const appliance = await agents.newAppliance();
    const body = JSON.stringify(pollOf(agents.clock.now));
    const [, payload, signature] = (await appliance.token(path, body)).split('.');
    for (const alg of ['none', 'HS256']) {
      const head = Buffer.from(JSON.stringify({ alg })).toString('base64url');
      expect(await codeOf(await appliance.send(path, body, { token: `${head}.${payload}.${signature}` }))).toBe('401 token-invalid');
    }
  });

  it('of a machine that is replaced is refused at once; the code binds another one in its place, which gets its slices', async () => {
    const old = await agents.newAppliance();
    const { sliceIds } = await agents.queueScan(1, { onlyTo: [old.id] });
    expect((await old.poll()).slices.map((slice) => slice.sliceId)).toEqual(sliceIds);
    const before = await agents.appliances.service.get(null, old.id);
    const manager = { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true } as const;
    const { personalizationCode } = await agents.appliances.service.replace(manager, old.id);
    expect(await codeOf(await old.send(path, pollOf(agents.clock.now)))).toBe('401 appliance-unknown');
    expect(await codeOf(await old.send('/agent/v1/reports', { reports: [] }))).toBe('401 appliance-unknown');
    const waiting = await agents.appliances.service.get(null, old.id);
    expect(waiting).toMatchObject({ name: before.name, state: 'never-connected', codeExpiresAt: expect.any(String), addresses: [] });
    const taken = await registerAgent({ url: agents.url, now: agents.clock.now }, personalizationCode);
    expect(taken.id).toBe(old.id);
    expect((await taken.poll()).slices.map((slice) => slice.sliceId)).toEqual(sliceIds);
    expect(await codeOf(await old.send(path, pollOf(agents.clock.now)))).toBe('401 token-invalid');
  });

  it('of a retired appliance is refused at once, whatever it sends, and nothing of it is kept', async () => {
    const appliance = await agents.newAppliance();
    await appliance.poll();
    await agents.appliances.service.retire(
      { userId: 'u', name: 'U', email: 'u@example.org', role: 'manager', primaryContact: true },
      { id: appliance.id },
    );
    for (const [to, body] of messages()) expect([to, await codeOf(await appliance.send(to, body))]).toEqual([to, '401 appliance-retired']);
    const { rowCount } = await agents.database.pool.query('select 1 from appliance_log where appliance_id = $1', [appliance.id]);
    expect(rowCount).toBe(0);
  });

  it('is forgotten once it has expired', async () => {
    const appliance = await agents.newAppliance();
    await appliance.poll();
    await agents.appliances.upkeep.purgeTokens();
    const count = async () =>
      (await agents.database.pool.query('select 1 from used_token where appliance_id = $1', [appliance.id])).rowCount;
    expect(await count()).toBe(1);
    agents.clock.advance(61_000);
    await agents.appliances.upkeep.purgeTokens();
    expect(await count()).toBe(0);
  });
});

describe('a message', () => {
  it('is understood as the golden messages have it, and answered in the form that appliances expect', async () => {
    const golden = (name: string) => readFileSync(`agents/protocol/fixtures/${name}.json`, 'utf8');
    const appliance = await agents.newAppliance();
    // Of the first version, and of later ones.
    for (const name of ['poll-request', 'poll-request-commands', 'poll-request-updates']) {
      const poll = await appliance.send('/agent/v1/poll', { ...JSON.parse(golden(name)), wait: false });
      expect([name, poll.status, pollResponse.safeParse(await poll.json()).success]).toEqual([name, 200, true]);
    }
    const told = await appliance.send('/agent/v1/log', golden('log-batch'));
    // Its first entry does not follow on anything: the answer says where to go on.
    expect(logResponse.parse(await told.json()).acknowledged).toBe(0);
    const reports = await appliance.send('/agent/v1/reports', golden('report-batch'));
    const answer = reportResponse.parse(await reports.json());
    expect(new Set(answer.refused.map((one) => one.code))).toEqual(new Set(['slice-unknown']));
  });

  it('may say more than is known here', async () => {
    const appliance = await agents.newAppliance();
    const answer = await appliance.send('/agent/v1/poll', { ...pollOf(agents.clock.now), mood: 'good' });
    expect(answer.status).toBe(200);
  });

  it('that is not JSON, or not a poll, is named and changes nothing', async () => {
    const appliance = await agents.newAppliance();
    expect(await codeOf(await appliance.send('/agent/v1/poll', '{"half":'))).toBe('400 malformed-json');
    expect(await codeOf(await appliance.send('/agent/v1/poll', { ...pollOf(agents.clock.now), running: 'all' }))).toBe('400 invalid-input');
    expect((await agents.appliances.service.get(null, appliance.id)).lastPollAt).toBeUndefined();
  });

  it('with text that the database cannot keep is kept without it', async () => {
    const appliance = await agents.newAppliance();
    await appliance.poll({ versions: { appliance: 'v\u0000\ud800é', scand: '1', engines: [] } });
    expect((await agents.appliances.service.get(null, appliance.id)).versions?.appliance).toBe('vé');
  });

  it('of a clock that is centuries off is taken, and the offset kept within bounds', async () => {
    const appliance = await agents.newAppliance();
    await appliance.poll({ clock: { sentAt: agents.clock.now() + 1500 } });
    expect((await agents.appliances.service.get(null, appliance.id)).clockOffsetMs).toBe(1500);
    await appliance.poll({ clock: { sentAt: 8_640_000_000_000_000 } });
    expect((await agents.appliances.service.get(null, appliance.id)).clockOffsetMs).toBe(2 ** 31 - 1);
  });

  /** Sends a raw request and as much of a body as the server takes; tells the status and how much was sent. */
  const pour = async (headers: string, bytes: number) => {
    const { port, hostname } = new URL(agents.url);
    const socket = connect(Number(port), hostname);
    const chunk = Buffer.alloc(64 * 1024, 'x');
    let sent = 0;
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => (answer += text));
    const over = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => resolve()));
    socket.write(headers);
    const fill = () => {
      while (sent < bytes && socket.writable) {
        sent += chunk.length;
        if (!socket.write(chunk)) return void socket.once('drain', fill);
      }
    };
    fill();
    await over;
    return { status: Number(answer.split(' ')[1]), sent };
  };

  it.each([
    ['/agent/v1/reports', 1000],
    ['/agent/v1/log', 100],
    ['/agent/v1/poll', 100],
  ])('to %s of %i MB is cut off at once, with and without a length', async (path, megabytes) => {
    const appliance = await agents.newAppliance();
    const bytes = megabytes * 1_000_000;
    const head = async () => `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${await appliance.token(path, '')}\r\n`;
    const announced = await pour(`${await head()}Content-Length: ${bytes}\r\n\r\n`, bytes);
    expect(announced.status).toBe(413);
    expect(announced.sent).toBeLessThan(20_000_000);
    const stranger = await pour(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`, bytes);
    expect(stranger.status).toBe(401);
    expect(stranger.sent).toBeLessThan(20_000_000);
    const chunked = await pour(`${await head()}Transfer-Encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n`, bytes);
    expect(chunked.status).toBe(413);
    expect(chunked.sent).toBeLessThan(30_000_000);
  });

  it('of 100 MB that would register an appliance is cut off too', async () => {
    const { status, sent } = await pour(`POST /agent/v1/register HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n`, 100_000_000);
    expect([status, sent < 20_000_000]).toEqual([413, true]);
  });

  it.each([0, 1, 2])('that ends half-way changes nothing (%i: poll, reports, log)', async (nth) => {
    const appliance = await agents.newAppliance();
    const [path, message] = messages()[nth]!;
    const body = JSON.stringify(message);
    const token = await appliance.token(path, body);
    const { port, hostname } = new URL(agents.url);
    const socket = connect(Number(port), hostname);
    const over = new Promise((resolve) => socket.on('close', resolve));
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 40), () => socket.end());
    socket.resume();
    await over;
    expect((await agents.appliances.service.get(null, appliance.id)).lastPollAt).toBeUndefined();
    // Half of it in a whole request is named as such; and the token was not used up: the whole message is welcome.
    expect(await codeOf(await appliance.send(path, body.slice(0, 40)))).toBe('400 malformed-json');
    expect((await appliance.send(path, body, { token })).status).toBe(200);
  });

  it('of a clock that is two days off is taken as long as its token tells the time of the server; the offset is kept and raises the alarm', async () => {
    const appliance = await agents.newAppliance();
    const ahead = 2 * 86_400_000;
    const body = JSON.stringify(pollOf(agents.clock.now, { clock: { sentAt: agents.clock.now() + ahead } }));
    const iat = Math.floor((agents.clock.now() + ahead) / 1000);
    const own = await appliance.send('/agent/v1/poll', body, {
      token: await appliance.token('/agent/v1/poll', body, { iat, exp: iat + 60 }),
    });
    // It learns the time by the refusal, and asks again by that.
    expect(await codeOf(own)).toBe('401 token-expired');
    expect((await appliance.send('/agent/v1/poll', body)).status).toBe(200);
    const { items, alarmMs } = await agents.appliances.monitoring.search.clock(appliance.id);
    expect(items).toEqual([{ at: expect.any(String), offsetMs: ahead }]);
    expect([(await agents.appliances.service.get(null, appliance.id)).clockOffsetMs, alarmMs]).toEqual([ahead, 2000]);
  });
});
