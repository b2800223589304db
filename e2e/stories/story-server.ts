import { type Api, signIn } from '../api.ts';
import { ADMIN, freePort, newFolder, removeFolder, type ServerProcess, startServer } from '../server-process.ts';

/** How the scripted appliance behaves: `hold` works on slices until it is told otherwise, `away` is off and has lost them. */
export interface Behaviour {
  readonly mood?: 'finish' | 'hold' | 'fail' | 'away';
  readonly slots?: number;
}

/** The server in a time that the story moves, with one scripted appliance, and the Manager primary contact as caller. */
export interface StoryServer {
  readonly url: string;
  readonly api: Api;
  readonly now: () => string;
  /** Goes to an instant (`2019-04-23T14:00:00Z`) and waits until nothing is left to do there. Time does not go back. */
  readonly advance: (to: string) => Promise<void>;
  readonly behave: (how: Behaviour) => Promise<void>;
  /** Waits until nothing is left to do. */
  readonly settle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startStoryServer(start: string): Promise<StoryServer> {
  const folder = newFolder();
  const control = await freePort();
  const env = { WATCHBILL_ADMIN_EMAIL: ADMIN.email, WATCHBILL_ADMIN_PASSWORD: ADMIN.password, WATCHBILL_LOCAL_APPLIANCE: '0' };
  const program = ['dist/testing/story-server.mjs', '--start', start, '--control', String(control), '--root', '.'];
  const server: ServerProcess = await startServer({ folder, port: await freePort(), env, program, ready: 'under control' });
  let now = start;
  const tell = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${control}${path}`, { method: 'POST', body: JSON.stringify(body) });
    const told = (await answer.json()) as { now?: string; error?: string };
    if (told.now === undefined) throw new Error(`${path} ${JSON.stringify(body)}: ${told.error}`);
    now = told.now;
  };
  const api = await signIn(server.url);
  const { personalizationCode: perscode } = await api.post<{ personalizationCode: string }>('/appliances', { name: 'Scripted' });
  await tell('/register', { perscode });
  return {
    url: server.url,
    api,
    now: () => now,
    advance: (to) => tell('/advance', { to }),
    behave: (how) => tell('/appliance', how),
    settle: () => tell('/settle', {}),
    stop: async () => {
      await server.kill('SIGTERM');
      removeFolder(folder);
    },
  };
}
