import type { Clock } from '../runtime/clock.ts';
import type { Hint } from './hint.ts';

/** What this sensor does to the engine comes back as events; they must not lead to anything. */
export interface OwnActs {
  /** One event of one of these actions on this image or container is to come. */
  expect(id: string, actions: readonly string[]): void;
  /** True: it is one of them. Each is recognised once. */
  isOwn(hint: Hint): boolean;
}

/** An engine tells an export when it ends, and that may take this long. */
const KEPT_MS = 15 * 60_000;

export const createOwnActs = (clock: Clock): OwnActs => {
  let expected: { readonly id: string; readonly actions: readonly string[]; readonly at: number }[] = [];
  return {
    expect: (id, actions) => {
      expected = [...expected.filter((one) => clock() - one.at < KEPT_MS), { id, actions, at: clock() }];
    },
    isOwn: ({ id, action }) => {
      const index = expected.findIndex((one) => one.id === id && one.actions.includes(action));
      if (index >= 0) expected = expected.toSpliced(index, 1);
      return index >= 0;
    },
  };
};
