import { createHmac } from 'node:crypto';
import { DAY_MS } from './domain/time/instant.ts';

/** A code that nobody used stops working after this long. */
export const PERSCODE_LIFETIME_MS = 3 * DAY_MS;

/** Whole numbers from 0 up to, not including, `below`, evenly distributed and not predictable. */
export type RandomBelow = (below: number) => number;

/** 14 digits: 46.5 bits. Drawn in two halves, because the generator takes ranges up to 2^48. */
export const makePerscode = (randomBelow: RandomBelow): string =>
  [0, 1].map(() => String(randomBelow(10_000_000)).padStart(7, '0')).join('');

/**
 * What is stored of a code. A bare hash of 14 digits is tried through within hours by whoever steals the database;
 * so the hash is keyed with a secret that is not in the database. Against guessing at the door, the
 * tries are limited: with 1,000 codes outstanding, all tries of three days (TryLimit) hit one with a chance under 1 in 10^5.
 */
export const hashPerscode = (perscode: string, secret: string): string =>
  createHmac('sha256', secret).update(`perscode:${perscode}`).digest('hex');
