import { createServer, type IncomingMessage } from 'node:http';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Instant, instant, toIso } from '../../domain/time/instant.ts';
import { readEnv } from '../../env.ts';
import { type RunningServer, serve } from '../../serve.ts';
import { registerAgent } from '../agent-speaker.ts';
import { createScriptedAppliance, type ScriptedAppliance } from './scripted-appliance.ts';
import { createStoryTime, type StoryTime } from './story-time.ts';

/**
 * The server as it is shipped, in a time that a story moves:
 *
 *   story-server --start 2019-04-23T11:00:00Z --control 9221 --root .
 *
 * Settings come from the environment, as for `watchbill serve`. On the control port:
 *   POST /advance    {to}             goes to that instant; answers when nothing is left to do there
 *   POST /appliance  {mood?, slots?}  tells the scripted appliance how to behave; answers when it has done so
 *   POST /register   {perscode}       makes the scripted appliance, bound by this personalization code
 *   POST /settle     {}               answers when nothing is left to do at this instant
 * Each answers `{now}`.
 */
const { values } = parseArgs({ options: { start: { type: 'string' }, control: { type: 'string' }, root: { type: 'string' } } });

const command = z.object({
  to: z.iso.datetime().optional(),
  mood: z.enum(['finish', 'hold', 'fail', 'away']).optional(),
  slots: z.int().min(0).optional(),
  perscode: z.string().optional(),
});
type Command = z.infer<typeof command>;

/** Enough turns for work that wakes other work; more is an endless loop. */
const MOST_ROUNDS = 100;

interface Story {
  readonly time: StoryTime;
  readonly server: RunningServer;
  readonly url: string;
  appliance: ScriptedAppliance | undefined;
}

/** Whatever was committed until now has been heard. */
async function heardAll({ server: { uow, bus } }: Story): Promise<void> {
  const id = `mark-${Math.random()}`;
  const heard = new Promise<void>((resolve) => {
    const end = bus.subscribe((change) => {
      if (change.id !== id) return;
      end();
      resolve();
    }, 'users');
  });
  await uow(async (work) => work.announce('users', id));
  await heard;
}

/** Topics that nothing is done about: they are for those who watch. */
const WATCHED = new Set(['users', 'appliances']);

/** Until a look around finds that nothing has changed any more. */
async function settle(story: Story): Promise<void> {
  let changed = true;
  const end = story.server.bus.subscribe(({ topic }) => {
    changed ||= !WATCHED.has(topic);
  });
  for (let round = 0; changed; round += 1) {
    if (round === MOST_ROUNDS) throw new Error('the server does not come to rest');
    await story.time.idle();
    changed = false;
    await story.appliance?.work();
    await heardAll(story);
    await story.time.idle();
    await heardAll(story);
  }
  end();
}

async function goTo(story: Story, to: Instant): Promise<void> {
  const { time } = story;
  for (let now = time.world.clock(); now < to; now = time.world.clock()) {
    time.goTo(instant(Math.min(to, now + (story.appliance?.silenceMs() ?? Number.POSITIVE_INFINITY))));
    await settle(story);
  }
}

async function carryOut(story: Story, path: string, { to, mood, slots, perscode }: Command): Promise<void> {
  if (path === '/advance') {
    const at = instant(Date.parse(to ?? ''));
    if (!(at >= story.time.world.clock())) throw new Error(`"to" must be an instant, not before ${toIso(story.time.world.clock())}`);
    return goTo(story, at);
  }
  if (path === '/register') {
    const speaker = await registerAgent({ url: story.url, now: story.time.world.clock }, perscode ?? '');
    story.appliance = createScriptedAppliance(speaker);
  } else if (path === '/appliance') story.appliance?.behave({ mood, slots });
  else if (path !== '/settle') throw new Error(`there is no ${path}`);
  await settle(story);
}

async function readCommand(request: IncomingMessage): Promise<Command> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return command.parse(JSON.parse(text));
}

function control(story: Story, port: number): Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const turn = async () => {
      try {
        await carryOut(story, request.url ?? '', await readCommand(request));
        answer(200, { now: toIso(story.time.world.clock()) });
      } catch (error) {
        answer(400, { error: (error as Error).message });
      }
    };
    last = last.then(turn);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

async function main(): Promise<void> {
  const root = values.root ?? '.';
  const env = readEnv(process.env, { isRoot: process.getuid?.() === 0, workFolder: process.cwd(), isTerminal: false });
  if ('problems' in env) throw new Error(env.problems.join('\n'));
  const time = createStoryTime(instant(Date.parse(values.start ?? '')));
  const server = await serve(env, { migrationsFolder: `${root}/bff/storage/migrations`, root }, time.world);
  const story: Story = { time, server, url: env.publicUrl, appliance: undefined };
  // As an appliance does whose poll is held: it hears at once of work and of orders.
  server.bus.subscribe(({ topic }) => {
    if (topic === 'slices' || topic === 'control') void story.appliance?.work();
  });
  await control(story, Number(values.control));
  process.stdout.write('story: under control\n');
}

await main();
