import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test';
import { type Api, enter, signIn } from '../api.ts';
import { type Behaviour, type StoryServer, startStoryServer } from './story-server.ts';

export { expect } from '@playwright/test';

const PASSWORD = 'correct horse battery staple';

type Role = 'manager' | 'unit-manager' | 'scanner' | 'reader';

/** A time of its own for a story, and the Manager primary contact before the console. */
export interface Story {
  readonly page: Page;
  readonly api: Api;
  readonly url: string;
  /** Goes to this instant, without schedules and without scans under way. Where time would have to go back: on a new server. */
  readonly begin: (at: string) => Promise<void>;
  /** Goes to this instant (`2019-04-23T14:00:00Z`) and waits until nothing is left to do there. */
  readonly advance: (to: string) => Promise<void>;
  readonly behave: (how: Behaviour) => Promise<void>;
  readonly settle: () => Promise<void>;
  readonly goto: (path: string) => Promise<void>;
  /** Adds a person, and opens a page on which that person is signed in. */
  readonly pageOf: (role: Role) => Promise<Page>;
}

interface Stage {
  server: StoryServer | undefined;
  readonly browser: Browser;
}

interface Listed {
  readonly items: readonly { readonly id: string; readonly revision: number }[];
}

const ENDED = ['finished', 'error', 'canceled'];

async function clear({ api, behave }: StoryServer): Promise<void> {
  await behave({ mood: 'finish', slots: 2 });
  for (const { id } of (await api.get<Listed>('/schedules?limit=200')).items) await api.remove(`/schedules/${id}`);
  const scans = await api.get<{ items: { id: string; state: string }[] }>('/scans?limit=200');
  for (const { id, state } of scans.items) if (!ENDED.includes(state)) await api.post(`/scans/${id}/cancel`);
  await behave({ mood: 'finish', slots: 2 });
}

async function serverAt(stage: Stage, at: string): Promise<StoryServer> {
  if (stage.server !== undefined && Date.parse(at) >= Date.parse(stage.server.now())) {
    await clear(stage.server);
    await stage.server.advance(at);
    return stage.server;
  }
  await stage.server?.stop();
  stage.server = undefined;
  stage.server = await startStoryServer(at);
  return stage.server;
}

function theServer({ server }: Stage): StoryServer {
  if (server === undefined) throw new Error('a story says first when it begins');
  return server;
}

let people = 0;

/** The stories of a worker share one server: each begins later than the one before it, or on a new one. */
export const test = base.extend<{ story: Story }, { stage: Stage }>({
  stage: [
    async ({ browser }, use) => {
      const stage: Stage = { server: undefined, browser };
      await use(stage);
      await stage.server?.stop();
    },
    { scope: 'worker' },
  ],
  story: async ({ stage, page, context, contextOptions }, use) => {
    const pages = [page];
    // The console shows "in 5 min": the browser's clock says what the server's says.
    const setClocks = () => Promise.all(pages.map((one) => one.clock.setFixedTime(theServer(stage).now())));
    const others: BrowserContext[] = [];
    await use({
      page,
      get api() {
        return theServer(stage).api;
      },
      get url() {
        return theServer(stage).url;
      },
      begin: async (at) => {
        const server = await serverAt(stage, at);
        await enter(context, server.api, server.url);
        await setClocks();
      },
      advance: async (to) => {
        await theServer(stage).advance(to);
        await setClocks();
      },
      behave: (how) => theServer(stage).behave(how),
      settle: () => theServer(stage).settle(),
      goto: async (path) => void (await page.goto(`${theServer(stage).url}${path}`)),
      pageOf: async (role) => {
        const server = theServer(stage);
        people += 1;
        const email = `${role}-${people}@corp.example`;
        await server.api.post('/users', { email, name: `Story ${role}`, role, password: PASSWORD });
        const theirs = await stage.browser.newContext(contextOptions);
        others.push(theirs);
        await enter(theirs, await signIn(server.url, { email, password: PASSWORD }), server.url);
        const opened = await theirs.newPage();
        pages.push(opened);
        await setClocks();
        return opened;
      },
    });
    for (const other of others) await other.close();
  },
});
