import { expect, test } from 'vitest';
import { type Instant, instant, MINUTE_MS } from '../domain/time/instant.ts';
import { createFailureLog } from './failure-log.ts';

test('the first failure is said at once, the following ones once a minute with their number', () => {
  let now: Instant = instant(0);
  const said: (string | number)[] = [];
  const failed = createFailureLog(
    () => now,
    (error, repeats) => said.push(`${error} ×${repeats}`),
  );
  failed('lost');
  failed('lost');
  now = instant(MINUTE_MS - 1);
  failed('lost');
  expect(said).toEqual(['lost ×1']);
  now = instant(MINUTE_MS);
  failed('still lost');
  expect(said).toEqual(['lost ×1', 'still lost ×3']);
});
