import type { SensorCheckInRequest, SensorCheckInResponse, SensorEngine, SensorOrder, ToldOrder } from '../protocol/sensor-check-in.ts';
import type { SensorConfiguration, SensorFacts } from '../protocol/sensor-registration.ts';
import { type BackOffLimits, backOffMs } from '../runtime/back-off.ts';
import { isBan } from '../runtime/delivery-loop.ts';
import { describeError } from '../runtime/log.ts';
import type { Nudge } from '../runtime/nudge.ts';
import type { ExchangeLimits, Refused } from '../runtime/platform-client.ts';
import type { SensorParts } from './sensor-parts.ts';

export interface CheckInParts {
  readonly sensor: SensorParts;
  readonly send: (request: SensorCheckInRequest, limits: ExchangeLimits) => Promise<SensorCheckInResponse>;
  readonly bootId: string;
  readonly facts: SensorFacts;
  readonly engine: () => SensorEngine;
  readonly onConfiguration: (configuration: SensorConfiguration) => Promise<void>;
  /** The manifest that the platform hands out now. */
  readonly onManifest: (version: string) => void;
  /** There are new orders in the book. */
  readonly onOrders: () => void;
  readonly onBanned: (refusal: Refused) => void;
  /** Pushed when there is something to tell: a held check-in is given up for it. */
  readonly nudge: Nudge;
}

/** A held answer may take this long before its connection counts as dead. */
const HELD_MS = 150_000;
const BACK_OFF: BackOffLimits = { minMs: 1000, baseMs: 2000, maxMs: 60_000 };
const MAX_NEXT_MS = 3_600_000;
const SPACING_MS = 250;
const MAX_TOLD = 256;

/** On disk before it is told as taken; what has expired is not begun any more. */
const takeOrders = async ({ sensor }: CheckInParts, { orders, serverTime }: SensorCheckInResponse): Promise<ToldOrder[]> => {
  const { book } = sensor;
  const isExpired = ({ expiresAt }: SensorOrder): boolean => expiresAt <= serverTime;
  const fresh = orders.filter((order) => !isExpired(order) && !book.orders.has(order.orderId));
  for (const order of fresh) book.orders.set(order.orderId, order);
  if (fresh.length > 0) await book.save();
  return orders.filter(isExpired).map(({ orderId }) => ({ orderId, state: 'failed', reason: 'It had expired when it arrived.' }));
};

/** Says that this sensor is there, and takes settings and orders, until the signal aborts. */
export const runCheckInLoop = async (parts: CheckInParts, ending: AbortSignal): Promise<void> => {
  const { sensor, bootId, facts } = parts;
  const { book, spool, clock, wait, random, log } = sensor;
  let failures = 0;
  let failed: ToldOrder[] = [];

  const request = (): SensorCheckInRequest => {
    const version = sensor.manifest()?.header.version;
    const taken = [...book.orders.keys()].map((orderId): ToldOrder => ({ orderId, state: 'taken' }));
    return {
      ...{ bootId, facts, engine: parts.engine(), sentAt: Math.max(0, Math.round(clock())), waitingReports: spool.messages() },
      ...(version === undefined ? {} : { manifest: version }),
      configurationRevision: sensor.configuration().revision,
      orders: [...failed, ...taken].slice(0, MAX_TOLD),
      // What was just taken or failed is told at once.
      wait: failures === 0 && failed.length === 0,
    };
  };

  const checkIn = async (signal: AbortSignal): Promise<number> => {
    const startedAt = clock();
    const told = request();
    const answer = await parts.send(told, { timeoutMs: HELD_MS, held: told.wait, signal });
    failures = 0;
    if (answer.configuration) await parts.onConfiguration(answer.configuration);
    failed = await takeOrders(parts, answer);
    if (answer.orders.length > 0) parts.onOrders();
    if (answer.manifest !== undefined) parts.onManifest(answer.manifest);
    const spacingMs = Math.max(0, SPACING_MS - (clock() - startedAt));
    return failed.length > 0 ? spacingMs : Math.max(spacingMs, Math.min(answer.nextCheckInMs, MAX_NEXT_MS));
  };

  while (!ending.aborted) {
    const news = parts.nudge.renew();
    const signal = AbortSignal.any([ending, news]);
    try {
      await wait(await checkIn(signal), signal);
    } catch (error) {
      if (ending.aborted) return;
      if (isBan(error)) return parts.onBanned(error);
      if (news.aborted) continue;
      failures += 1;
      if (failures === 1) log('warn', 'The platform cannot be reached.', { reason: describeError(error) });
      await wait(backOffMs(failures, BACK_OFF, random), ending);
    }
  }
};
