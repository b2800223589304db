import { HOUR_MS, type Instant, MINUTE_MS, plus, SECOND_MS } from './domain/time/instant.ts';
import { createBeforeRound } from './features/schedules/before-ticker.ts';
import { createLaunchTicker } from './features/schedules/launch-ticker.ts';
import { createFailureLog } from './jobs/failure-log.ts';
import { createTicker, type Ticker, type Timers } from './jobs/ticker.ts';
import type { Dependencies, Services } from './services.ts';
import { isPassing } from './storage/database-error.ts';

/** What happens by itself, as long as the server runs. */
export interface Tickers {
  readonly start: () => void;
  /** No round begins after this; resolves when those under way have ended. */
  readonly stop: () => Promise<void>;
}

type Round = () => Promise<Instant | undefined>;

/** The longest sleeps: the safety net behind the wake-ups. */
const DURATIONS_MS = 10 * SECOND_MS;
const LEASES_MS = 15 * SECOND_MS;

export function createTickers(deps: Dependencies, services: Services, timers: Timers): Tickers {
  const { clock, bus } = deps;
  const watched = (name: string) => ({
    onError: sayFailures(deps, name),
    onRound: (lagMs: number) => services.metrics.tickerRan(name, lagMs),
  });
  const ticker = (name: string, run: Round, maxSleepMs: number): Ticker =>
    createTicker({ run, clock, timers, maxSleepMs, ...watched(name) });

  const launches = createLaunchTicker({
    ...deps,
    timers,
    setup: services.settings,
    scans: services.scanStarter,
    ...{ notices: services.notices, targets: services.assets.targets },
    launchDecided: services.metrics.launchDecided,
    ...watched('launches'),
  });
  const durations = ticker('durations', () => services.dueDurations(clock()), DURATIONS_MS);
  const before = ticker('notices-before', createBeforeRound({ ...deps, notices: services.notices }), MINUTE_MS);
  const compose = ticker('notices', services.notifications.compose, MINUTE_MS);
  const outbox = ticker('outbox', services.notifications.outbox.round, MINUTE_MS);
  const connectors = ticker('connectors', services.connectors.syncDue, 5 * MINUTE_MS);
  const { rounds } = services.distribution;
  const rollouts = ticker('rollouts', rounds.tendRollouts, MINUTE_MS);
  const others = [
    ...[durations, before, compose, outbox, connectors, rollouts],
    ...applianceTickers(services, ticker),
    ticker('sensors', services.containers.upkeep.tend, MINUTE_MS),
    ticker('containers', services.containers.upkeep.forget, HOUR_MS),
    ticker('distribution', rounds.keepRepository, HOUR_MS),
    ticker('forgetting', () => services.forgetOld().then(() => plus(clock(), HOUR_MS)), HOUR_MS),
  ];
  let subscriptions: (() => void)[] = [];
  return {
    start: () => {
      subscriptions = [
        bus.subscribe(durations.wake, 'scans'),
        bus.subscribe(before.wake, 'schedules'),
        bus.subscribe(connectors.wake, 'connectors'),
        bus.subscribe(rollouts.wake, 'rollouts'),
        bus.subscribe(compose.wake, 'notifications'),
        ...(['notifications', 'users'] as const).map((topic) => bus.subscribe(outbox.wake, topic)),
        bus.subscribe(mailAtOnce(services, outbox), 'setup'),
      ];
      launches.start();
      for (const one of others) one.start();
    },
    stop: async () => {
      for (const end of subscriptions) end();
      services.cloud.close();
      await Promise.all([launches, ...others].map((one) => one.stop()));
      services.mailer.close();
    },
  };
}

const applianceTickers = (
  { appliances: { upkeep, monitoring } }: Services,
  ticker: (name: string, run: Round, maxSleepMs: number) => Ticker,
) => [
  ticker('leases', upkeep.expireLeases, LEASES_MS),
  ticker('commands', upkeep.expireCommands, MINUTE_MS),
  ticker('held-polls', upkeep.serveHeld, MINUTE_MS),
  ticker('silence', upkeep.noteSilence, MINUTE_MS),
  ticker('alerts', monitoring.alerts, MINUTE_MS),
  ticker('tokens', upkeep.purgeTokens, 5 * MINUTE_MS),
];

/** A mail server that could not be reached may be another now. */
const mailAtOnce = (services: Services, outbox: Ticker) => () => {
  services.notifications.outbox.forgetPause();
  outbox.wake();
};

/** Trouble of the database is said once a minute; anything else each time: it may be a different mistake. */
function sayFailures({ clock, log }: Dependencies, ticker: string): (error: unknown) => void {
  const say = (err: unknown, repeats: number) => log.error({ err, ticker, repeats }, 'a round failed; tried again');
  const passing = createFailureLog(clock, say);
  return (error) => (isPassing(error) ? passing(error) : say(error, 1));
}
