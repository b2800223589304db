import type { LiveEvent } from '#contract/live';

/** `connecting` only before the first contact; afterwards either live, or stale since an instant. */
export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'stale'; readonly sinceMs: number; readonly retryAtMs: number };

/** The part of EventSource that is used. */
export interface EventStream {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

/** What a LiveUpdates needs of the world. `setTimer` returns the function that cancels it. */
export interface LiveSurroundings {
  readonly connect: () => EventStream;
  readonly setTimer: (run: () => void, afterMs: number) => () => void;
  readonly now: () => number;
  /** 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  /** Called with the topics that changed; `all` after a gap, because nobody knows what was missed. */
  readonly onChange: (topics: ReadonlySet<LiveEvent['topic']> | 'all') => void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** Changes come in bursts; one reload per burst is enough. */
const GATHER_MS = 250;

function topicOf(data: unknown): LiveEvent['topic'] | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const event = JSON.parse(data);
    return typeof event === 'object' && event !== null && typeof event.topic === 'string' ? event.topic : undefined;
  } catch {
    return undefined;
  }
}

/** The one event stream of the console: what changed on the server, and whether what is shown is still live. */
export class LiveUpdates {
  #state: LiveState = { kind: 'connecting' };
  #stream: EventStream | undefined;
  #attempts = 0;
  #cancelRetry: (() => void) | undefined;
  #cancelGather: (() => void) | undefined;
  readonly #gathered = new Set<LiveEvent['topic']>();
  readonly #listeners = new Set<() => void>();
  readonly #world: LiveSurroundings;

  constructor(world: LiveSurroundings) {
    this.#world = world;
  }

  get state(): LiveState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    if (this.#stream === undefined) this.#open();
  }

  /** For "Try now": does not wait for the back-off. */
  retryNow(): void {
    if (this.#state.kind !== 'stale') return;
    this.#cancelRetry?.();
    this.#open();
  }

  stop(): void {
    this.#cancelRetry?.();
    this.#cancelGather?.();
    this.#stream?.close();
    this.#stream = undefined;
    this.#set({ kind: 'connecting' });
  }

  #open(): void {
    this.#stream?.close();
    const stream = this.#world.connect();
    this.#stream = stream;
    stream.onopen = () => this.#opened();
    stream.onerror = () => this.#lost(stream);
    stream.onmessage = (event) => this.#received(event.data);
  }

  #opened(): void {
    const hadGap = this.#state.kind === 'stale';
    this.#attempts = 0;
    this.#set({ kind: 'live' });
    if (hadGap) this.#world.onChange('all');
  }

  #lost(stream: EventStream): void {
    if (stream !== this.#stream) return;
    stream.close();
    const ceilingMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#attempts);
    // Half fixed, half random: consoles do not come back all at once.
    const delayMs = ceilingMs / 2 + this.#world.random() * (ceilingMs / 2);
    this.#attempts += 1;
    const now = this.#world.now();
    const sinceMs = this.#state.kind === 'stale' ? this.#state.sinceMs : now;
    this.#set({ kind: 'stale', sinceMs, retryAtMs: now + delayMs });
    this.#cancelRetry = this.#world.setTimer(() => this.#open(), delayMs);
  }

  #received(data: unknown): void {
    const topic = topicOf(data);
    if (topic === undefined) return;
    this.#gathered.add(topic);
    this.#cancelGather ??= this.#world.setTimer(() => {
      this.#cancelGather = undefined;
      const topics = new Set(this.#gathered);
      this.#gathered.clear();
      this.#world.onChange(topics);
    }, GATHER_MS);
  }

  #set(state: LiveState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
